package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vouch.frames.Levers;
import dev.vouch.pvf.wasm.WasmBuilder;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What it costs to cut a function, against the same function in one method and in the interpreter:
 * CPU time per call, the best of several, as a table. Only with {@code -Dvouch.cost=true}; the
 * flags of a worker ({@code -XX:TieredStopAtLevel=1 -XX:-DontCompileHugeMethods}) belong in {@code
 * -DargLine}, and {@code -XX:+PrintCompilation} shows whether C1 compiles the one method: with more
 * locals or branches than here it refuses it ("COMPILE SKIPPED: too many stack slots used"), and
 * the ratios mean nothing.
 *
 * <p>One run on 4 cores x86-64, shared, 2026-11-21, under C1, which compiled all methods of each
 * row: with 40 locals in a loop 1.0 ms whole, 1.8 times that split, 1.3 flattened, 499 interpreted;
 * with 120 locals 0.9 ms whole, 9.8 times that split (what parts pass to each other), 3.0
 * flattened, 515 interpreted. Refused, with 250 locals and more branches, the one method took 13
 * ms.
 */
class CutFunctionsCostTest {
  private static final int I32 = 0x7f;
  private static final int I64 = 0x7e;

  /** Runs of compiled code: C1 compiles a loop after 60 000 rounds, and a run has 500 or more. */
  private static final int RUNS = 150;

  private static final int INTERPRETED_RUNS = 5;

  /** What a row measures. */
  private enum Way {
    WHOLE(EngineKind.CHICORY, new int[][] {{60_000, 60_000}}),
    SPLIT(EngineKind.CHICORY, new int[][] {{4_000, 4_000}}),
    FLATTENED(EngineKind.CHICORY, new int[][] {{4_000, 10_000, 64}}),
    INTERPRETED(EngineKind.INTERPRETER, Compiled.ATTEMPTS);

    private final EngineKind engine;
    private final int[][] bounds;

    Way(EngineKind engine, int[][] bounds) {
      this.engine = engine;
      this.bounds = bounds;
    }
  }

  @Test
  void aTable() throws Exception {
    assumeTrue(Boolean.getBoolean("vouch.cost"), "-Dvouch.cost=true measures");
    System.out.println("| locals | way | ms per call | of one method |");
    System.out.println("|---|---|---|---|");
    for (int locals : new int[] {40, 120}) {
      double whole = 0;
      for (Way way : Way.values()) {
        double millis = millis(way, locals);
        whole = way == Way.WHOLE ? millis : whole;
        System.out.printf("| %d | %s | %.3f | %.1f |%n", locals, way, millis, millis / whole);
      }
    }
  }

  private static double millis(Way way, int locals) throws Exception {
    PrepareOutcome outcome =
        Preparer.prepare(wasm(locals), EngineParams.DEFAULT, Levers.ALL, way.bounds, Map.of());
    assertThat(outcome).isInstanceOf(PrepareOutcome.Prepared.class);
    byte[] artifact = ((PrepareOutcome.Prepared) outcome).artifact().bytes();
    double[] best = {Double.MAX_VALUE};
    Guest.run(
        () -> {
          LoadedPvf loaded = Engine.load(artifact, way.engine);
          var threads = ManagementFactory.getThreadMXBean();
          int runs = way.engine == EngineKind.INTERPRETER ? INTERPRETED_RUNS : RUNS;
          for (int i = 0; i < runs; i++) {
            long before = threads.getCurrentThreadCpuTime();
            assertThat(loaded.execute(new byte[1], EngineParams.DEFAULT))
                .isInstanceOf(ExecutionOutcome.Finished.class);
            best[0] = Math.min(best[0], (threads.getCurrentThreadCpuTime() - before) / 1e6);
          }
        });
    return best[0];
  }

  /** A loop over mixes of locals, each with some branches, loads and stores between. */
  private static byte[] wasm(int locals) {
    int mixes = Math.max(locals, 600);
    int rounds = 1_500_000 / mixes;
    Code code = new Code().raw(0x03, 0x40);
    for (int i = 0; i < mixes; i++) {
      int local = 3 + i % (locals - 1);
      code.raw(0x20).u32(local).raw(0x42, 31, 0x7e, 0x20).u32(local - 1).raw(0x85, 0x21).u32(local);
      if (i % 300 == 9) {
        code.raw(0x20).u32(local).raw(0x42, 3, 0x83, 0x50, 0x04, 0x40);
        code.i32(8 * i).i32(8 * i).raw(0x29, 3, 0, 0x20).u32(local).raw(0x7c, 0x37, 3, 0, 0x0b);
      }
    }
    code.raw(0x20, 1).i32(1).raw(0x6b, 0x22, 1, 0x0d, 0, 0x0b, 0x20, 2);
    Code driver = new Code().i32(0).i32(0).i32(rounds).raw(0x10, 0, 0x37, 0, 0, 0x42, 8, 0x42, 32);
    return new WasmBuilder()
        .type(2, I32, I32, 1, I64)
        .memory()
        .functionWithLocals(0, locals, I64, code.done())
        .function(0, driver.raw(0x86).done())
        .globalI32(4096)
        .export("memory", 2, 0)
        .export("__heap_base", 3, 0)
        .export("validate_block", 0, 1)
        .build();
  }
}
