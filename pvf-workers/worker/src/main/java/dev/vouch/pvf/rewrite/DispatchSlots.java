package dev.vouch.pvf.rewrite;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Mends the methods by which the compiler dispatches indirect calls where more than 1 024 functions
 * share a type: they load their arguments by number instead of by slot, so that what follows one of
 * type i64 or f64 comes from the wrong place. Safety, not speed: it has no switch.
 */
final class DispatchSlots extends MethodVisitor {
  /** The name of those methods. */
  private static final String METHOD = "apply";

  static final Pass PASS =
      (next, method) ->
          !method.helper() && method.name().equals(METHOD)
              ? new DispatchSlots(method.descriptor(), next)
              : next;

  private final Type[] arguments;
  private int loaded;
  private int slot;

  DispatchSlots(String descriptor, MethodVisitor next) {
    super(Opcodes.ASM9, next);
    this.arguments = Type.getArgumentTypes(descriptor);
  }

  /** Arguments are loaded first, each once, in order; memory, instance and index come after. */
  @Override
  public void visitVarInsn(int opcode, int variable) {
    if (loaded < arguments.length) {
      super.visitVarInsn(opcode, slot);
      slot += arguments[loaded++].getSize();
    } else {
      super.visitVarInsn(opcode, variable);
    }
  }
}
