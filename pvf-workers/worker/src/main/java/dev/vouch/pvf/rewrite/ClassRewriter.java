package dev.vouch.pvf.rewrite;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites one generated class: unsigned comparisons go to {@link SafeOps}, and interruption checks
 * (a volatile read on every call and back edge) go away, since a guest is stopped by killing its
 * process. Instruction lengths and frames stay valid, so frames are kept as they are.
 */
public final class ClassRewriter {
  private static final String SAFE_OPS = Type.getInternalName(SafeOps.class);
  private static final String OPCODES = "com/dylibso/chicory/runtime/OpcodeImpl";
  private static final String UNSIGNED_COMPARISON = "I(32|64)_(LT|LE|GT|GE)_U";

  private ClassRewriter() {}

  /** The class as it may run. */
  public static byte[] rewrite(byte[] generated) {
    ClassReader reader = new ClassReader(generated);
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return new Calls(super.visitMethod(access, name, descriptor, signature, exceptions));
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Calls extends MethodVisitor {
    Calls(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (opcode != Opcodes.INVOKESTATIC) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      } else if (owner.equals(OPCODES) && name.matches(UNSIGNED_COMPARISON)) {
        super.visitMethodInsn(opcode, SAFE_OPS, name, descriptor, false);
      } else if (owner.endsWith("Shaded") && name.equals("i32_ge_u")) {
        super.visitMethodInsn(opcode, SAFE_OPS, "I32_GE_U", descriptor, false);
      } else if (owner.endsWith("Shaded") && name.equals("checkInterruption")) {
        return;
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }
  }
}
