package dev.vouch.pvf.wasm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run of instructions needs from outside and changes there. A local all of whose uses lie in
 * the run, and that is always written before it is read, is the run's own.
 */
final class RegionScan {
  private final SplitContext context;
  private final int[] total;
  private final int number;

  private final Map<Integer, Integer> references = new TreeMap<>();
  private final Set<Integer> written = new TreeSet<>();
  private final Set<Integer> exposed = new TreeSet<>();
  private final Set<Label> exits = new LinkedHashSet<>();

  /** Locals written on every way to the place that the scan has reached, in order. */
  private final List<Integer> assigned = new ArrayList<>();

  private final Set<Integer> isAssigned = new java.util.HashSet<>();
  private final List<Integer> marks = new ArrayList<>();

  /**
   * A scan.
   *
   * @param total how often each local stands in the whole function
   * @param number different for every scan of one function
   */
  RegionScan(SplitContext context, int[] total, int number) {
    this.context = context;
    this.total = total;
    this.number = number;
  }

  void scan(List<Ins> code, int from, int to) {
    for (int i = from; i < to; i++) {
      next(code.get(i));
    }
  }

  private void next(Ins ins) {
    switch (ins) {
      case Ins.Local l -> {
        references.merge(l.index(), 1, Integer::sum);
        if (l.opcode() == Instructions.LOCAL_GET) {
          read(l.index());
        } else {
          write(l.index());
        }
      }
      case Ins.Outlined(Region r) -> {
        r.references().forEach((local, n) -> references.merge(local, n, Integer::sum));
        r.exits().forEach(this::target);
        r.in().forEach(this::read);
        r.out().forEach(this::write);
      }
      case Ins.Open(Label label) -> {
        label.inside = number;
        marks.add(assigned.size());
      }
      case Ins.Else e -> undo(marks.getLast());
      case Ins.Close(Label label) -> {
        int mark = marks.removeLast();
        if (label.opcode == Instructions.IF || (label.opcode == Instructions.BLOCK && label.used)) {
          undo(mark);
        }
      }
      case Ins.Jump j -> target(j.target());
      case Ins.Switch s -> s.targets().forEach(this::target);
      case Ins.Plain p -> {}
      case Ins.Helper h -> {}
    }
  }

  private void target(Label label) {
    if (label.inside != number) {
      exits.add(label);
    }
  }

  private void read(int local) {
    if (!isAssigned.contains(local)) {
      exposed.add(local);
    }
  }

  private void write(int local) {
    written.add(local);
    if (isAssigned.add(local)) {
      assigned.add(local);
    }
  }

  private void undo(int mark) {
    while (assigned.size() > mark) {
      isAssigned.remove(assigned.removeLast());
    }
  }

  private boolean own(int local) {
    return local >= context.params
        && references.getOrDefault(local, 0) == total[local]
        && !exposed.contains(local);
  }

  /** The region as a caller sees it. */
  Region region(int function, String consumed, String produced, boolean falls) {
    List<Integer> in = new ArrayList<>();
    List<Integer> out = new ArrayList<>();
    Map<Integer, Integer> kept = new TreeMap<>();
    references.forEach(
        (local, n) -> {
          if (own(local)) {
            return;
          }
          kept.put(local, n);
          if (written.contains(local)) {
            out.add(local);
          }
          boolean rewritten =
              !exposed.contains(local) && isAssigned.contains(local) && exits.isEmpty();
          if (!rewritten) {
            in.add(local);
          }
        });
    return new Region(
        function, consumed, produced, falls, in, out, List.copyOf(exits), Map.copyOf(kept));
  }

  /** Every local that the run refers to. */
  Set<Integer> locals() {
    return references.keySet();
  }
}
