package dev.vouch.pvf.rewrite;

import java.util.Set;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Unsigned comparisons go to {@link SafeOps}. Safety, not speed: it has no switch. */
final class UnsignedComparisons implements Pass {
  private static final String SAFE_OPS = Type.getInternalName(SafeOps.class);

  // Asked for every call of a module: a set, since matching a pattern was a quarter of a
  // preparation.
  private static final Set<String> NAMES =
      Set.of(
          "I32_LT_U",
          "I32_LE_U",
          "I32_GT_U",
          "I32_GE_U",
          "I64_LT_U",
          "I64_LE_U",
          "I64_GT_U",
          "I64_GE_U");

  @Override
  public MethodVisitor before(MethodVisitor next, Method method) {
    return new Calls(next);
  }

  private static final class Calls extends MethodVisitor {
    Calls(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (opcode == Opcodes.INVOKESTATIC
          && owner.equals(Generated.OPCODES)
          && NAMES.contains(name)) {
        super.visitMethodInsn(opcode, SAFE_OPS, name, descriptor, false);
      } else if (opcode == Opcodes.INVOKESTATIC
          && Generated.isHelper(owner)
          && name.equals("i32_ge_u")) {
        super.visitMethodInsn(opcode, SAFE_OPS, "I32_GE_U", descriptor, false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }
  }
}
