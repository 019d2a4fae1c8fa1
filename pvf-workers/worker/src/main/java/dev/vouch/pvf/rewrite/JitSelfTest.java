package dev.vouch.pvf.rewrite;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes this JVM's JIT compile the shapes that C2 is known to miscompile, a signed and an unsigned
 * comparison of the same operands in a row, once as the Wasm compiler emits them and once through
 * {@link SafeOps}, and compares every result. A worker that may use C2 runs it once at its start
 * and refuses C2 unless {@link Report#rewrittenIsRight}. Takes some tens of milliseconds.
 */
public final class JitSelfTest {
  /** Calls of each shape; C2 compiles a method after 5 000 to 15 000. */
  private static final int CALLS_PER_ROUND = 8_000;

  /** Rounds over all shapes, so that code compiled in the background is run as well. */
  private static final int ROUNDS = 4;

  private static final long[] INPUTS = {
    0, 1, -1, 5, -5, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final String[] UNSIGNED = {"LT", "LE", "GT", "GE"};
  private static final int[] SIGNED = {Opcodes.IFLT, Opcodes.IFLE, Opcodes.IFGT, Opcodes.IFGE};
  private static final int[] SIGNED_INT = {
    Opcodes.IF_ICMPLT, Opcodes.IF_ICMPLE, Opcodes.IF_ICMPGT, Opcodes.IF_ICMPGE
  };

  private JitSelfTest() {}

  /**
   * What came out.
   *
   * @param stockWrong shapes, as the compiler emits them, that gave a wrong result
   * @param rewrittenWrong shapes through {@link SafeOps} that did
   */
  public record Report(int stockWrong, int rewrittenWrong) {
    /** Whether rewritten code may run under this JIT. */
    public boolean rewrittenIsRight() {
      return rewrittenWrong == 0;
    }
  }

  /** Runs the test; its result depends on this JVM's build and flags only. */
  public static Report run() {
    return new Report(
        wrong("com/dylibso/chicory/runtime/OpcodeImpl"),
        wrong(Type.getInternalName(SafeOps.class)));
  }

  private static int wrong(String operations) {
    List<Shape> shapes = shapes(operations);
    for (int round = 0; round < ROUNDS; round++) {
      shapes.forEach(Shape::heat);
    }
    return (int) shapes.stream().filter(s -> s.wrong).count();
  }

  private static List<Shape> shapes(String operations) {
    String name = "dev/vouch/pvf/rewrite/Shapes";
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(Opcodes.V17, Opcodes.ACC_FINAL, name, null, "java/lang/Object", null);
    for (int signed = 0; signed < SIGNED.length; signed++) {
      for (int unsigned = 0; unsigned < UNSIGNED.length; unsigned++) {
        generate(writer, operations, signed, unsigned, Type.INT_TYPE);
        generate(writer, operations, signed, unsigned, Type.LONG_TYPE);
      }
    }
    writer.visitEnd();
    List<Shape> shapes = new ArrayList<>();
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.lookup().defineHiddenClass(writer.toByteArray(), true);
      for (int signed = 0; signed < SIGNED.length; signed++) {
        for (int unsigned = 0; unsigned < UNSIGNED.length; unsigned++) {
          shapes.add(new Shape(lookup, signed, unsigned, int.class));
          shapes.add(new Shape(lookup, signed, unsigned, long.class));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("generated shapes do not link", e);
    }
    return shapes;
  }

  private static String method(int signed, int unsigned) {
    return "s" + signed + "u" + unsigned;
  }

  /** {@code if (a <signed> b) return 1; if (b <unsigned> a) return 1; return 0}. */
  private static void generate(
      ClassWriter writer, String operations, int signed, int unsigned, Type type) {
    boolean wide = type.equals(Type.LONG_TYPE);
    int load = type.getOpcode(Opcodes.ILOAD);
    MethodVisitor m =
        writer.visitMethod(
            Opcodes.ACC_STATIC,
            method(signed, unsigned),
            Type.getMethodDescriptor(Type.INT_TYPE, type, type),
            null,
            null);
    m.visitCode();
    Label taken = new Label();
    m.visitVarInsn(load, 0);
    m.visitVarInsn(load, type.getSize());
    if (wide) {
      m.visitInsn(Opcodes.LCMP);
      m.visitJumpInsn(SIGNED[signed], taken);
    } else {
      m.visitJumpInsn(SIGNED_INT[signed], taken);
    }
    m.visitVarInsn(load, type.getSize());
    m.visitVarInsn(load, 0);
    m.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        operations,
        (wide ? "I64_" : "I32_") + UNSIGNED[unsigned] + "_U",
        Type.getMethodDescriptor(Type.INT_TYPE, type, type),
        false);
    m.visitJumpInsn(Opcodes.IFNE, taken);
    m.visitInsn(Opcodes.ICONST_0);
    m.visitInsn(Opcodes.IRETURN);
    m.visitLabel(taken);
    m.visitInsn(Opcodes.ICONST_1);
    m.visitInsn(Opcodes.IRETURN);
    m.visitMaxs(0, 0);
    m.visitEnd();
  }

  private static final class Shape {
    private final MethodHandle code;
    private final int[] expected = new int[INPUTS.length * INPUTS.length];
    private boolean wrong;

    Shape(MethodHandles.Lookup lookup, int signed, int unsigned, Class<?> type)
        throws ReflectiveOperationException {
      boolean wide = type == long.class;
      MethodHandle found =
          lookup.findStatic(
              lookup.lookupClass(),
              method(signed, unsigned),
              MethodType.methodType(int.class, type, type));
      // Narrowing to int is what the conversion of a handle does not do by itself.
      code = wide ? found : MethodHandles.filterArguments(found, 0, narrow(), narrow());
      for (int i = 0; i < expected.length; i++) {
        long a = INPUTS[i / INPUTS.length];
        long b = INPUTS[i % INPUTS.length];
        int s = wide ? Long.signum(Long.compare(a, b)) : Integer.compare((int) a, (int) b);
        int u =
            wide
                ? new java.math.BigInteger(Long.toUnsignedString(b))
                    .compareTo(new java.math.BigInteger(Long.toUnsignedString(a)))
                : Long.compare(b & 0xffff_ffffL, a & 0xffff_ffffL);
        expected[i] = holds(signed, s) || holds(unsigned, u) ? 1 : 0;
      }
    }

    private static boolean holds(int relation, int order) {
      return switch (relation) {
        case 0 -> order < 0;
        case 1 -> order <= 0;
        case 2 -> order > 0;
        default -> order >= 0;
      };
    }

    private static MethodHandle narrow() {
      return MethodHandles.explicitCastArguments(
          MethodHandles.identity(int.class), MethodType.methodType(int.class, long.class));
    }

    void heat() {
      try {
        for (int n = 0; n < CALLS_PER_ROUND; n++) {
          int i = n % expected.length;
          int result = (int) code.invokeExact(INPUTS[i / INPUTS.length], INPUTS[i % INPUTS.length]);
          wrong |= result != expected[i];
        }
      } catch (Throwable e) {
        throw new IllegalStateException("a generated shape failed", e);
      }
    }
  }
}
