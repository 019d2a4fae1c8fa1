package dev.vouch.pvf.rewrite;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The stack limiter's count around calls (validation 3.3), where the module was compiled without: a
 * field of the memory goes up before the call of a function that costs something, is compared with
 * the limit, and goes down after it. Code in place, since C1 puts only so many bytes of called
 * methods into one, and accesses to memory need them. What Wasm would do is a third of all that the
 * engine would parse, check and compile.
 */
final class CountedCalls implements Pass {
  private static final String FUNCTION = "func_";
  private static final String HEIGHT = "stackHeight";

  /** Slots above the arguments of a call, or its result. */
  private static final int OPERANDS = 4;

  private final String memory;
  private final StackCount count;

  CountedCalls(String memory, StackCount count) {
    this.memory = memory;
    this.count = count;
  }

  @Override
  public @Nullable MethodVisitor before(MethodVisitor next, Method method) {
    int slot = method.helper() ? -1 : memorySlot(method.descriptor());
    return slot < 0 || !method.name().startsWith(FUNCTION) ? next : new Calls(next, slot);
  }

  private int memorySlot(String descriptor) {
    int slot = 0;
    for (Type type : Type.getArgumentTypes(descriptor)) {
      if (type.getSort() == Type.OBJECT && type.getInternalName().equals(memory)) {
        return slot;
      }
      slot += type.getSize();
    }
    return -1;
  }

  private final class Calls extends MethodVisitor {
    private final int slot;

    Calls(MethodVisitor next, int slot) {
      super(Opcodes.ASM9, next);
      this.slot = slot;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      Integer cost = opcode == Opcodes.INVOKESTATIC ? count.costs().get(name) : null;
      if (cost == null) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        return;
      }
      height();
      push(cost);
      super.visitInsn(Opcodes.IADD);
      super.visitInsn(Opcodes.DUP_X1);
      super.visitFieldInsn(Opcodes.PUTFIELD, memory, HEIGHT, "I");
      super.visitLdcInsn(Integer.toUnsignedLong(count.limit()));
      super.visitMethodInsn(Opcodes.INVOKESTATIC, memory, "checkHeight", "(IJ)V", false);
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      height();
      push(cost);
      super.visitInsn(Opcodes.ISUB);
      super.visitFieldInsn(Opcodes.PUTFIELD, memory, HEIGHT, "I");
    }

    private void height() {
      super.visitVarInsn(Opcodes.ALOAD, slot);
      super.visitInsn(Opcodes.DUP);
      super.visitFieldInsn(Opcodes.GETFIELD, memory, HEIGHT, "I");
    }

    private void push(int value) {
      if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
        super.visitIntInsn(Opcodes.BIPUSH, value);
      } else if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
        super.visitIntInsn(Opcodes.SIPUSH, value);
      } else {
        super.visitLdcInsn(value);
      }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(maxStack + OPERANDS, maxLocals);
    }
  }
}
