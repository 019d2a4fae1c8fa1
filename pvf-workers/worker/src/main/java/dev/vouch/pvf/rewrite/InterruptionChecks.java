package dev.vouch.pvf.rewrite;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Leaves interruption checks out, a volatile read on every call and back edge: a guest is stopped
 * by killing its process.
 */
final class InterruptionChecks implements Pass {
  static final String CHECK = "checkInterruption";

  @Override
  public MethodVisitor before(MethodVisitor next, Method method) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (opcode != Opcodes.INVOKESTATIC || !name.equals(CHECK) || !Generated.isHelper(owner)) {
          super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
      }
    };
  }
}
