package dev.vouch.pvf.wasm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one function until what is left and every part is of a size that the JVM compiles. Works
 * from the inside out: whenever a block closes whose code is too long, runs of its instructions
 * become functions.
 */
final class BodySplitter {
  /** A block that is still open: where each of its instructions or inner blocks starts. */
  private static final class Frame {
    final List<Integer> starts = new ArrayList<>();
    long size;
  }

  private final SplitContext context;
  private final Helpers helpers;
  private final LiveCode live;
  private final int part;
  private final int slots;
  private final List<Ins> code = new ArrayList<>();
  private final List<Frame> open = new ArrayList<>();
  private int scans;

  private BodySplitter(SplitContext context, Helpers helpers, LiveCode live, int part) {
    this.context = context;
    this.helpers = helpers;
    this.live = live;
    this.part = part;
    this.slots = context.slots();
  }

  /**
   * The function's new body; what was cut out is appended to {@code helpers}.
   *
   * @param part bytes of JVM code that a part should have at most, by {@link JvmSize}
   */
  static ByteWriter split(SplitContext context, Helpers helpers, LiveCode live, int part) {
    return new BodySplitter(context, helpers, live, part).run();
  }

  private ByteWriter run() {
    open.add(new Frame());
    for (Ins ins : live.code()) {
      next(ins);
    }
    shrink(open.getFirst());
    Set<Integer> locals = new TreeSet<>();
    for (Ins ins : code) {
      if (ins instanceof Ins.Local l) {
        locals.add(l.index());
      } else if (ins instanceof Ins.Outlined(Region r)) {
        locals.addAll(r.in());
        locals.addAll(r.out());
      }
    }
    return BodyWriter.rest(context, helpers, live, code, locals);
  }

  private void next(Ins ins) {
    Frame frame = open.getLast();
    int size = JvmSize.of(ins, slots);
    switch (ins) {
      case Ins.Open o -> {
        frame.starts.add(code.size());
        frame.size += size;
        open.add(new Frame());
      }
      case Ins.Else e -> {
        shrink(frame);
        open.removeLast();
        open.getLast().size += frame.size + size;
        open.add(new Frame());
      }
      case Ins.Close c -> {
        shrink(frame);
        open.removeLast();
        open.getLast().size += frame.size + size;
      }
      case Ins.Plain p -> plain(frame, size);
      case Ins.Helper h -> plain(frame, size);
      case Ins.Local l -> plain(frame, size);
      case Ins.Jump j -> plain(frame, size);
      case Ins.Switch s -> plain(frame, size);
      case Ins.Outlined o -> plain(frame, size);
    }
    code.add(ins);
  }

  private void plain(Frame frame, int size) {
    frame.starts.add(code.size());
    frame.size += size;
  }

  private void shrink(Frame frame) {
    while (frame.size > part) {
      long before = frame.size;
      new Grouping(frame).run();
      if (frame.size > before - before / 8) {
        return; // what is passed to and fro is as long as the code itself
      }
    }
  }

  /** One round over the instructions of a block, which are the last ones in {@link #code}. */
  private final class Grouping {
    private final Frame frame;
    private final int nodes;
    private final int first;
    private final int[] height;
    private final long[] upTo;

    Grouping(Frame frame) {
      this.frame = frame;
      this.nodes = frame.starts.size();
      this.first = frame.starts.getFirst();
      this.height = new int[nodes + 1];
      this.upTo = new long[nodes + 1];
    }

    void run() {
      TypeStack stack = new TypeStack(context);
      for (int i = 0; i < nodes; i++) {
        height[i] = stack.height();
        for (int at = start(i); at < start(i + 1); at++) {
          upTo[i + 1] += JvmSize.of(code.get(at), slots);
        }
        upTo[i + 1] += upTo[i];
        stack.apply(code.get(start(i)));
      }
      height[nodes] = stack.height();
      regroup();
    }

    private int start(int node) {
      return node < nodes ? frame.starts.get(node) : code.size();
    }

    private void regroup() {
      List<Ins> result = new ArrayList<>();
      List<Integer> starts = new ArrayList<>();
      TypeStack stack = new TypeStack(context);
      long size = upTo[nodes];
      for (int i = 0; i < nodes; ) {
        int to = cut(i);
        long run = upTo[to] - upTo[i];
        int end = i + 1;
        if (size > part && run > part / 4) {
          Ins outlined = outline(i, to, stack.toString(), run);
          if (outlined != null) {
            starts.add(first + result.size());
            result.add(outlined);
            stack.apply(outlined);
            size += JvmSize.of(outlined, slots) - run;
            i = to;
            continue;
          }
          end = to;
        }
        for (; i < end; i++) {
          starts.add(first + result.size());
          result.addAll(code.subList(start(i), start(i + 1)));
          stack.apply(code.get(start(i)));
        }
      }
      code.subList(first, code.size()).clear();
      code.addAll(result);
      frame.starts.clear();
      frame.starts.addAll(starts);
      frame.size = size;
    }

    /** End of the run that starts at a node: as much as fits, where few operands are open. */
    private int cut(int from) {
      int to = from + 1;
      int best = to;
      while (to < nodes && upTo[to + 1] - upTo[from] <= part) {
        to++;
        if (height[to] <= height[best] || upTo[best] - upTo[from] < part / 2) {
          best = to;
        }
      }
      return to == nodes ? to : best;
    }

    /** The run as a call, or nothing if the call would be nearly as long. */
    private @Nullable Ins outline(int from, int to, String before, long run) {
      TypeStack stack = new TypeStack(context, before);
      for (int i = from; i < to; i++) {
        stack.apply(code.get(start(i)));
      }
      int lowest = stack.lowest();
      boolean falls = !code.get(start(to) - 1).ends();
      RegionScan scan = new RegionScan(context, live.references, ++scans);
      scan.scan(code, start(from), start(to));
      Region region =
          scan.region(-1, before.substring(lowest), falls ? stack.from(lowest) : "", falls);
      if (JvmSize.of(new Ins.Outlined(region), slots) > run / 2) {
        return null;
      }
      List<Ins> instructions = code.subList(start(from), start(to));
      int function = BodyWriter.region(context, helpers, instructions, region, scan.locals());
      return new Ins.Outlined(region.as(function));
    }
  }
}
