package dev.vouch.pvf.rewrite;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The memory's interface becomes its one class in all signatures, and loads and stores go straight
 * to its accessors. The compiler's own helpers keep the interface; generated functions pass them a
 * subtype. The shape of the code stays, so that frames are kept but for that type.
 */
final class StaticMemory implements Pass {
  // Asked for every call of a module.
  private static final Set<String> ACCESSORS =
      Stream.concat(
              Stream.of("memoryGrow", "memoryPages"),
              Stream.of("Byte", "Short", "Int", "Long", "Float", "Double")
                  .flatMap(type -> Stream.of("memoryRead" + type, "memoryWrite" + type)))
          .collect(Collectors.toUnmodifiableSet());

  private final String memory;

  /** Descriptors of this module that were looked at, with the memory's class. */
  private final Map<String, String> typed = new HashMap<>();

  /**
   * For one module.
   *
   * @param memory internal name of the class that implements the memory and has the accessors
   */
  StaticMemory(String memory) {
    this.memory = memory;
  }

  @Override
  public String descriptor(String generated) {
    return typed.computeIfAbsent(
        generated, d -> d.replace("L" + Generated.MEMORY + ";", "L" + memory + ";"));
  }

  @Override
  public MethodVisitor before(MethodVisitor next, Method method) {
    return method.helper() ? next : new Typed(next);
  }

  private final class Typed extends MethodVisitor {
    Typed(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      boolean helper = Generated.isHelper(owner);
      if (helper && ACCESSORS.contains(name)) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, memory, name, descriptor(descriptor), false);
      } else if (helper || owner.equals(Generated.INSTANCE)) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        if (descriptor.endsWith(")L" + Generated.MEMORY + ";")) {
          super.visitTypeInsn(Opcodes.CHECKCAST, memory);
        }
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor(descriptor), isInterface);
      }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      super.visitTypeInsn(opcode, type.equals(Generated.MEMORY) ? memory : type);
    }

    @Override
    public void visitFrame(
        int type, int locals, Object @Nullable [] local, int stacked, Object @Nullable [] stack) {
      super.visitFrame(type, locals, types(local), stacked, types(stack));
    }

    @Override
    public void visitLocalVariable(
        String name,
        String descriptor,
        @Nullable String signature,
        Label start,
        Label end,
        int index) {
      super.visitLocalVariable(name, descriptor(descriptor), signature, start, end, index);
    }

    private Object @Nullable [] types(Object @Nullable [] types) {
      return types == null
          ? null
          : Arrays.stream(types).map(t -> Generated.MEMORY.equals(t) ? memory : t).toArray();
    }
  }
}
