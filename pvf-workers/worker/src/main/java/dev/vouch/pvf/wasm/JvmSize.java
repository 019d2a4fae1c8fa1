package dev.vouch.pvf.wasm;

import static dev.vouch.pvf.wasm.Instructions.*;

/**
 * Bytes of JVM code that the engine's compiler makes of an instruction, as an estimate that is
 * rather high: a method ends at 65 535. What the compiler really makes decides in the end.
 */
final class JvmSize {
  /** A global is read or written through a call. */
  static final int GLOBAL = 11;

  /** A call with memory and instance as its last arguments. */
  static final int CALL_SITE = 10;

  /** A variable in a frame is read or written through a call. */
  private static final int FRAME = 12;

  /** A jump that says where to in a local first. */
  private static final int FAR_JUMP = 9;

  /** What a pass over classes puts around a call to count the stack. */
  private static final int COUNT = 36;

  private static final int JUMP = 4;
  private static final int CASE = 4;
  private static final int SWITCH = 24;

  private JvmSize() {}

  /** Access to a local in a function with that many slots. */
  static int local(int slots) {
    return slots > 250 ? 4 : 2;
  }

  static int of(Ins ins, int slots) {
    return switch (ins) {
      case Ins.Plain p -> of(p.opcode());
      case Ins.Helper h -> CALL_SITE;
      case Ins.Local l -> local(slots) + (l.opcode() == LOCAL_TEE ? 1 : 0);
      case Ins.Open o -> o.label().opcode == BLOCK ? 0 : JUMP;
      case Ins.Else e -> JUMP;
      case Ins.Close c -> 0;
      case Ins.Jump j -> JUMP;
      case Ins.Switch s -> branchTable(s.targets().size());
      case Ins.Outlined o -> of(o.region(), slots);
    };
  }

  /** A step of a flattened function, whose variables are in a frame. */
  static int of(Flat step) {
    return switch (step) {
      case Flat.Plain(Ins ins) -> of(ins, 0);
      case Flat.Variable v -> FRAME * (v.opcode() == LOCAL_TEE ? 2 : 1);
      case Flat.Mark m -> CASE;
      case Flat.Goto g -> FAR_JUMP;
      case Flat.GotoIf g -> JUMP + FAR_JUMP;
      case Flat.GotoTable t ->
          FAR_JUMP * Math.min(t.to().size(), ChunkWriter.MOST_OTHERS)
              + branchTable(Math.min(t.to().size(), ChunkWriter.MOST_TARGETS));
    };
  }

  static int branchTable(int targets) {
    return SWITCH + CASE * targets;
  }

  /** The call of a region with all that is passed to and fro. */
  private static int of(Region r, int slots) {
    int byGlobal = r.out().size() + (r.producedByGlobal() ? r.produced().length() : 0);
    return CALL_SITE
        + r.in().size() * local(slots)
        + byGlobal * GLOBAL
        + r.out().size() * local(slots)
        + (r.exits().isEmpty() ? 0 : SWITCH + r.exits().size() * (CASE + JUMP + GLOBAL));
  }

  static int of(int opcode) {
    return switch (opcode) {
      case NOP, BLOCK, END -> 0;
      case UNREACHABLE, LOOP, IF, ELSE, BR, BR_IF -> JUMP;
      case DROP, RETURN -> 1;
      case SELECT -> 6;
      case CALL -> CALL_SITE + COUNT;
      case CALL_INDIRECT -> CALL_SITE;
      case LOCAL_GET, LOCAL_SET, LOCAL_TEE -> 2;
      case GLOBAL_GET, GLOBAL_SET -> GLOBAL;
      default -> {
        if (opcode >= FIRST_LOAD && opcode <= LAST_LOAD) {
          yield 12;
        }
        yield opcode <= MEMORY_GROW ? 9 : 3;
      }
    };
  }
}
