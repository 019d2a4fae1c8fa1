package dev.vouch.pvf.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Each pass alone, on methods shaped like those of the compiler. */
class PassesTest {
  private static final String MEMORY = "Lcom/dylibso/chicory/runtime/Memory;";
  private static final String INSTANCE = "Lcom/dylibso/chicory/runtime/Instance;";
  private static final String OPCODES = "com/dylibso/chicory/runtime/OpcodeImpl";
  private static final String HELPER = "a/GuestShaded";
  private static final String OWN = "a/OwnMemory";

  private static MethodNode after(
      Pass pass, String type, String name, String descriptor, Consumer<MethodVisitor> code) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, type, null, "java/lang/Object", null);
    MethodVisitor m = writer.visitMethod(Opcodes.ACC_STATIC, name, descriptor, null, null);
    m.visitCode();
    code.accept(m);
    m.visitInsn(Opcodes.RETURN);
    m.visitMaxs(9, 19);
    m.visitEnd();
    writer.visitEnd();
    ClassNode rewritten = new ClassNode();
    new ClassReader(new ClassRewriter(List.of(pass)).rewrite(writer.toByteArray()))
        .accept(rewritten, 0);
    return rewritten.methods.getFirst();
  }

  private static MethodNode after(Pass pass, String descriptor, Consumer<MethodVisitor> code) {
    return after(pass, "a/Guest", "func_7", descriptor, code);
  }

  private static void call(MethodVisitor m, String owner, String name, String descriptor) {
    m.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }

  /** Instructions in words. */
  private static List<String> text(MethodNode method) {
    List<String> lines = new ArrayList<>();
    for (AbstractInsnNode i : method.instructions) {
      switch (i) {
        case MethodInsnNode c -> lines.add(c.owner + "." + c.name + c.desc);
        case FieldInsnNode f ->
            lines.add((f.getOpcode() == Opcodes.GETFIELD ? "get " : "put ") + f.name + f.desc);
        case TypeInsnNode t -> lines.add("type " + t.desc);
        case VarInsnNode v -> lines.add("var " + v.var);
        case IntInsnNode n -> lines.add("push " + n.operand);
        case JumpInsnNode j -> lines.add("jump");
        default -> {
          if (i.getOpcode() >= 0) {
            lines.add("" + i.getOpcode());
          }
        }
      }
    }
    assertThat(lines.removeLast()).isEqualTo("" + Opcodes.RETURN);
    return lines;
  }

  @Test
  void interruptionChecksGoAndOtherCallsStay() {
    assertThat(
            text(
                after(
                    new InterruptionChecks(),
                    "()V",
                    m -> {
                      call(m, HELPER, "checkInterruption", "()V");
                      call(m, HELPER, "throwTrap", "()V");
                      call(m, "a/Other", "checkInterruption", "()V");
                    })))
        .containsExactly("a/GuestShaded.throwTrap()V", "a/Other.checkInterruption()V");
  }

  @Test
  void unsignedComparisonsAreReplacedAndSignedOnesStay() {
    String safe = "dev/vouch/pvf/rewrite/SafeOps";
    assertThat(
            text(
                after(
                    new UnsignedComparisons(),
                    "()V",
                    m -> {
                      for (String relation : List.of("LT", "LE", "GT", "GE")) {
                        call(m, OPCODES, "I32_" + relation + "_U", "(II)I");
                        call(m, OPCODES, "I64_" + relation + "_U", "(JJ)I");
                        call(m, OPCODES, "I32_" + relation + "_S", "(II)I");
                      }
                      call(m, HELPER, "i32_ge_u", "(II)I");
                      call(m, "a/Other", "I32_LT_U", "(II)I");
                    })))
        .containsExactly(
            safe + ".I32_LT_U(II)I",
            safe + ".I64_LT_U(JJ)I",
            OPCODES + ".I32_LT_S(II)I",
            safe + ".I32_LE_U(II)I",
            safe + ".I64_LE_U(JJ)I",
            OPCODES + ".I32_LE_S(II)I",
            safe + ".I32_GT_U(II)I",
            safe + ".I64_GT_U(JJ)I",
            OPCODES + ".I32_GT_S(II)I",
            safe + ".I32_GE_U(II)I",
            safe + ".I64_GE_U(JJ)I",
            OPCODES + ".I32_GE_S(II)I",
            safe + ".I32_GE_U(II)I",
            "a/Other.I32_LT_U(II)I");
  }

  @Test
  void theMemoryGetsItsClassInSignaturesAccessesAndCasts() {
    Consumer<MethodVisitor> code =
        m -> {
          call(m, HELPER, "memoryReadInt", "(II" + MEMORY + ")I");
          call(m, HELPER, "memoryFill", "(III" + MEMORY + ")V");
          call(m, "a/Guest", "func_8", "(I" + MEMORY + INSTANCE + ")I");
          m.visitMethodInsn(
              Opcodes.INVOKEVIRTUAL,
              "com/dylibso/chicory/runtime/Instance",
              "memory",
              "()" + MEMORY,
              false);
        };
    MethodNode function = after(new StaticMemory(OWN), "(I" + MEMORY + INSTANCE + ")V", code);
    assertThat(function.desc).isEqualTo("(IL" + OWN + ";" + INSTANCE + ")V");
    assertThat(text(function))
        .containsExactly(
            OWN + ".memoryReadInt(IIL" + OWN + ";)I",
            HELPER + ".memoryFill(III" + MEMORY + ")V",
            "a/Guest.func_8(IL" + OWN + ";" + INSTANCE + ")I",
            "com/dylibso/chicory/runtime/Instance.memory()" + MEMORY,
            "type " + OWN);
    MethodNode helper =
        after(new StaticMemory(OWN), HELPER, "memoryFill", "(I" + MEMORY + ")V", code);
    assertThat(helper.desc).isEqualTo("(I" + MEMORY + ")V");
    assertThat(text(helper)).contains(HELPER + ".memoryReadInt(II" + MEMORY + ")I");
  }

  @Test
  void aListedMemoryFunctionAsksFirstAndOthersAreLeftAlone() {
    Pass pass = new MemoryFunctions(OWN, "a/Fast", Map.of("func_7", "Copy"));
    String descriptor = "(IIIL" + OWN + ";" + INSTANCE + ")V";
    Consumer<MethodVisitor> body = m -> m.visitInsn(Opcodes.NOP);
    assertThat(text(after(pass, descriptor, body)))
        .contains("a/Fast.canCopy(IIIL" + OWN + ";)Z", "a/Fast.doCopy(IIIL" + OWN + ";)I", "jump");
    assertThat(text(after(pass, "a/Guest", "func_8", descriptor, body)))
        .containsExactly("" + Opcodes.NOP);
    assertThat(text(after(pass, "(IIL" + OWN + ";" + INSTANCE + ")V", body)))
        .as("of another type")
        .containsExactly("" + Opcodes.NOP);
    assertThat(text(after(pass, HELPER, "func_7", descriptor, body)))
        .as("of the compiler")
        .containsExactly("" + Opcodes.NOP);
  }

  @Test
  void globalsThatHaveAFieldAreReadAndWrittenThere() {
    Pass pass = DirectGlobals.pass(OWN, Map.of(0, "i0", 3, "l1"));
    String read = "(I" + INSTANCE + ")J";
    String write = "(JI" + INSTANCE + ")V";
    Consumer<MethodVisitor> code =
        m -> {
          read(m, Opcodes.ICONST_0, read);
          m.visitInsn(Opcodes.L2I);
          m.visitInsn(Opcodes.I2L);
          write(m, Opcodes.ICONST_0, write);
          read(m, Opcodes.ICONST_3, read);
          write(m, Opcodes.ICONST_3, write);
          read(m, Opcodes.ICONST_1, read);
        };
    // The memory is in variable 2, behind a long.
    assertThat(text(after(pass, "(JL" + OWN + ";" + INSTANCE + ")V", code)))
        .containsExactly(
            "var 2",
            "get i0I",
            "var 2",
            "" + Opcodes.SWAP,
            "put i0I",
            "var 2",
            "get l1J",
            "var 2",
            "" + Opcodes.DUP_X2,
            "" + Opcodes.POP,
            "put l1J",
            "" + Opcodes.ICONST_1,
            "var 3",
            HELPER + ".readGlobal" + read);
    assertThat(text(after(pass, "(J" + INSTANCE + ")V", code)))
        .as("without a memory")
        .noneMatch(i -> i.startsWith("get ") || i.startsWith("put "));
  }

  private static void read(MethodVisitor m, int index, String descriptor) {
    m.visitInsn(index);
    m.visitVarInsn(Opcodes.ALOAD, 3);
    call(m, HELPER, "readGlobal", descriptor);
  }

  private static void write(MethodVisitor m, int index, String descriptor) {
    m.visitInsn(index);
    m.visitVarInsn(Opcodes.ALOAD, 3);
    call(m, HELPER, "writeGlobal", descriptor);
  }

  @Test
  void aSwitchOverMoreThanAFewFunctionsBecomesASearch() {
    String descriptor =
        "(IIILcom/dylibso/chicory/runtime/TableInstance;" + MEMORY + INSTANCE + ")V";
    for (int functions : new int[] {1, 3, 4, 100}) {
      MethodNode method =
          after(
              IndirectCalls.PASS,
              "a/Guest",
              "call_indirect_0",
              descriptor,
              m -> {
                Label[] labels =
                    IntStream.range(0, functions).mapToObj(i -> new Label()).toArray(Label[]::new);
                Label none = new Label();
                m.visitVarInsn(Opcodes.ILOAD, 7);
                m.visitLookupSwitchInsn(none, IntStream.range(0, functions).toArray(), labels);
                for (Label label : labels) {
                  m.visitLabel(label);
                  m.visitInsn(Opcodes.NOP);
                }
                m.visitLabel(none);
              });
      List<String> lines = text(method);
      boolean searched = functions > 3;
      assertThat(lines.contains("" + Opcodes.LOOKUPSWITCH)).isEqualTo(!searched);
      // Each is compared once at its place, and once more at most for halving.
      long comparisons = lines.stream().filter("var 7"::equals).count() - 1;
      assertThat(comparisons).isBetween(searched ? functions : 0L, searched ? 2L * functions : 0L);
    }
  }

  @Test
  void aBoundImportIsCalledWithItsOperandsAndTheMemory() {
    Pass pass = new HostBinding(PassesTest.class, Map.of("func_7", "sum"));
    String own = PassesTest.class.getName().replace('.', '/');
    String descriptor = "(JIL" + OWN + ";" + INSTANCE + ")V";
    Consumer<MethodVisitor> stub = m -> call(m, "a/Slow", "call", "()V");
    assertThat(text(after(pass, descriptor, stub)))
        .containsExactly("var 0", "var 2", "var 3", own + ".sum(JIL" + OWN + ";)V");
    assertThat(text(after(pass, "a/Guest", "func_8", descriptor, stub)))
        .containsExactly("a/Slow.call()V");
  }

  @Test
  void argumentsOfADispatchAreLoadedBySlot() {
    assertThat(
            text(
                after(
                    DispatchSlots.PASS,
                    "a/Guest",
                    "apply",
                    "(JIJ)V",
                    m -> {
                      m.visitVarInsn(Opcodes.LLOAD, 0);
                      m.visitVarInsn(Opcodes.ILOAD, 1);
                      m.visitVarInsn(Opcodes.LLOAD, 2);
                      m.visitVarInsn(Opcodes.ALOAD, 9);
                    })))
        .containsExactly("var 0", "var 2", "var 3", "var 9");
  }

  @Test
  void withoutAnyPassACallStaysAsItIs() {
    assertThat(
            text(
                after(
                    (next, method) -> next,
                    "()V",
                    m -> call(m, HELPER, "checkInterruption", "()V"))))
        .containsExactly(HELPER + ".checkInterruption()V");
  }
}
