package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.wasm.WasmBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTest {
  private static final int I32 = 0x7f;
  private static final int I64 = 0x7e;

  @TempDir Path directory;

  /** {@code validate_block} gives the address in a global that the code has set, with length 0. */
  private static WasmBuilder entry() {
    return new WasmBuilder().type(2, I32, I32, 1, I64).type(0, 1, I32).memory();
  }

  private static byte[] finish(WasmBuilder module, int entry) {
    return module
        .globalI32(1024)
        .export("memory", 2, 0)
        .export("__heap_base", 3, 0)
        .export("validate_block", 0, entry)
        .build();
  }

  private static ExecutionOutcome run(LoadedPvf pvf, EngineParams params) throws Exception {
    ExecutionOutcome[] outcome = new ExecutionOutcome[1];
    Guest.run(() -> outcome[0] = pvf.execute(new byte[3], params));
    return outcome[0];
  }

  @Test
  void preparingTwiceGivesEqualBytes() {
    byte[] first = prepared(Fixtures.undying()).bytes();
    assertThat(prepared(Fixtures.undying()).bytes()).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void aFunctionTooLargeForAMethodStillRuns(EngineKind engine) throws Exception {
    int additions = 40_000;
    int[] code = new int[2 + 3 * additions];
    code[0] = 0x41; // i32.const 0
    for (int i = 0; i < additions; i++) {
      code[2 + 3 * i] = 0x41; // i32.const 1
      code[3 + 3 * i] = 1;
      code[4 + 3 * i] = 0x6a; // i32.add
    }
    // function 0: the sum; function 1: i64 of (sum & 1023)
    byte[] wasm =
        finish(entry().function(1, code).function(0, 0x10, 0, 0x41, 0xff, 0x07, 0x71, 0xad), 1);
    assertThat(prepared(wasm).facts().interpreted()).isEmpty();
    LoadedPvf pvf = Guest.accepted(wasm, engine, directory);
    assertThat(run(pvf, EngineParams.DEFAULT)).isInstanceOf(ExecutionOutcome.Finished.class);
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void aBranchTableOfThousandsOfTargetsIsExact(EngineKind engine) throws Exception {
    int targets = 5_000;
    int[] code = new int[3 + 4 + 1 + 2 + 2 + targets + 1 + 1 + 2 + 1 + 1];
    int n = 0;
    code[n++] = 0x02; // block
    code[n++] = 0x40;
    code[n++] = 0x41; // i32.const 4999
    code[n++] = 0x87;
    code[n++] = 0x27;
    code[n++] = 0x0e; // br_table 5000 times 0, default 0
    code[n++] = 0x88;
    code[n++] = 0x27;
    n += targets + 1;
    code[n++] = 0x0b;
    code[n++] = 0x42; // i64.const 0
    code[n++] = 0;
    byte[] wasm = finish(entry().function(0, java.util.Arrays.copyOf(code, n)), 0);
    LoadedPvf pvf = Guest.accepted(wasm, engine, directory);
    assertThat(run(pvf, EngineParams.DEFAULT)).isInstanceOf(ExecutionOutcome.Finished.class);
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void theMemoryLimitBelongsToTheExecution(EngineKind engine) throws Exception {
    // memory.grow 9 from one page, then trap if that failed
    byte[] wasm =
        finish(
            entry()
                .function(0, 0x41, 9, 0x40, 0, 0x41, 0x7f, 0x46, 0x04, 0x40, 0x00, 0x0b, 0x42, 0),
            0);
    LoadedPvf pvf = Guest.accepted(wasm, engine, directory);
    assertThat(run(pvf, withPages(10))).isInstanceOf(ExecutionOutcome.Finished.class);
    assertThat(run(pvf, withPages(9))).isInstanceOf(ExecutionOutcome.Trapped.class);
    assertThat(run(pvf, withPages(0))).isInstanceOf(ExecutionOutcome.NotConstructed.class);
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void nothingStaysFromOneCallToTheNext(EngineKind engine) throws Exception {
    LoadedPvf spy = Guest.accepted(Fixtures.hostile("spy"), engine, directory);
    ExecutionOutcome first = run(spy, EngineParams.DEFAULT);
    ExecutionOutcome second = run(spy, EngineParams.DEFAULT);
    assertThat(((ExecutionOutcome.Finished) second).result())
        .isEqualTo(((ExecutionOutcome.Finished) first).result());
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void nothingOfTheHostStaysEvenAfterATrapInTheMiddle(EngineKind engine) throws Exception {
    LoadedPvf spy = Guest.accepted(Fixtures.hostile("spy_host"), engine, directory);
    Guest.run(
        () -> {
          for (int call = 0; call < 6; call++) {
            byte[] params = {(byte) (call & 1), 7};
            ExecutionOutcome outcome = spy.execute(params, EngineParams.DEFAULT);
            if (call % 2 == 1) {
              assertThat(outcome).isInstanceOf(ExecutionOutcome.Trapped.class);
            } else {
              assertThat(((ExecutionOutcome.Finished) outcome).result())
                  .isEqualTo(new byte[] {16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
            }
          }
        });
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void anEllipticCurveFunctionIsAStubUntilTheSessionEnablesIt(EngineKind engine) throws Exception {
    byte[] wasm =
        finish(
            new WasmBuilder()
                .type(2, I32, I32, 1, I64)
                .type(1, I64, 1, I32)
                .importFunction("env", "ext_host_calls_bls12_381_final_exponentiation_version_1", 1)
                .memory()
                .function(0, 0x42, 0, 0x10, 0, 0x1a, 0x42, 0),
            1);
    LoadedPvf pvf = Guest.accepted(wasm, engine, directory);
    EngineParams d = EngineParams.DEFAULT;
    assertThat(run(pvf, d)).isInstanceOf(ExecutionOutcome.Trapped.class);
    EngineParams enabled =
        new EngineParams(d.maxMemoryPages(), d.stackLogicalMax(), d.stackNativeMax(), true);
    assertThat(run(pvf, enabled)).isInstanceOf(ExecutionOutcome.Finished.class);
  }

  @Test
  void e1E2AStackThatEndsBeforeTheCountedOneIsNoVerdict() throws Exception {
    LoadedPvf pvf = Guest.accepted(Fixtures.hostile("recurse"), EngineKind.INTERPRETER, directory);
    ExecutionOutcome[] outcome = new ExecutionOutcome[1];
    Thread small =
        new Thread(
            null, () -> outcome[0] = pvf.execute(new byte[3], EngineParams.DEFAULT), "s", 1 << 20);
    small.start();
    small.join();
    assertThat(outcome[0]).isInstanceOf(ExecutionOutcome.Undecided.class);
  }

  @Test
  void aFileThatIsNoArtifactIsRefusedByName() throws Exception {
    Path file = Files.write(directory.resolve("x.jar"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> Engine.load(file, EngineKind.CHICORY))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("not an artifact");
  }

  private static EngineParams withPages(int pages) {
    EngineParams d = EngineParams.DEFAULT;
    return new EngineParams(pages, d.stackLogicalMax(), d.stackNativeMax(), false);
  }

  private static PreparedArtifact prepared(byte[] code) {
    PrepareOutcome outcome = Preparer.prepare(code, EngineParams.DEFAULT);
    assertThat(outcome).isInstanceOf(PrepareOutcome.Prepared.class);
    return ((PrepareOutcome.Prepared) outcome).artifact();
  }
}
