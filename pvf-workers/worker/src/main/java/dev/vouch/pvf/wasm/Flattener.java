package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.BR;
import static dev.vouch.pvf.wasm.Instructions.IF;
import static dev.vouch.pvf.wasm.Instructions.LOCAL_GET;
import static dev.vouch.pvf.wasm.Instructions.LOCAL_SET;
import static dev.vouch.pvf.wasm.Instructions.LOOP;
import static dev.vouch.pvf.wasm.Instructions.NO_RESULT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a function that {@link BodySplitter} cannot: one with thousands of locals, or operands, or
 * places that code jumps to. Locals live in a frame (see {@link FrameOp}), as does every operand
 * that stays on the stack over a jump or from one part to the next, so that parts share nothing
 * else and can be cut anywhere. Each part, a chunk, runs from one of its segments until control
 * leaves it, and tells where to. Every function of the accepted language can be cut so; it is
 * slower than what {@link BodySplitter} makes, but compiled.
 */
final class Flattener {
  /** Operands that code without jumps keeps on the stack. */
  private static final int MOST_ON_STACK = 64;

  /** A block that is still open. */
  private static final class Frame {
    final Label label;
    final int height;
    final Place end;
    @Nullable Place otherwise;

    Frame(Label label, int height, Place end, @Nullable Place otherwise) {
      this.label = label;
      this.height = height;
      this.end = end;
      this.otherwise = otherwise;
    }
  }

  private final LiveCode live;
  private final Chunks chunks;
  private final TypeStack stack;
  private final StringBuilder operands = new StringBuilder();
  private final IdentityHashMap<Label, Place> places = new IdentityHashMap<>();
  private final Map<Long, Integer> homes = new HashMap<>();
  private final int[] carried = new int[ValueTypes.I32 + 1];
  private final List<Frame> open = new ArrayList<>();

  /** How many of the operands, the last ones, are on the stack; the others are in their homes. */
  private int onStack;

  /** Whether control never comes here. */
  private boolean dead;

  private Flattener(SplitContext context, Helpers helpers, LiveCode live, int part) {
    this.live = live;
    this.chunks = new Chunks(context, helpers, part);
    this.stack = new TypeStack(context);
  }

  /**
   * The function's new body; its chunks are appended to {@code helpers}.
   *
   * @param part bytes of JVM code that a chunk should have, by {@link JvmSize}
   */
  static ByteWriter flatten(SplitContext context, Helpers helpers, LiveCode live, int part) {
    return new Flattener(context, helpers, live, part).run();
  }

  private ByteWriter run() {
    places.put(live.function, new Place());
    for (Ins ins : live.code()) {
      next(ins);
      if (chunks.full()) {
        flush();
        chunks.cut();
      }
    }
    int result = live.function.carries() ? carrier(live.function.carried()) : Chunks.NONE;
    if (!dead) {
      jump(live.function);
    }
    return chunks.write(result);
  }

  private void next(Ins ins) {
    switch (ins) {
      case Ins.Plain p -> plain(ins, new Flat.Plain(p));
      case Ins.Helper h -> plain(ins, new Flat.Plain(h));
      case Ins.Local l -> plain(ins, new Flat.Variable(l.opcode(), l.index()));
      case Ins.Open(Label label) -> open(label);
      case Ins.Else e -> otherwise();
      case Ins.Close c -> close();
      case Ins.Jump j when j.opcode() == BR -> jump(j.target());
      case Ins.Jump j -> jumpIf(j.target());
      case Ins.Switch s -> table(s.targets());
      case Ins.Outlined o -> throw new IllegalStateException("nothing was outlined before");
    }
  }

  private void plain(Ins ins, Flat step) {
    int before = operands.length();
    stack.apply(ins);
    int kept = stack.lowest();
    need(before - kept);
    chunks.add(step);
    operands.setLength(kept);
    operands.append(stack.from(kept));
    onStack += operands.length() - before;
    stack.settle();
    dead = ins.ends();
    if (dead) {
      onStack = 0;
    } else if (onStack > MOST_ON_STACK) {
      flush();
    }
  }

  private void open(Label label) {
    Place end = new Place();
    Place otherwise = null;
    if (label.opcode == IF) {
      condition();
      otherwise = new Place();
      chunks.add(new Flat.GotoIf(otherwise, false));
    } else if (label.opcode == LOOP) {
      flush();
      Place start = new Place();
      chunks.mark(start);
      places.put(label, start);
    }
    places.putIfAbsent(label, end);
    open.add(new Frame(label, operands.length(), end, otherwise));
  }

  private void otherwise() {
    Frame frame = open.getLast();
    if (!dead) {
      jump(frame.label);
    }
    cutTo(frame.height);
    if (frame.otherwise != null) {
      chunks.mark(frame.otherwise);
      frame.otherwise = null;
    }
    dead = false;
  }

  private void close() {
    Frame frame = open.removeLast();
    Label label = frame.label;
    boolean result = label.type != NO_RESULT;
    if (label.opcode == IF || (label.opcode != LOOP && label.used)) {
      if (!dead) {
        carry(label);
        flush();
      }
      if (frame.otherwise != null) {
        chunks.mark(frame.otherwise);
      }
      chunks.mark(frame.end);
      cutTo(frame.height);
      if (result) {
        push(label.type);
        chunks.add(new Flat.Variable(LOCAL_GET, carrier(label.type)));
        onStack = 1;
      }
    } else if (dead) {
      cutTo(frame.height);
      if (result) {
        push(label.type);
      }
    }
    dead = false;
  }

  private void jump(Label target) {
    carry(target);
    flush();
    chunks.add(new Flat.Goto(place(target)));
    dead = true;
  }

  private void jumpIf(Label target) {
    if (target.carries()) {
      flush();
      home(LOCAL_GET, operands.length() - 2);
      chunks.add(new Flat.Variable(LOCAL_SET, carrier(target.carried())));
    }
    condition();
    chunks.add(new Flat.GotoIf(place(target), true));
  }

  private void table(List<Label> targets) {
    Label last = targets.getLast();
    if (last.carries()) {
      flush();
      home(LOCAL_GET, operands.length() - 2);
      chunks.add(new Flat.Variable(LOCAL_SET, carrier(last.carried())));
    }
    condition();
    chunks.add(new Flat.GotoTable(targets.stream().map(this::place).toList()));
    dead = true;
  }

  private Place place(Label target) {
    Place place = places.get(target);
    if (place == null) {
      throw new IllegalStateException("a label that is not open");
    }
    return place;
  }

  /** Takes the last operand for a jump, alone on the stack. */
  private void condition() {
    if (onStack != 1) {
      flush();
      home(LOCAL_GET, operands.length() - 1);
    }
    cutTo(operands.length() - 1);
  }

  /** Takes the value that goes with a jump, if any, to where its target looks for it. */
  private void carry(Label target) {
    if (target.carries()) {
      need(1);
      chunks.add(new Flat.Variable(LOCAL_SET, carrier(target.carried())));
      int left = onStack - 1;
      cutTo(operands.length() - 1);
      onStack = left;
    }
  }

  private void push(int type) {
    operands.append((char) type);
    stack.push(type);
    stack.settle();
  }

  /** Forgets operands; none of those left is on the stack. */
  private void cutTo(int height) {
    operands.setLength(height);
    stack.cut(height);
    onStack = 0;
  }

  /** Puts so many operands on the stack. */
  private void need(int count) {
    if (onStack < count) {
      flush();
      for (int i = operands.length() - count; i < operands.length(); i++) {
        home(LOCAL_GET, i);
      }
      onStack = count;
    }
  }

  /** Puts all operands into their homes. */
  private void flush() {
    for (int i = operands.length() - 1; onStack > 0; i--, onStack--) {
      home(LOCAL_SET, i);
    }
  }

  private void home(int opcode, int height) {
    char type = operands.charAt(height);
    Integer variable =
        homes.computeIfAbsent((long) height << 8 | type, key -> chunks.newVariable(type));
    chunks.add(new Flat.Variable(opcode, variable));
  }

  private int carrier(int type) {
    if (carried[type] == 0) {
      carried[type] = chunks.newVariable((char) type) + 1;
    }
    return carried[type] - 1;
  }
}
