package dev.vouch.pvf.rewrite;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites one generated class. Unsigned comparisons go to {@link SafeOps}. Interruption checks (a
 * volatile read on every call and back edge) go away, since a guest is stopped by killing its
 * process. The memory's interface becomes its one class in all signatures, and loads and stores go
 * straight to its accessors, accesses to globals to its fields. The shape of the code stays, so
 * frames are kept but for that type.
 */
public final class ClassRewriter {
  private static final String SAFE_OPS = Type.getInternalName(SafeOps.class);
  private static final String OPCODES = "com/dylibso/chicory/runtime/OpcodeImpl";
  private static final String INTERFACE = "com/dylibso/chicory/runtime/Memory";
  private static final String INSTANCE = "com/dylibso/chicory/runtime/Instance";
  private static final String SHADED = "Shaded";

  // Asked for every call of a module: sets, since matching a pattern was a quarter of a
  // preparation.
  private static final Set<String> UNSIGNED_COMPARISONS =
      Set.of(
          "I32_LT_U",
          "I32_LE_U",
          "I32_GT_U",
          "I32_GE_U",
          "I64_LT_U",
          "I64_LE_U",
          "I64_GT_U",
          "I64_GE_U");

  private static final Set<String> ACCESSORS =
      Stream.concat(
              Stream.of("memoryGrow", "memoryPages"),
              Stream.of("Byte", "Short", "Int", "Long", "Float", "Double")
                  .flatMap(type -> Stream.of("memoryRead" + type, "memoryWrite" + type)))
          .collect(Collectors.toUnmodifiableSet());

  private final String memory;
  private final String intrinsics;
  private final Map<String, String> replaced;
  private final HostBinding host;
  private final Map<Integer, String> globals;

  /** Descriptors of this module that were looked at, with the memory's class. */
  private final Map<String, String> typed = new HashMap<>();

  /**
   * A rewriter for one module.
   *
   * @param memory the class that implements the memory and has the accessors
   * @param intrinsics the class with methods {@code can...} and {@code do...}, which take the
   *     function's three operands and the memory
   * @param replaced suffix of those methods by the name of the generated method that asks them
   * @param host what calls of imports become
   * @param globals field of the memory by the index of a global that lives there: {@code i...} for
   *     one of type i32, {@code l...} for i64
   */
  public ClassRewriter(
      Class<?> memory,
      Class<?> intrinsics,
      Map<String, String> replaced,
      HostBinding host,
      Map<Integer, String> globals) {
    this.memory = Type.getInternalName(memory);
    this.intrinsics = Type.getInternalName(intrinsics);
    this.replaced = Map.copyOf(replaced);
    this.host = host;
    this.globals = Map.copyOf(globals);
  }

  /** The class as it may run. */
  public byte[] rewrite(byte[] generated) {
    ClassReader reader = new ClassReader(generated);
    ClassWriter writer = new ClassWriter(0);
    // The compiler's own helpers keep the interface; generated functions pass them a subtype.
    boolean helpers = reader.getClassName().endsWith(SHADED);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            String own = helpers ? descriptor : typed(descriptor);
            MethodVisitor next = super.visitMethod(access, name, own, null, exceptions);
            if (!helpers && name.equals(DispatchSlots.METHOD)) {
              return new TypedMemory(new DispatchSlots(own, next));
            }
            if (!helpers && host.binds(name)) {
              host.write(next, name, own);
              return null;
            }
            MethodVisitor compared = new Comparisons(next);
            if (helpers) {
              return compared;
            }
            String intrinsic = replaced.get(name);
            MethodVisitor typed =
                new TypedMemory(
                    globals.isEmpty()
                        ? compared
                        : new DirectGlobals(
                            access, name, own, exceptions, compared, memory, globals));
            if (name.startsWith(IndirectCalls.METHOD)) {
              return new IndirectCalls(descriptor, typed);
            }
            return intrinsic != null && own.startsWith("(IIIL" + memory + ";")
                ? new Intrinsic(typed, intrinsic)
                : typed;
          }
        },
        0);
    return writer.toByteArray();
  }

  private String typed(String descriptor) {
    return typed.computeIfAbsent(
        descriptor, d -> d.replace("L" + INTERFACE + ";", "L" + memory + ";"));
  }

  private static final class Comparisons extends MethodVisitor {
    Comparisons(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (opcode != Opcodes.INVOKESTATIC) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      } else if (owner.equals(OPCODES) && UNSIGNED_COMPARISONS.contains(name)) {
        super.visitMethodInsn(opcode, SAFE_OPS, name, descriptor, false);
      } else if (owner.endsWith(SHADED) && name.equals("i32_ge_u")) {
        super.visitMethodInsn(opcode, SAFE_OPS, "I32_GE_U", descriptor, false);
      } else if (owner.endsWith(SHADED) && name.equals("checkInterruption")) {
        return;
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }
  }

  /** {@code if (can(a, b, c, memory)) return do(a, b, c, memory);} before the body. */
  private final class Intrinsic extends MethodVisitor {
    private static final int OPERANDS = 4;

    private final String suffix;

    Intrinsic(MethodVisitor next, String suffix) {
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

  private final class TypedMemory extends MethodVisitor {
    TypedMemory(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.endsWith(SHADED) && ACCESSORS.contains(name)) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, memory, name, typed(descriptor), false);
      } else if (owner.equals(INSTANCE) || owner.endsWith(SHADED)) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        if (descriptor.endsWith(")L" + INTERFACE + ";")) {
          super.visitTypeInsn(Opcodes.CHECKCAST, memory);
        }
      } else {
        super.visitMethodInsn(opcode, owner, name, typed(descriptor), isInterface);
      }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      super.visitTypeInsn(opcode, type.equals(INTERFACE) ? memory : type);
    }

    @Override
    public void visitFrame(
        int type, int locals, Object @Nullable [] local, int stacked, Object @Nullable [] stack) {
      super.visitFrame(type, locals, typed(local), stacked, typed(stack));
    }

    @Override
    public void visitLocalVariable(
        String name,
        String descriptor,
        @Nullable String signature,
        Label start,
        Label end,
        int index) {
      super.visitLocalVariable(name, typed(descriptor), signature, start, end, index);
    }

    private Object @Nullable [] typed(Object @Nullable [] types) {
      return types == null
          ? null
          : Arrays.stream(types).map(t -> INTERFACE.equals(t) ? memory : t).toArray();
    }

    private String typed(String descriptor) {
      return ClassRewriter.this.typed(descriptor);
    }
  }
}
