package dev.vouch.pvf.rewrite;

import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts {@code if (can(a, b, c, memory)) return do(a, b, c, memory);} before the bodies of known
 * functions, whose own code runs where the answer is no.
 */
final class MemoryFunctions implements Pass {
  private static final int OPERANDS = 4;

  private final String memory;
  private final String intrinsics;
  private final Map<String, String> known;

  /**
   * For one module.
   *
   * @param memory internal name of the memory's class
   * @param intrinsics internal name of the class with methods {@code can...} and {@code do...},
   *     which take the function's three operands and the memory
   * @param known suffix of those methods by the name of the generated method that asks them
   */
  MemoryFunctions(String memory, String intrinsics, Map<String, String> known) {
    this.memory = memory;
    this.intrinsics = intrinsics;
    this.known = Map.copyOf(known);
  }

  @Override
  public MethodVisitor before(MethodVisitor next, Method method) {
    String suffix = method.helper() ? null : known.get(method.name());
    return suffix != null && method.descriptor().startsWith("(IIIL" + memory + ";")
        ? new Asking(next, suffix)
        : next;
  }

  private final class Asking extends MethodVisitor {
    private final String suffix;

    Asking(MethodVisitor next, String suffix) {
      super(Opcodes.ASM9, next);
      this.suffix = suffix;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      Label body = new Label();
      ask("can", "Z");
      super.visitJumpInsn(Opcodes.IFEQ, body);
      ask("do", "I");
      super.visitInsn(Opcodes.IRETURN);
      super.visitLabel(body);
      super.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      // Keeps a frame that the body may start with from falling on the same place.
      super.visitInsn(Opcodes.NOP);
    }

    private void ask(String prefix, String result) {
      for (int i = 0; i < OPERANDS - 1; i++) {
        super.visitVarInsn(Opcodes.ILOAD, i);
      }
      super.visitVarInsn(Opcodes.ALOAD, OPERANDS - 1);
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          intrinsics,
          prefix + suffix,
          "(IIIL" + memory + ";)" + result,
          false);
    }

    @Override
    public void visitMaxs(int stack, int locals) {
      super.visitMaxs(Math.max(stack, OPERANDS), locals);
    }
  }
}
