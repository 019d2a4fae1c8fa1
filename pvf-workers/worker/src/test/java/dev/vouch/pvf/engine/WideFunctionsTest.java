package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.pvf.wasm.WasmBuilder;
import org.junit.jupiter.api.Test;

/** Functions with more parameters than a JVM method takes, called in every way. */
final class WideFunctionsTest {
  private static final int I32 = 0x7f;
  private static final int I64 = 0x7e;

  @Test
  void wideFunctionsAreCalledThroughTablesByTheirWholeType() throws Exception {
    // Two types that differ in their last parameter only, and 1 100 more functions of the first.
    for (int called = 0; called < 2; called++) {
      for (int entry = 0; entry < 2 + called; entry++) {
        int params = called + entry == 0 ? 300 : 1_000;
        int last = params - 1;
        int odd = last - called;
        Code driver = new Code().i32(0).all(call(params, odd)).i32(entry);
        driver.raw(0x11, 1 + called, 0, 0x37, 0, 0).i32(8).all(call(params, last));
        driver.raw(0x10, 1, 0x37, 0, 0, 0x42, 16, 0x42, 32, 0x86);
        WasmBuilder module =
            new WasmBuilder()
                .type(2, I32, I32, 1, I64)
                .type(type(params, last))
                .type(type(params, last - 1))
                .memory()
                .function(0, driver.done())
                .functionWithLocals(
                    1, 2, I64, sum(params, last).raw(0x20).u32(params + 1).raw(0x7c).done())
                .function(2, sum(params, last - 1).done());
        for (int i = 0; i < (called + entry == 0 ? 1_100 : 0); i++) {
          module.function(1, 0x42, 5);
        }
        byte[] wasm =
            module
                .table(1, 2, 1)
                .globalI32(4096)
                .export("memory", 2, 0)
                .export("__heap_base", 3, 0)
                .export("validate_block", 0, 0)
                .build();
        boolean fits = called == 0 ? entry != 1 : entry == 1;
        assertThat(BothEngines.both(wasm)).startsWith(fits ? "finished" : "trapped");
      }
    }
  }

  @Test
  void aWideImportThatNobodyKnowsTrapsWhereItIsCalled() throws Exception {
    for (int call = 0; call < 2; call++) {
      Code driver = new Code().raw(0x20, 1).i32(call).raw(0x46, 0x04, 0x40);
      driver.all(call(400, 3)).raw(0x10, 0, 0x1a, 0x0b, 0x42, 0);
      byte[] wasm =
          new WasmBuilder()
              .type(2, I32, I32, 1, I64)
              .type(type(400, 3))
              .importFunction("env", "ext_unknown_version_1", 1)
              .memory()
              .function(0, driver.done())
              .globalI32(4096)
              .export("memory", 2, 0)
              .export("__heap_base", 3, 0)
              .export("validate_block", 0, 1)
              .build();
      assertThat(BothEngines.both(wasm)).startsWith(call == 0 ? "finished" : "trapped");
    }
  }

  /** {@code params} i32s and an i64 at {@code odd}, to i64. */
  private static int[] type(int params, int odd) {
    Code type = new Code().u32(params);
    for (int i = 0; i < params; i++) {
      type.raw(i == odd ? I64 : I32);
    }
    return type.raw(1, I64).done();
  }

  private static Code call(int params, int odd) {
    Code call = new Code();
    for (int i = 0; i < params; i++) {
      call.i32(i * 1_001);
      if (i == odd) {
        call.raw(0xac);
      }
    }
    return call;
  }

  private static Code sum(int params, int odd) {
    Code sum = new Code().raw(0x42, 0);
    for (int i = 0; i < params; i++) {
      sum.raw(0x42, 3, 0x89, 0x20).u32(i).raw(i == odd ? new int[] {0x85} : new int[] {0xac, 0x7c});
    }
    return sum;
  }
}
