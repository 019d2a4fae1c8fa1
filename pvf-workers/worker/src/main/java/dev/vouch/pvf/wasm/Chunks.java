package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.BLOCK;
import static dev.vouch.pvf.wasm.Instructions.BR_IF;
import static dev.vouch.pvf.wasm.Instructions.BR_TABLE;
import static dev.vouch.pvf.wasm.Instructions.CALL;
import static dev.vouch.pvf.wasm.Instructions.END;
import static dev.vouch.pvf.wasm.Instructions.I32_CONST;
import static dev.vouch.pvf.wasm.Instructions.LOCAL_GET;
import static dev.vouch.pvf.wasm.Instructions.LOCAL_SET;
import static dev.vouch.pvf.wasm.Instructions.LOCAL_TEE;
import static dev.vouch.pvf.wasm.Instructions.LOOP;
import static dev.vouch.pvf.wasm.Instructions.NO_RESULT;
import static dev.vouch.pvf.wasm.Instructions.RETURN;
import static dev.vouch.pvf.wasm.Instructions.UNREACHABLE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The chunks of one flattened function and its variables: the locals that it uses, and others that
 * flattening needs. Chunks are functions from the number of a place to the number of the next.
 */
final class Chunks {
  /** Stands for "no variable". */
  static final int NONE = -1;

  /** Chunks or groups of them that one function chooses from. */
  private static final int CHOICES_BITS = 6;

  private static final int I32_AND = 0x71;
  private static final int I32_NE = 0x47;
  private static final int I32_SHR_U = 0x76;
  private static final int I32_SUB = 0x6b;

  private static final FunctionType STEP =
      new FunctionType(String.valueOf(ValueTypes.I32), String.valueOf(ValueTypes.I32));

  private final SplitContext context;
  private final Helpers helpers;
  private final int part;
  private final StringBuilder more = new StringBuilder();
  private final Map<Integer, Integer> slots = new LinkedHashMap<>();
  private final List<List<Flat>> done = new ArrayList<>();
  private List<Flat> steps = new ArrayList<>();
  private int segment;
  private int size;

  Chunks(SplitContext context, Helpers helpers, int part) {
    this.context = context;
    this.helpers = helpers;
    this.part = part;
  }

  /** One more variable beside the locals. */
  int newVariable(char type) {
    more.append(type);
    return context.localCount() + more.length() - 1;
  }

  char type(int variable) {
    int locals = context.localCount();
    return variable < locals ? context.local(variable) : more.charAt(variable - locals);
  }

  void add(Flat step) {
    if (step instanceof Flat.Variable v) {
      slots.putIfAbsent(v.index(), slots.size());
    }
    size += JvmSize.of(step);
    steps.add(step);
  }

  /** The place is here: where a segment starts. */
  void mark(Place place) {
    if (!steps.isEmpty() && !(steps.getLast() instanceof Flat.Mark)) {
      segment++;
      add(new Flat.Mark());
    }
    place.chunk = done.size();
    place.segment = segment;
  }

  boolean full() {
    return size > part;
  }

  /** Ends a chunk; the operand stack is empty. */
  void cut() {
    done.add(steps);
    steps = new ArrayList<>();
    segment = 0;
    size = 0;
  }

  /**
   * Appends all chunks and gives the body of the function.
   *
   * @param result the variable that holds the function's result at its end
   */
  ByteWriter write(int result) {
    cut();
    if (result != NONE) {
      slots.putIfAbsent(result, slots.size());
    }
    List<Integer> functions = new ArrayList<>();
    for (int i = 0; i < done.size(); i++) {
      functions.add(ChunkWriter.append(this, helpers, done.get(i), i));
    }
    int first = choose(functions);
    ByteWriter out = new ByteWriter(256).raw(1, 1, ValueTypes.I32);
    int next = context.params;
    constant(out, slots.size()).u8(CALL).u32(helpers.frame(FrameOp.ENTER));
    for (int p = 0; p < context.params; p++) {
      if (slots.containsKey(p)) {
        out.u8(LOCAL_GET).u32(p);
        frame(out, LOCAL_SET, p);
      }
    }
    // The number of the first place is 0.
    out.raw(LOOP, NO_RESULT, LOCAL_GET).u32(next).u8(CALL).u32(first).u8(LOCAL_TEE).u32(next);
    constant(out, Place.EXIT).u8(I32_NE).raw(BR_IF, 0, END);
    if (result != NONE) {
      frame(out, LOCAL_GET, result);
    }
    return constant(out, slots.size()).u8(CALL).u32(helpers.frame(FrameOp.LEAVE)).u8(END);
  }

  static ByteWriter constant(ByteWriter out, int value) {
    return out.u8(I32_CONST).s32(value);
  }

  /** Access to a variable in the frame. */
  void frame(ByteWriter out, int opcode, int variable) {
    char type = type(variable);
    int fromEnd = slots.size() - slots.getOrDefault(variable, 0);
    if (opcode != LOCAL_GET) {
      constant(out, fromEnd).u8(CALL).u32(helpers.frame(FrameOp.set(type)));
    }
    if (opcode != LOCAL_SET) {
      constant(out, fromEnd).u8(CALL).u32(helpers.frame(FrameOp.get(type)));
    }
  }

  /** A function that takes the number of a place to its chunk: a tree of branch tables. */
  private int choose(List<Integer> chunks) {
    List<Integer> level = chunks;
    int shift = Place.SEGMENT_BITS;
    while (level.size() > 1) {
      List<Integer> above = new ArrayList<>();
      int most = 1 << CHOICES_BITS;
      for (int from = 0; from < level.size(); from += most) {
        List<Integer> group = level.subList(from, Math.min(from + most, level.size()));
        above.add(choice(group, from, shift));
      }
      level = above;
      shift += CHOICES_BITS;
    }
    return level.getFirst();
  }

  private int choice(List<Integer> group, int from, int shift) {
    ByteWriter out = new ByteWriter(16 * group.size()).u32(0);
    group.forEach(f -> out.raw(BLOCK, NO_RESULT));
    out.raw(LOCAL_GET, 0);
    constant(out, shift).u8(I32_SHR_U);
    constant(out, from).u8(I32_SUB).u8(BR_TABLE).u32(group.size());
    for (int i = 0; i < group.size(); i++) {
      out.u32(i);
    }
    out.u32(0);
    for (int function : group) {
      out.raw(END, LOCAL_GET, 0);
      if (shift == Place.SEGMENT_BITS) {
        constant(out, (1 << shift) - 1).u8(I32_AND);
      }
      out.u8(CALL).u32(function).u8(RETURN);
    }
    return helpers.add(STEP, out.raw(UNREACHABLE, END));
  }

  /** An instruction of the original, from its bytes. */
  void plain(ByteWriter out, Ins ins) {
    if (ins instanceof Ins.Plain p) {
      out.raw(context.module.bytes, p.from(), p.to() - p.from());
    } else {
      throw new IllegalStateException("not an instruction of its own: " + ins);
    }
  }

  /** Appends a chunk. */
  int append(ByteWriter body) {
    return helpers.add(STEP, body);
  }
}
