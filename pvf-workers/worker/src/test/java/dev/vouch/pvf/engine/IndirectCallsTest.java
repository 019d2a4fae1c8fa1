package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.pvf.wasm.WasmBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndirectCallsTest {
  private static final int I32 = 0x7f;
  private static final int I64 = 0x7e;

  @TempDir Path directory;

  @Test
  void argumentsStayInPlaceWhereThousandsOfFunctionsShareAType() throws Exception {
    WasmBuilder module =
        new WasmBuilder().type(2, I32, I32, 1, I64).type(3, I64, I32, I64, 1, I64).memory();
    int functions = 1_500;
    for (int f = 0; f < functions; f++) {
      // i64 a, i32 b, i64 c: c - a + b
      module.function(1, 0x20, 2, 0x20, 0, 0x7d, 0x20, 1, 0xac, 0x7c);
    }
    byte[] wasm =
        module
            .function(
                0,
                // (2, 5, 100) through entry 3, the sum at 0, eight bytes from there
                0x41,
                0,
                0x42,
                2,
                0x41,
                5,
                0x42,
                0xe4,
                0,
                0x41,
                3,
                0x11,
                1,
                0,
                0x37,
                0,
                0,
                0x42,
                8,
                0x42,
                32,
                0x86)
            .table(0, 1, 2, 1_499)
            .globalI32(4096)
            .export("memory", 2, 0)
            .export("__heap_base", 3, 0)
            .export("validate_block", 0, functions)
            .build();
    PrepareOutcome outcome = Preparer.prepare(wasm, EngineParams.DEFAULT);
    assertThat(outcome).isInstanceOf(PrepareOutcome.Prepared.class);
    byte[] artifact = ((PrepareOutcome.Prepared) outcome).artifact().bytes();
    Guest.run(
        () -> {
          for (EngineKind engine : EngineKind.values()) {
            ExecutionOutcome run =
                Engine.load(artifact, engine).execute(new byte[1], EngineParams.DEFAULT);
            assertThat(run).as("%s", engine).isInstanceOf(ExecutionOutcome.Finished.class);
            assertThat(((ExecutionOutcome.Finished) run).result())
                .containsExactly(103, 0, 0, 0, 0, 0, 0, 0);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 8, 746, 1_024})
  void everyEntryOfATableFindsItsFunction(int functions) throws Exception {
    WasmBuilder module =
        new WasmBuilder().type(2, I32, I32, 1, I64).type(3, I64, I32, I64, 1, I64).memory();
    for (int f = 0; f < functions; f++) {
      // i64 a, i32 b, i64 c: c - a + b + a constant of its own
      module.function(
          1, 0x20, 2, 0x20, 0, 0x7d, 0x20, 1, 0xac, 0x7c, 0x42, 0x80 | f & 0x7f, f >>> 7, 0x7c);
    }
    // for entry = 0 ..: sum at 0 = 31 sum + entry(7, entry, 9)
    module.function(
        0,
        0x41,
        0,
        0x21,
        0,
        0x03,
        0x40,
        0x41,
        0,
        0x41,
        0,
        0x29,
        0,
        0,
        0x42,
        31,
        0x7e,
        0x42,
        7,
        0x20,
        0,
        0x42,
        9,
        0x20,
        0,
        0x11,
        1,
        0,
        0x7c,
        0x37,
        0,
        0,
        0x20,
        0,
        0x41,
        1,
        0x6a,
        0x22,
        0,
        0x41,
        0x80 | functions & 0x7f,
        functions >>> 7,
        0x49,
        0x0d,
        0,
        0x0b,
        0x42,
        8,
        0x42,
        32,
        0x86);
    byte[] wasm =
        module
            // every function once, the last one first
            .table(IntStream.range(0, functions).map(f -> functions - 1 - f).toArray())
            .globalI32(4096)
            .export("memory", 2, 0)
            .export("__heap_base", 3, 0)
            .export("validate_block", 0, functions)
            .build();
    long expected = 0;
    for (int entry = 0; entry < functions; entry++) {
      expected = 31 * expected + 9 - 7 + entry + (functions - 1 - entry);
    }
    long sum = expected;
    Guest.run(
        () -> {
          for (EngineKind engine : EngineKind.values()) {
            ExecutionOutcome run =
                Guest.accepted(wasm, engine, directory).execute(new byte[1], EngineParams.DEFAULT);
            assertThat(run).as("%s", engine).isInstanceOf(ExecutionOutcome.Finished.class);
            assertThat(
                    ByteBuffer.wrap(((ExecutionOutcome.Finished) run).result())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong())
                .as("%s", engine)
                .isEqualTo(sum);
          }
        });
  }
}
