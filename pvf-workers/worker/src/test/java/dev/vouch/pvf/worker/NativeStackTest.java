package dev.vouch.pvf.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.Frame;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.frames.Frame.ExecuteDone;
import dev.vouch.frames.Frame.ExecuteFailed;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Payload;
import dev.vouch.primitives.ExecutorParam;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.engine.PrepareOutcome;
import dev.vouch.pvf.engine.PreparedArtifact;
import dev.vouch.pvf.engine.Preparer;
import dev.vouch.pvf.wasm.WasmBuilder;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code StackNativeMax} and {@code StackLogicalMax} (validation 2.3, PJ-12, WX-15): how large the
 * stack of a guest's thread is, and that on it the counted stack ends first, at the exact frame,
 * for the smallest and the largest limit, with the smallest native stack that the consistency rule
 * admits.
 */
class NativeStackTest {
  private static final long MIB = 1L << 20;

  /** Of a function that calls itself with one number less, and of its thunk. */
  private static final int FRAME_COST = 4;

  @ParameterizedTest
  @CsvSource({
    "-1, 258", // the default and 2 MiB
    "0, 258",
    "16777216, 258",
    "268435455, 258",
    "268435456, 258",
    "314572800, 302",
    "1073741824, 1026",
    "1073741825, 1026",
    "4294967295, 1026"
  })
  void theStackIsWhatTheParameterSaysAndNeverLessThanTheDefault(long parameter, long mebibytes)
      throws Exception {
    List<ExecutorParam> params =
        parameter < 0 ? List.of() : List.of(new ExecutorParam.StackNativeMax(parameter));
    assertThat(run(artifact(65_536), new ExecutorParams(params), 1).stackBytes())
        .isEqualTo(mebibytes * MIB);
  }

  @ParameterizedTest
  @CsvSource({"1024, COMPILED", "1024, INTERPRETER", "131072, COMPILED", "131072, INTERPRETER"})
  void theCountedStackEndsFirstAtTheExactFrame(int logical, EngineMode mode) throws Exception {
    ExecutorParams params =
        new ExecutorParams(
            List.of(
                new ExecutorParam.StackLogicalMax(logical),
                new ExecutorParam.StackNativeMax(128L * logical)));
    PreparedArtifact artifact = artifact(logical);
    // The entry costs 4 and each frame 4, the last one's included.
    int deepest = logical / FRAME_COST - 1;
    assertThat(onItsThread(artifact, mode, params, deepest)).isInstanceOf(ExecuteDone.class);
    assertThat(onItsThread(artifact, mode, params, deepest + 1))
        .isInstanceOfSatisfying(
            ExecuteFailed.class, failed -> assertThat(failed.reason()).contains("unreachable"));
  }

  /** Recursion as deep as the first four bytes of the parameters say. */
  private static PreparedArtifact artifact(int logical) {
    byte[] wasm =
        new WasmBuilder()
            .type(2, 0x7f, 0x7f, 1, 0x7e)
            .type(1, 0x7f, 0)
            .memory()
            .function(0, 0x20, 0, 0x28, 2, 0, 0x10, 1, 0x42, 0, 0x1a, 0x42, 0)
            // if (n - 1 != 0) self(n - 1)
            .function(1, 0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x04, 0x40, 0x20, 0, 0x10, 1, 0x0b)
            .globalI32(1024)
            .export("memory", 2, 0)
            .export("__heap_base", 3, 0)
            .export("validate_block", 0, 0)
            .build();
    ExecutorParams params = new ExecutorParams(List.of(new ExecutorParam.StackLogicalMax(logical)));
    return switch (Preparer.prepare(wasm, Parameters.engine(params))) {
      case PrepareOutcome.Prepared(PreparedArtifact artifact) -> artifact;
      case PrepareOutcome.Rejected rejected -> throw new AssertionError(rejected);
    };
  }

  private static Executor.Run run(
      PreparedArtifact artifact, EngineMode mode, ExecutorParams params, int depth) {
    Payload bytes = Payload.of(artifact.bytes());
    Payload digest = Payload.of(Digests.sha256(artifact.bytes()));
    Executor.Loading loading = Executor.load(new Frame.LoadArtifact(bytes, digest, mode));
    byte[] input = {(byte) depth, (byte) (depth >> 8), (byte) (depth >> 16), (byte) (depth >> 24)};
    Frame.ExecuteJob job =
        new Frame.ExecuteJob(
            1,
            Payload.of(ExecutorParams.CODEC.encodeToBytes(params).toArray()),
            JobInput.raw(input));
    return ((Executor.Input.Ready) ((Executor.Loading.Ready) loading).executor().prepare(job))
        .run();
  }

  private static Executor.Run run(PreparedArtifact artifact, ExecutorParams params, int depth) {
    return run(artifact, EngineMode.COMPILED, params, depth);
  }

  private static Frame.ToHost onItsThread(
      PreparedArtifact artifact, EngineMode mode, ExecutorParams params, int depth)
      throws InterruptedException, ExecutionException {
    Executor.Run run = run(artifact, mode, params, depth);
    FutureTask<Frame.ToHost> answer = new FutureTask<>(run::guest);
    new Thread(null, answer, "guest", run.stackBytes()).start();
    return answer.get();
  }
}
