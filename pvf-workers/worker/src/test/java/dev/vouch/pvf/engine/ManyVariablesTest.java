package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.pvf.wasm.WasmBuilder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Functions with more locals, operands or targets than a JVM method holds: all are compiled, and do
 * what the interpreter does with the function as it was.
 */
class ManyVariablesTest {
  private static final int I32 = 0x7f;
  private static final int I64 = 0x7e;
  private static final int F32 = 0x7d;
  private static final int F64 = 0x7c;

  /**
   * A module whose function 0 is {@code (i32, i32) -> i64}; its results for each x with 5 are the
   * result.
   */
  private static byte[] module(int locals, int type, Code code, int... xs) {
    Code driver = new Code();
    for (int i = 0; i < xs.length; i++) {
      driver.i32(8 * i).i32(xs[i]).i32(5).raw(0x10, 0, 0x37, 0, 0);
    }
    driver.i32(8 * xs.length).raw(0xad, 0x42, 32, 0x86);
    return new WasmBuilder()
        .type(2, I32, I32, 1, I64)
        .memory()
        .functionWithLocals(0, locals, type, code.done())
        .function(0, driver.done())
        .table(0, 1)
        .globalI32(4096)
        .export("memory", 2, 0)
        .export("__heap_base", 3, 0)
        .export("validate_block", 0, 1)
        .build();
  }

  /**
   * Sets all locals from both arguments, calls itself with (x - 1, y + 1) unless x is 0, directly
   * or through the table, and mixes what the locals hold then.
   */
  private static Code calling(int locals) {
    Code code = new Code();
    for (int i = 0; i < locals; i++) {
      code.raw(0x20, 1).i32(i * 77 + 1).raw(0x6c, 0xac, 0x20).u32(2 + i).raw(0x7c, 0x21).u32(2 + i);
    }
    code.raw(0x20, 0, 0x04, 0x40);
    code.raw(0x20, 0).i32(1).raw(0x71, 0x04, I64);
    code.raw(0x20, 0).i32(1).raw(0x6b, 0x20, 1).i32(1).raw(0x6a, 0x10, 0, 0x05);
    code.raw(0x20, 0).i32(1).raw(0x6b, 0x20, 1).i32(1).raw(0x6a).i32(0).raw(0x11, 0, 0, 0x0b);
    code.raw(0x21, 2, 0x0b);
    for (int i = 1; i < locals; i++) {
      code.raw(0x20, 2, 0x42, 31, 0x7e, 0x20).u32(2 + i).raw(0x7c, 0x21, 2);
    }
    return code.raw(0x20, 2);
  }

  @Test
  void localsOfEachCallAreItsOwn() throws Exception {
    assertThat(BothEngines.both(module(4_000, I64, calling(4_000), 9))).startsWith("finished");
  }

  @Test
  void theStackLimitComesAtTheSameCall() throws Exception {
    int locals = 2_500;
    int deepest = 65_536 / (locals + 4) - 1;
    boolean trapped = false;
    boolean finished = false;
    for (int x = deepest - 1; x <= deepest + 1; x++) {
      String said = BothEngines.both(module(locals, I64, calling(locals), x));
      trapped |= said.startsWith("trapped");
      finished |= said.startsWith("finished");
    }
    assertThat(trapped && finished).isTrue();
  }

  /** Not large, but C1 would refuse it (too many stack slots used). */
  @Test
  void aFunctionInWhichManyValuesMeetIsSplitToo() throws Exception {
    int locals = 150;
    Code code = new Code();
    for (int i = 0; i < 140; i++) {
      code.raw(0x02, 0x40, 0x20, 0).i32(i).raw(0x46, 0x0d, 0);
      for (int k = 0; k < 10; k++) {
        int local = 2 + (10 * i + k) % locals;
        code.raw(0x20).u32(local).raw(0x42, 31, 0x7e, 0x20).u32(2 + i).raw(0x85, 0x42, 5, 0x7c);
        code.raw(0x21).u32(local);
      }
      code.raw(0x0b);
    }
    byte[] wasm = module(locals, I64, code.raw(0x20).u32(locals), 3, 77, -1);
    assertThat(Compiled.of(wasm, Compiled.ATTEMPTS).split().owners()).isNotEmpty();
    assertThat(BothEngines.both(wasm)).startsWith("finished");
  }

  @Test
  void asManyLocalsAsAreAdmitted() throws Exception {
    // All set, in one function of a quarter megabyte.
    Code code = new Code();
    int locals = 49_990;
    for (int i = 0; i < locals; i++) {
      code.i32(i * 3).raw(0x21).u32(2 + i);
    }
    code.raw(0x20).u32(locals).raw(0x20).u32(1 + locals).raw(0x6a, 0x20, 0, 0x6a, 0xac);
    assertThat(BothEngines.both(module(locals, I32, code, 4))).startsWith("finished");
  }

  @Test
  void bitsOfNumbersThatAreNoneStay() throws Exception {
    for (int type : new int[] {F32, F64}) {
      Code code = new Code();
      int locals = 2_500;
      for (int i = 0; i < locals; i++) {
        if (type == F32) {
          code.i32(0x7f80_0001 + i * 1_003).raw(0xbe, 0x21).u32(2 + i);
        } else {
          code.raw(0x20, 1, 0xad, 0x42, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0xf8, 0x7f);
          code.raw(0x7c, 0xbf, 0x21).u32(2 + i);
        }
      }
      for (int i = 0; i < locals; i++) {
        code.raw(0x20).u32(2 + i);
        code.raw(type == F32 ? new int[] {0xbc, 0xac} : new int[] {0xbd});
        code.raw(i == 0 ? new int[0] : new int[] {0x42, 7, 0x89, 0x85});
      }
      assertThat(BothEngines.both(module(locals, type, code, 1))).startsWith("finished");
    }
  }

  @Test
  void operandsStayWhereTheyAreOverBlocksBranchesAndCalls() throws Exception {
    Random random = new Random(5);
    Code code = new Code();
    int operands = 5_000;
    for (int i = 0; i < operands; i++) {
      code.raw(0x20, i & 1).i32(random.nextInt()).raw(0x6a, 0xac);
      if (i % 500 == 0) {
        // A block with a result that branches leave with a value; an if with two.
        code.raw(0x02, I64, 0x42, 9, 0x20, 0).i32(3).raw(0x4a, 0x0d, 0, 0x1a, 0x42, 8, 0x0b, 0x7c);
        code.raw(0x20, 1, 0x04, I64, 0x42, 5, 0x05, 0x42, 6, 0x0b, 0x85);
        code.raw(0x02, I64, 0x02, I64, 0x42, 3, 0x20, 0, 0x0e, 2, 0, 1, 0, 0x0b);
        code.raw(0x42, 1, 0x7c, 0x0b, 0x7d);
        code.raw(0x20, 0, 0x20, 1, 0x10, 2, 0x7c);
      }
    }
    for (int i = 1; i < operands; i++) {
      code.raw(0x42, 5, 0x89, 0x7d);
    }
    byte[] wasm =
        new WasmBuilder()
            .type(2, I32, I32, 1, I64)
            .memory()
            .function(0, code.done())
            .function(0, driver(8).done())
            .function(0, 0x20, 0, 0x20, 1, 0x6c, 0xac)
            .globalI32(4096)
            .export("memory", 2, 0)
            .export("__heap_base", 3, 0)
            .export("validate_block", 0, 1)
            .build();
    assertThat(BothEngines.both(wasm)).startsWith("finished");
  }

  /** Results of function 0 for (i, i % 3), one after the other. */
  private static Code driver(int runs) {
    Code driver = new Code();
    for (int i = 0; i < runs; i++) {
      driver.i32(8 * i).i32(i).i32(i % 3).raw(0x10, 0, 0x37, 0, 0);
    }
    return driver.i32(8 * runs).raw(0xad, 0x42, 32, 0x86);
  }

  @Test
  void aBranchTableOfThousandsOfTargets() throws Exception {
    int targets = 4_500;
    Code code = new Code();
    for (int i = 0; i < targets; i++) {
      code.raw(0x02, 0x40);
    }
    code.raw(0x20, 0, 0x0e).u32(targets - 1);
    for (int i = 0; i < targets; i++) {
      code.u32(i);
    }
    for (int i = 0; i < targets; i++) {
      code.raw(0x0b, 0x20, 2, 0x42, 3, 0x7e).i32(i).raw(0xac, 0x7c, 0x21, 2);
    }
    int[] xs = {0, 1, 77, 4_095, 4_096, 4_498, 4_499, 4_500, -1};
    assertThat(BothEngines.both(module(1, I64, code.raw(0x20, 2), xs))).startsWith("finished");
  }

  @Test
  void branchesOutOfThousandsOfBlocks() throws Exception {
    int depth = 3_000;
    Random random = new Random(3);
    Code code = new Code();
    for (int i = 0; i < depth; i++) {
      code.raw(0x02, 0x40, 0x20, 2, 0x42, 31, 0x7e).i32(i).raw(0xac, 0x7c, 0x21, 2);
      code.raw(0x20, 0).i32(random.nextInt(40)).raw(0x46, 0x20, 2, 0x42, 63, 0x83, 0x50, 0x71);
      code.raw(0x0d).u32(random.nextInt(i + 1));
    }
    for (int i = 0; i < depth; i++) {
      code.raw(0x20, 2, 0x42, 5, 0x89, 0x21, 2, 0x0b);
    }
    assertThat(BothEngines.both(module(1, I64, code.raw(0x20, 2), 0, 7, 11, 22, 39)))
        .startsWith("finished");
  }

  @Test
  void aStartFunctionWithoutMemoryHasItsFrameToo() throws Exception {
    Code code = new Code();
    for (int i = 0; i < 3_000; i++) {
      code.i32(i).raw(0x21).u32(i);
    }
    for (int trap = 0; trap < 2; trap++) {
      byte[] wasm =
          new WasmBuilder()
              .type(0, 0)
              .functionWithLocals(
                  0,
                  3_000,
                  I32,
                  new Code()
                      .all(code)
                      .raw(0x20)
                      .u32(2_999)
                      .i32(2_999 - trap)
                      .raw(0x47, 0x04, 0x40, 0x00, 0x0b)
                      .done())
              .start(0)
              .build();
      assertThat(BothEngines.both(wasm))
          .startsWith(trap == 0 ? "trapped OTHER" : "not constructed");
    }
  }
}
