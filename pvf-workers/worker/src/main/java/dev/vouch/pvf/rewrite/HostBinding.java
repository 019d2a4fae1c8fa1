package dev.vouch.pvf.rewrite;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Import stubs that call a static method with the operands as they are and the memory, in place of
 * an argument array, a look-up and a call through an interface.
 */
public final class HostBinding implements Pass {
  /** Binds nothing. */
  public static final HostBinding NONE = new HostBinding(Object.class, Map.of());

  private final String owner;
  private final Map<String, String> methods;
  private final Class<?> memory;

  /**
   * A binding.
   *
   * @param owner the class that has the methods; each takes the import's operands and the memory
   * @param methods its methods by the name of the generated stub
   */
  public HostBinding(Class<?> owner, Map<String, String> methods) {
    this(owner, methods, Object.class);
  }

  /**
   * The same for stubs that may have the memory as something more general.
   *
   * @param memory as the methods take it
   */
  public HostBinding(Class<?> owner, Map<String, String> methods, Class<?> memory) {
    this.owner = Type.getInternalName(owner);
    this.methods = Map.copyOf(methods);
    this.memory = memory;
  }

  @Override
  public @Nullable MethodVisitor before(MethodVisitor next, Method method) {
    String target = method.helper() ? null : methods.get(method.name());
    if (target == null) {
      return next;
    }
    write(next, target, method.descriptor());
    return null;
  }

  /** Writes the whole stub, whose operands end with the memory and the instance. */
  private void write(MethodVisitor out, String target, String descriptor) {
    Type[] operands = Type.getArgumentTypes(descriptor);
    Type[] passed = java.util.Arrays.copyOf(operands, operands.length - 1);
    Type result = Type.getReturnType(descriptor);
    out.visitCode();
    int slot = 0;
    for (Type operand : passed) {
      out.visitVarInsn(operand.getOpcode(Opcodes.ILOAD), slot);
      slot += operand.getSize();
    }
    if (memory != Object.class && !passed[passed.length - 1].equals(Type.getType(memory))) {
      out.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(memory));
      passed[passed.length - 1] = Type.getType(memory);
    }
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC, owner, target, Type.getMethodDescriptor(result, passed), false);
    out.visitInsn(result.getOpcode(Opcodes.IRETURN));
    out.visitMaxs(Math.max(slot, result.getSize()), slot + 1);
    out.visitEnd();
  }
}
