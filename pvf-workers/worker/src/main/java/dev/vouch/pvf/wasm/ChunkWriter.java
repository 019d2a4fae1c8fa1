package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.BLOCK;
import static dev.vouch.pvf.wasm.Instructions.BR;
import static dev.vouch.pvf.wasm.Instructions.BR_IF;
import static dev.vouch.pvf.wasm.Instructions.BR_TABLE;
import static dev.vouch.pvf.wasm.Instructions.CALL;
import static dev.vouch.pvf.wasm.Instructions.END;
import static dev.vouch.pvf.wasm.Instructions.IF;
import static dev.vouch.pvf.wasm.Instructions.LOCAL_GET;
import static dev.vouch.pvf.wasm.Instructions.LOCAL_SET;
import static dev.vouch.pvf.wasm.Instructions.LOOP;
import static dev.vouch.pvf.wasm.Instructions.NO_RESULT;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes one chunk: a loop around a branch table over its segments. What the chunk uses often is in
 * locals of its own meanwhile. A jump forward is a branch, one backward goes through the table, and
 * one out of the chunk ends it.
 */
final class ChunkWriter {
  /**
   * JVM slots of variables that are locals meanwhile, times segments: C1 refuses a method in which
   * more than 2 000 values wait in memory, and each segment, where jumps meet, has its own of each.
   */
  private static final int MOST_CACHED = 1_200;

  /** The same for a chunk with one segment, whose accesses at start and end take code. */
  private static final int MOST_CACHED_AT_ONCE = 400;

  /** Uses that are worth it: reading it at the start and writing it at the end are two. */
  private static final int WORTH_CACHING = 3;

  /** Entries of a branch table that stays one. */
  static final int MOST_TARGETS = 1_000;

  /** Places behind or outside that such a table goes to; each takes some code. */
  static final int MOST_OTHERS = 200;

  private static final int I32_EQZ = 0x45;

  private final Chunks chunks;
  private final Helpers helpers;
  private final List<Flat> steps;
  private final int number;
  private final int segments;

  /** Local of the chunk by variable. */
  private final Map<Integer, Integer> cached = new TreeMap<>();

  private final Set<Integer> written = new TreeSet<>();
  private final ByteWriter out = new ByteWriter(1024);
  private int segment;

  private ChunkWriter(Chunks chunks, Helpers helpers, List<Flat> steps, int number) {
    this.chunks = chunks;
    this.helpers = helpers;
    this.steps = steps;
    this.number = number;
    this.segments = 1 + (int) steps.stream().filter(Flat.Mark.class::isInstance).count();
  }

  /** Appends the chunk and gives its function. */
  static int append(Chunks chunks, Helpers helpers, List<Flat> steps, int number) {
    ChunkWriter writer = new ChunkWriter(chunks, helpers, steps, number);
    writer.chooseCached();
    return chunks.append(writer.body());
  }

  private void chooseCached() {
    Map<Integer, Integer> uses = new TreeMap<>();
    for (Flat step : steps) {
      if (step instanceof Flat.Variable(int opcode, int index)) {
        uses.merge(index, 1, Integer::sum);
        if (opcode != LOCAL_GET) {
          written.add(index);
        }
      }
    }
    int most = Math.min(MOST_CACHED_AT_ONCE, MOST_CACHED / (segments + 1));
    uses.entrySet().stream()
        .filter(e -> e.getValue() >= WORTH_CACHING)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(most / 2)
        .forEach(e -> cached.put(e.getKey(), cached.size() + 1));
  }

  private ByteWriter body() {
    // In the order of the locals, not of the variables.
    String[] types = new String[cached.size()];
    cached.forEach((variable, local) -> types[local - 1] = String.valueOf(chunks.type(variable)));
    out.u32(types.length);
    for (String type : types) {
      out.raw(1, type.charAt(0));
    }
    cached.forEach(
        (variable, local) -> {
          chunks.frame(out, LOCAL_GET, variable);
          out.u8(LOCAL_SET).u32(local);
        });
    out.raw(BLOCK, NO_RESULT, LOOP, NO_RESULT);
    if (segments > 1) {
      table();
    }
    steps.forEach(this::write);
    if (!ended()) {
      next(Place.number(number + 1, 0));
    }
    out.raw(END, END);
    cached.forEach(
        (variable, local) -> {
          if (written.contains(variable)) {
            out.u8(LOCAL_GET).u32(local);
            chunks.frame(out, LOCAL_SET, variable);
          }
        });
    return out.raw(LOCAL_GET, 0, END);
  }

  private void table() {
    for (int i = 0; i < segments; i++) {
      out.raw(BLOCK, NO_RESULT);
    }
    out.raw(LOCAL_GET, 0, BR_TABLE).u32(segments - 1);
    for (int i = 0; i < segments; i++) {
      out.u32(i);
    }
    out.u8(END);
  }

  private boolean ended() {
    return !steps.isEmpty()
        && switch (steps.getLast()) {
          case Flat.Plain(Ins ins) -> ins.ends();
          case Flat.Goto g -> true;
          case Flat.GotoTable t -> true;
          case Flat.GotoIf g -> false;
          case Flat.Variable v -> false;
          case Flat.Mark m -> false;
        };
  }

  private void write(Flat step) {
    switch (step) {
      case Flat.Plain(Ins.Helper h) -> out.u8(CALL).u32(h.function());
      case Flat.Plain(Ins ins) -> chunks.plain(out, ins);
      case Flat.Variable(int opcode, int index) -> {
        Integer local = cached.get(index);
        if (local == null) {
          chunks.frame(out, opcode, index);
        } else {
          out.u8(opcode).u32(local);
        }
      }
      case Flat.Mark m -> {
        segment++;
        out.u8(END);
      }
      case Flat.Goto(Place to) -> go(to, 0);
      case Flat.GotoIf(Place to, boolean when) -> {
        if (!when) {
          out.u8(I32_EQZ);
        }
        if (forward(to)) {
          out.u8(BR_IF).u32(ahead(to));
        } else {
          out.raw(IF, NO_RESULT);
          go(to, 1);
          out.u8(END);
        }
      }
      case Flat.GotoTable(List<Place> to) -> table(to);
    }
  }

  private boolean forward(Place to) {
    return to.chunk == number && to.segment > segment;
  }

  private int ahead(Place to) {
    return to.segment - segment - 1;
  }

  private void next(int place) {
    Chunks.constant(out, place).u8(LOCAL_SET).u32(0);
  }

  /**
   * Jumps.
   *
   * @param inside blocks open beside those of the segments
   */
  private void go(Place to, int inside) {
    if (forward(to)) {
      out.u8(BR).u32(ahead(to) + inside);
    } else if (to.chunk == number) {
      next(to.segment);
      out.u8(BR).u32(segments - 1 - segment + inside);
    } else {
      next(to.number());
      leave(inside);
    }
  }

  private void leave(int inside) {
    out.u8(BR).u32(segments - segment + inside);
  }

  private void table(List<Place> to) {
    List<Place> others = to.stream().distinct().filter(p -> !forward(p)).toList();
    if (to.size() > MOST_TARGETS || others.size() > MOST_OTHERS) {
      int[] numbers = to.stream().mapToInt(Place::number).toArray();
      out.u8(CALL).u32(LookUp.of(numbers, LiveCode.MAX_TABLE, helpers)).u8(LOCAL_SET).u32(0);
      leave(0);
      return;
    }
    out.u8(LOCAL_SET).u32(0);
    others.forEach(p -> out.raw(BLOCK, NO_RESULT));
    out.raw(LOCAL_GET, 0, BR_TABLE).u32(to.size() - 1);
    for (Place place : to) {
      int other = others.indexOf(place);
      out.u32(other >= 0 ? other : others.size() + ahead(place));
    }
    int inside = others.size();
    for (Place place : others) {
      out.u8(END);
      go(place, --inside);
    }
  }
}
