package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.pvf.wasm.WasmBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Functions far too large for a JVM method. Each is compiled in parts, no part is left to the
 * interpreter, and each gives what the interpreter gives for the function as it was.
 */
class LargeFunctionsTest {
  private static final int I32 = 0x7f;
  private static final int I64 = 0x7e;

  /**
   * Function 1 calls function 0 with (x, y) for several inputs and stores the results, which are
   * the result of the module.
   */
  private static void same(int locals, int localType, Code code) throws Exception {
    Code driver = new Code();
    int calls = 40;
    for (int i = 0; i < calls; i++) {
      driver.i32(8 * i).i32(i < 20 ? i : i * 1_234_567).i32(7 * i - 50).raw(0x10, 0, 0x37, 0, 0);
    }
    driver.raw(0x42).u32(0).raw(0x42);
    byte[] wasm =
        new WasmBuilder()
            .type(2, I32, I32, 1, I64)
            .memory()
            .functionWithLocals(0, locals, localType, code.done())
            .function(0, driver.raw(0xc0, 0x02, 0x42, 32, 0x86, 0x84).done())
            .globalI32(4096)
            .export("memory", 2, 0)
            .export("__heap_base", 3, 0)
            .export("validate_block", 0, 1)
            .build();
    PreparedArtifact artifact = prepared(wasm);
    assertThat(artifact.facts().interpreted()).isEmpty();
    List<byte[]> results = new ArrayList<>();
    Guest.run(
        () -> {
          for (EngineKind engine : EngineKind.values()) {
            ExecutionOutcome run =
                Engine.load(artifact.bytes(), engine).execute(new byte[1], EngineParams.DEFAULT);
            assertThat(run).isInstanceOf(ExecutionOutcome.Finished.class);
            results.add(((ExecutionOutcome.Finished) run).result());
          }
        });
    assertThat(results.getFirst()).hasSize(8 * calls).isEqualTo(results.getLast());
    assertThat(results.getFirst()).isNotEqualTo(new byte[8 * calls]);
  }

  private static PreparedArtifact prepared(byte[] wasm) {
    PrepareOutcome outcome = Preparer.prepare(wasm, EngineParams.DEFAULT);
    assertThat(outcome).isInstanceOf(PrepareOutcome.Prepared.class);
    return ((PrepareOutcome.Prepared) outcome).artifact();
  }

  /** {@code local = local * 31 + operand} for an i64 local. */
  private static Code mix(Code code, int local, int operand) {
    code.raw(0x20).u32(local).raw(0x42, 31, 0x7e).i32(operand).raw(0xac, 0x7c);
    return code.raw(0x21).u32(local);
  }

  @Test
  void aMegabyteWithoutABlock() throws Exception {
    Code code = new Code().raw(0x20, 0, 0xac, 0x21, 2);
    for (int i = 0; code.length < 1 << 20; i++) {
      mix(code, 2 + i % 7, i);
      if (i % 5 == 0) {
        code.raw(0x20).u32(2 + (i + 1) % 7).raw(0x20).u32(2 + i % 7).raw(0x85, 0x21);
        code.u32(2 + (i + 1) % 7);
      }
    }
    same(7, I64, code.raw(0x20, 2, 0x20, 3, 0x85));
  }

  @Test
  void valuesThatStayOnTheStackFromPartToPart() throws Exception {
    Code code = new Code();
    for (int i = 0; i < 50; i++) {
      code.i32(i).raw(0x20, 0, 0x6a);
    }
    for (int i = 0; code.length < 200_000; i++) {
      code.raw(0x20, 1).i32(i).raw(0x73, 0x6a);
    }
    for (int i = 0; i < 49; i++) {
      code.raw(0x6b);
    }
    same(0, I64, code.raw(0xac));
  }

  @Test
  void blocksInBlocksWithBranchesToEveryDepth() throws Exception {
    int depth = 1_500;
    Random random = new Random(11);
    Code code = new Code().raw(0x20, 0, 0xac, 0x21, 2);
    for (int i = 0; i < depth; i++) {
      code.raw(0x02, 0x40);
      mix(code, 2, i);
      code.raw(0x20, 0).i32(random.nextInt(2_000_000)).raw(0x46, 0x0d).u32(random.nextInt(i + 1));
    }
    for (int i = 0; i < depth; i++) {
      for (int j = 0; j < 8; j++) {
        mix(code, 2 + j % 3, i * j);
      }
      if (i % 3 == 0 && i < depth - 1) {
        int to = random.nextInt(depth - i);
        code.raw(0x20, 1).i32(i % 120 - 50).raw(0x46, 0x0d).u32(to);
      }
      code.raw(0x0b);
    }
    same(3, I64, code.raw(0x20, 2, 0x20, 3, 0x7c));
  }

  @Test
  void loopsWithBreaksAndContinuesAcrossParts() throws Exception {
    // Eight loops in one another, each with 4 KiB of code, ways out to all of them, and returns.
    Code code = new Code().raw(0x20, 0, 0xac, 0x21, 2);
    int loops = 8;
    for (int i = 0; i < loops; i++) {
      code.raw(0x02, 0x40, 0x03, 0x40);
      for (int j = 0; code.length < (i + 1) * 12_000; j++) {
        mix(code, 2 + j % 5, j);
      }
      code.raw(0x20, 2).raw(0x42, 63, 0x83, 0x42, i, 0x51, 0x0d).u32(2 * (i / 2) + 1);
      code.raw(0x20, 2).raw(0x42, 63, 0x83, 0x42, i + 8, 0x51, 0x04, 0x40, 0x20, 2, 0x0f, 0x0b);
    }
    for (int i = loops - 1; i >= 0; i--) {
      for (int j = 0; j < 500; j++) {
        mix(code, 2 + j % 5, j);
      }
      // again while (count = count + 1) < 60 and bit 5 of a local is set
      code.raw(0x20, 7, 0x42, 1, 0x7c, 0x22, 7, 0x42, 60, 0x54);
      code.raw(0x20, 3, 0x42, 32, 0x83, 0x50, 0x45, 0x71, 0x0d, 0, 0x0b, 0x0b);
    }
    same(6, I64, code.raw(0x20, 2, 0x20, 4, 0x85));
  }

  @Test
  void aBranchTableOfFortyThousandEntries() throws Exception {
    int targets = 300;
    int entries = 40_000;
    Code code = new Code();
    for (int i = 0; i <= targets; i++) {
      code.raw(0x02, 0x40);
    }
    code.raw(0x20, 0).i32(entries + 500).raw(0x70, 0x0e).u32(entries);
    for (int i = 0; i < entries; i++) {
      code.u32(i * 7 % targets);
    }
    code.u32(targets - 1);
    for (int i = 0; i < targets; i++) {
      code.raw(0x0b).i32(i * 3 + 1).raw(0xac, 0x0f);
    }
    same(0, I64, code.raw(0x0b, 0x42, 0));
  }

  @Test
  void moreOperandsThanAMethodHolds() throws Exception {
    // 33 000 operands of two slots, and little code.
    Code code = new Code();
    for (int i = 0; i < 33_000; i++) {
      code.raw(0x42, 0);
    }
    code.raw(0x20, 0, 0x24, 0, 0x20, 1, 0xac, 0x0f);
    Code driver = new Code().i32(5).i32(7).raw(0x10, 0, 0x21, 2).i32(0).raw(0x23, 0, 0xac, 0x20, 2);
    driver.raw(0x7c, 0x37, 0, 0, 0x42, 8, 0x42, 32, 0x86);
    byte[] wasm =
        new WasmBuilder()
            .type(2, I32, I32, 1, I64)
            .memory()
            .function(0, code.done())
            .functionWithLocals(0, 1, I64, driver.done())
            .mutableGlobal(I32)
            .globalI32(4096)
            .export("memory", 2, 0)
            .export("__heap_base", 3, 1)
            .export("validate_block", 0, 1)
            .build();
    PreparedArtifact artifact = prepared(wasm);
    assertThat(artifact.facts().interpreted()).isEmpty();
    Guest.run(
        () -> {
          for (EngineKind engine : EngineKind.values()) {
            ExecutionOutcome run =
                Engine.load(artifact.bytes(), engine).execute(new byte[1], EngineParams.DEFAULT);
            assertThat(run).as("%s", engine).isInstanceOf(ExecutionOutcome.Finished.class);
            // The global that the deep function wrote, and its result.
            assertThat(((ExecutionOutcome.Finished) run).result())
                .containsExactly(12, 0, 0, 0, 0, 0, 0, 0);
          }
        });
  }

  @Test
  void moreParametersThanAMethodHolds() throws Exception {
    int params = 300;
    int[] type = new int[params + 3];
    type[0] = 0xac;
    type[1] = 0x02;
    Arrays.fill(type, 2, params + 2, I32);
    int[] form = Arrays.copyOf(type, params + 4);
    form[params + 2] = 1;
    form[params + 3] = I64;
    Code callee = new Code().raw(0x20).u32(params).raw(0xac, 0x20).u32(params + 1).raw(0xac, 0x7c);
    callee.raw(0x20).u32(params - 1).raw(0xac, 0x7c);
    Code driver = new Code();
    driver.i32(0);
    for (int i = 0; i < params; i++) {
      driver.i32(i + 1);
    }
    driver.raw(0x10, 0, 0x37, 0, 0, 0x42, 8, 0x42, 32, 0x86);
    byte[] wasm =
        new WasmBuilder()
            .type(2, I32, I32, 1, I64)
            .type(form)
            .memory()
            .functionWithLocals(1, 2, I32, callee.done())
            .function(0, driver.done())
            .globalI32(4096)
            .export("memory", 2, 0)
            .export("__heap_base", 3, 0)
            .export("validate_block", 0, 1)
            .build();
    PreparedArtifact artifact = prepared(wasm);
    Guest.run(
        () -> {
          for (EngineKind engine : EngineKind.values()) {
            ExecutionOutcome run =
                Engine.load(artifact.bytes(), engine).execute(new byte[1], EngineParams.DEFAULT);
            assertThat(run).as("%s", engine).isInstanceOf(ExecutionOutcome.Finished.class);
            assertThat(((ExecutionOutcome.Finished) run).result())
                .containsExactly(44, 1, 0, 0, 0, 0, 0, 0);
          }
        });
  }
}
