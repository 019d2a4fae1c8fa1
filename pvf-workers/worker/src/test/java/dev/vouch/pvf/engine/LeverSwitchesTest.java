package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.Lever;
import dev.vouch.frames.Levers;
import dev.vouch.pvf.wasm.BodyKind;
import dev.vouch.pvf.wasm.WasmBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * That each switch is alive: what its pass leaves in the classes of an artifact, and takes away.
 */
class LeverSwitchesTest {
  private static final int I32 = 0x7f;
  private static final int I64 = 0x7e;
  private static final int FUNCTIONS = 12;

  /** Something of each: memory, memcpy, a global, a loop, an indirect call, an import. */
  private static byte[] module() {
    WasmBuilder module =
        new WasmBuilder()
            .type(2, I32, I32, 1, I64)
            .type(3, I32, I32, I32, 1, I32)
            .type(1, I32, 1, I32)
            .importFunction("env", "ext_allocator_malloc_version_1", 2)
            .memory()
            // function 1: "memcpy", known to this test only, which does nothing
            .function(1, 0x20, 0);
    for (int f = 0; f < FUNCTIONS; f++) {
      module.function(2, 0x20, 0, 0x41, f, 0x6a);
    }
    int[] table = new int[FUNCTIONS];
    for (int f = 0; f < FUNCTIONS; f++) {
      table[f] = 2 + f;
    }
    return module
        .functionWithLocals(
            0,
            1,
            I32,
            joined(
                // 16 at 64, malloc(16) > 0 in the global, "memcpy" of 8 from 64 to 0
                new int[] {0x41, 0xc0, 0, 0x42, 16, 0x37, 0, 0},
                new int[] {0x41, 16, 0x10, 0, 0x41, 0, 0x4b, 0x24, 0},
                new int[] {0x41, 0, 0x41, 0xc0, 0, 0x41, 8, 0x10, 1, 0x1a},
                // three times the global = function 5 of the table of it
                new int[] {0x03, 0x40, 0x23, 0, 0x41, 5, 0x11, 2, 0, 0x24, 0},
                new int[] {0x20, 2, 0x41, 1, 0x6a, 0x22, 2, 0x41, 3, 0x49, 0x0d, 0, 0x0b},
                // the global at 8, and 16 bytes from 0
                new int[] {0x41, 8, 0x23, 0, 0x36, 0, 0, 0x42, 16, 0x42, 32, 0x86}))
        .table(table)
        .mutableGlobal(I32)
        .globalI32(4096)
        .export("memory", 2, 0)
        .export("__heap_base", 3, 1)
        .export("validate_block", 0, 2 + FUNCTIONS)
        .build();
  }

  private static int[] joined(int[]... parts) {
    return java.util.Arrays.stream(parts).flatMapToInt(java.util.Arrays::stream).toArray();
  }

  private static byte[] artifact(Levers levers) {
    PrepareOutcome outcome =
        Preparer.prepare(
            module(), EngineParams.DEFAULT, levers, Compiled.ATTEMPTS, Map.of(1, BodyKind.COPY));
    assertThat(outcome).isInstanceOf(PrepareOutcome.Prepared.class);
    return ((PrepareOutcome.Prepared) outcome).artifact().bytes();
  }

  /** Instructions of generated methods, without those of the compiler's helpers. */
  private static List<AbstractInsnNode> instructions(byte[] artifact) throws IOException {
    List<AbstractInsnNode> all = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(artifact))) {
      for (ZipEntry part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
        if (part.getName().endsWith(".class") && !part.getName().endsWith("Shaded.class")) {
          ClassNode type = new ClassNode();
          new ClassReader(zip.readAllBytes()).accept(type, 0);
          for (MethodNode method : type.methods) {
            method.instructions.forEach(
                i -> {
                  // Other methods have switches of their own.
                  if (!(i instanceof LookupSwitchInsnNode)
                      || method.name.startsWith("call_indirect_")) {
                    all.add(i);
                  }
                });
          }
        }
      }
    }
    return all;
  }

  private static boolean calls(AbstractInsnNode i, String owner, String name) {
    return i instanceof MethodInsnNode call
        && call.owner.endsWith(owner)
        && call.name.startsWith(name);
  }

  /** The stack limiter's count, another field there, is no global of the module. */
  private static boolean isGlobal(FieldInsnNode field) {
    return field.owner.endsWith("/LinearMemory") && !field.name.equals("stackHeight");
  }

  /** What is there only while the lever is on. */
  private static Predicate<AbstractInsnNode> mark(Lever lever) {
    return switch (lever) {
      case STATIC_MEMORY -> i -> calls(i, "/LinearMemory", "memory");
      case MEMORY_INTRINSICS -> i -> calls(i, "/MemoryIntrinsics", "canCopy");
      case GLOBAL_FIELDS -> i -> i instanceof FieldInsnNode f && isGlobal(f);
      case BOUND_HOST -> i -> calls(i, "/BoundHost", "malloc");
      case NO_INTERRUPTION_CHECKS, SPLIT_CALL_INDIRECT, HUGE_METHODS, C1_INLINING -> i -> false;
    };
  }

  /** What is there only while it is off. */
  private static Predicate<AbstractInsnNode> markOfOff(Lever lever) {
    return switch (lever) {
      case NO_INTERRUPTION_CHECKS -> i -> calls(i, "Shaded", "checkInterruption");
      case SPLIT_CALL_INDIRECT -> i -> i instanceof LookupSwitchInsnNode s && s.keys.size() > 3;
      case GLOBAL_FIELDS -> i -> calls(i, "Shaded", "writeGlobal");
      case STATIC_MEMORY -> i -> calls(i, "Shaded", "memory");
      case MEMORY_INTRINSICS, BOUND_HOST, HUGE_METHODS, C1_INLINING -> i -> false;
    };
  }

  @ParameterizedTest
  @EnumSource
  void aSwitchChangesTheClassesAndNothingElseDoes(Lever lever) throws IOException {
    byte[] on = artifact(Levers.ALL);
    byte[] off = artifact(Levers.ALL.without(lever));
    if (lever.kind() == Lever.Kind.OPTION) {
      assertThat(off).isEqualTo(on);
      return;
    }
    assertThat(count(off, mark(lever))).as("its mark while it is off").isZero();
    assertThat(count(on, markOfOff(lever))).as("the mark of its absence while it is on").isZero();
    assertThat(count(on, mark(lever)) + count(off, markOfOff(lever))).as("either").isPositive();
    for (Lever other : Levers.ALL.without(lever).passes().on()) {
      assertThat(count(off, mark(other))).as("%s", other).isEqualTo(count(on, mark(other)));
      assertThat(count(off, markOfOff(other))).as("not %s", other).isZero();
    }
  }

  private static long count(byte[] artifact, Predicate<AbstractInsnNode> mark) throws IOException {
    return instructions(artifact).stream().filter(mark).count();
  }

  @Test
  void whatKeepsResultsRightHasNoSwitch() throws IOException {
    for (Levers levers : FuzzProcess.sets()) {
      List<AbstractInsnNode> code = instructions(artifact(levers));
      assertThat(code).as("%s", levers).anyMatch(i -> calls(i, "/SafeOps", "I32_"));
      assertThat(code)
          .as("%s", levers)
          .noneMatch(i -> calls(i, "/OpcodeImpl", "I32_") && name(i).endsWith("_U"));
    }
  }

  private static String name(AbstractInsnNode i) {
    return ((MethodInsnNode) i).name;
  }

  @Test
  void resultsAreEqualWithAnyOfThemOffButForTheImitatedFunction() throws Exception {
    List<Levers> sets = new ArrayList<>(FuzzProcess.sets());
    sets.add(Levers.ALL);
    Guest.run(
        () -> {
          for (Levers levers : sets) {
            ExecutionOutcome run =
                Engine.load(artifact(levers), EngineKind.CHICORY)
                    .execute(new byte[1], EngineParams.DEFAULT);
            assertThat(run).as("%s", levers).isInstanceOf(ExecutionOutcome.Finished.class);
            int copied = levers.has(Lever.MEMORY_INTRINSICS) ? 16 : 0;
            assertThat(((ExecutionOutcome.Finished) run).result())
                .as("%s", levers)
                .containsExactly(copied, 0, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0);
          }
        });
  }

  @Test
  void anArtifactSaysWhichPassesItWentThrough() throws Exception {
    for (Levers levers : FuzzProcess.sets()) {
      assertThat(ArtifactFile.read(artifact(levers), EngineKind.CHICORY).descriptor().levers())
          .isEqualTo(levers.passes());
    }
  }
}
