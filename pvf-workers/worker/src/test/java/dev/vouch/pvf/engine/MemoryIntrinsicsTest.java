package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import dev.vouch.frames.Levers;
import dev.vouch.pvf.rewrite.ClassRewriter;
import dev.vouch.pvf.rewrite.HostBinding;
import dev.vouch.pvf.rewrite.Targets;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

class MemoryIntrinsicsTest {
  private static final int END = 65_536;
  private static final int BODY_RAN = -77;

  private static LinearMemory random(long seed) {
    LinearMemory memory = new LinearMemory(1, 1);
    byte[] bytes = new byte[END];
    new Random(seed).nextBytes(bytes);
    memory.write(0, bytes, 0, END);
    return memory;
  }

  @Test
  void theFastPathNeedsBothRangesInMemory() {
    LinearMemory memory = random(1);
    assertThat(MemoryIntrinsics.canMove(END - 4, 0, 4, memory)).isTrue();
    assertThat(MemoryIntrinsics.canMove(END - 3, 0, 4, memory)).isFalse();
    assertThat(MemoryIntrinsics.canMove(0, END - 3, 4, memory)).isFalse();
    assertThat(MemoryIntrinsics.canMove(0, 8, -1, memory)).isFalse();
    assertThat(MemoryIntrinsics.canMove(-4, 8, 8, memory)).isFalse();
    assertThat(MemoryIntrinsics.canSet(END, 7, 0, memory)).isTrue();
    assertThat(MemoryIntrinsics.canSet(END, 7, 1, memory)).isFalse();
    assertThat(MemoryIntrinsics.canCompare(END - 1, 0, 2, memory)).isFalse();
  }

  @Test
  void copyingRefusesEveryOverlap() {
    LinearMemory memory = random(2);
    for (int distance = -10; distance <= 10; distance++) {
      boolean apart = Math.abs(distance) >= 8;
      assertThat(MemoryIntrinsics.canCopy(100 + distance, 100, 8, memory)).isEqualTo(apart);
    }
  }

  @Test
  void movingSettingAndComparingAreThoseOfC() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      LinearMemory memory = new LinearMemory(1, 1);
      byte[] expected = new byte[256];
      random.nextBytes(expected);
      memory.write(0, expected, 0, expected.length);
      int a = random.nextInt(100);
      int b = random.nextInt(100);
      int n = random.nextInt(100);
      int difference = 0;
      for (int k = 0; k < n && difference == 0; k++) {
        difference = (expected[a + k] & 0xff) - (expected[b + k] & 0xff);
      }
      assertThat(MemoryIntrinsics.doCompare(a, b, n, memory)).isEqualTo(difference);
      System.arraycopy(expected.clone(), b, expected, a, n);
      assertThat(MemoryIntrinsics.doMove(a, b, n, memory)).isEqualTo(a);
      assertThat(memory.readBytes(0, 256)).isEqualTo(expected);
      java.util.Arrays.fill(expected, b, b + n, (byte) 0x1ff);
      assertThat(MemoryIntrinsics.doSet(b, 0x1ff, n, memory)).isEqualTo(b);
      assertThat(memory.readBytes(0, 256)).isEqualTo(expected);
    }
  }

  @Test
  void generatedCodeAsksFirstAndElseRunsItsOwnBody() throws Throwable {
    MethodHandle copy = rewritten("func_7", Map.of("func_7", "Copy"));
    LinearMemory memory = random(4);
    byte[] source = memory.readBytes(100, 50);
    assertThat((int) copy.invoke(1000, 100, 50, memory, (Instance) null)).isEqualTo(1000);
    assertThat(memory.readBytes(1000, 50)).isEqualTo(source);
    assertThat((int) copy.invoke(110, 100, 50, memory, (Instance) null)).isEqualTo(BODY_RAN);
    assertThat((int) copy.invoke(END, 100, 50, memory, (Instance) null)).isEqualTo(BODY_RAN);
  }

  @Test
  void aFunctionThatIsNotListedIsLeftAlone() throws Throwable {
    MethodHandle other = rewritten("func_8", Map.of("func_7", "Copy"));
    assertThat((int) other.invoke(1000, 100, 50, random(5), (Instance) null)).isEqualTo(BODY_RAN);
  }

  private static MethodHandle rewritten(String name, Map<String, String> replaced)
      throws Exception {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC,
        Type.getInternalName(MemoryIntrinsicsTest.class) + "Generated",
        null,
        "java/lang/Object",
        null);
    String descriptor =
        "(III" + Type.getDescriptor(Memory.class) + Type.getDescriptor(Instance.class) + ")I";
    MethodVisitor m =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, null, null);
    m.visitCode();
    m.visitIntInsn(Opcodes.BIPUSH, BODY_RAN);
    m.visitInsn(Opcodes.IRETURN);
    m.visitMaxs(1, 5);
    m.visitEnd();
    writer.visitEnd();
    byte[] bytes =
        new ClassRewriter(
                Levers.ALL,
                new Targets(
                    LinearMemory.class,
                    MemoryIntrinsics.class,
                    replaced,
                    HostBinding.NONE,
                    HostBinding.NONE,
                    Map.of()))
            .rewrite(writer.toByteArray());
    MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
    return lookup.findStatic(
        lookup.lookupClass(),
        name,
        MethodType.methodType(
            int.class, int.class, int.class, int.class, LinearMemory.class, Instance.class));
  }
}
