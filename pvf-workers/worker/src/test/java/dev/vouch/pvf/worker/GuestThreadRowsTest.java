package dev.vouch.pvf.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame;
import dev.vouch.frames.Frame.ExecuteDone;
import dev.vouch.frames.Frame.ExecuteFailed;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Payload;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.pvf.engine.ArtifactFacts;
import dev.vouch.pvf.engine.Engine;
import dev.vouch.pvf.engine.EngineKind;
import dev.vouch.pvf.engine.EngineParams;
import dev.vouch.pvf.engine.ExecutionOutcome;
import dev.vouch.pvf.engine.LoadedPvf;
import dev.vouch.pvf.engine.PrepareOutcome;
import dev.vouch.pvf.engine.Preparer;
import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.wasm.WasmBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Rows P29, P33 and P35 of validation 6.2: what becomes of the thread that works. The reference
 * passes a payload that was encoded beforehand through a pipe and wakes waiting threads; here one
 * thread computes the answer, and an exhausted heap ends the process with an exit code.
 */
class GuestThreadRowsTest {
  /** Of a {@code ValidationResult} that is all zero: empty head, no code, no messages, 0 and 0. */
  private static final int RESULT_BYTES = 1 + 1 + 1 + 1 + 4 + 4;

  private static final byte[] INPUT =
      AdderState.genesis()
          .block(AdderState.genesisHead(), AdderState.STEP)
          .validationParams(AdderState.genesisHead(), 1, new byte[32]);

  private static Frame.ToHost run(LoadedPvf pvf) throws Exception {
    Frame.ExecuteJob job = new Frame.ExecuteJob(7, Payload.of(new byte[1]), JobInput.raw(INPUT));
    return new Executor.Run(pvf, job, Parameters.of(job.input()), EngineParams.DEFAULT).guest();
  }

  private static LoadedPvf throwing(Supplier<RuntimeException> failure) {
    return new LoadedPvf() {
      @Override
      public ArtifactFacts facts() {
        throw new UnsupportedOperationException("nobody asks");
      }

      @Override
      public Optional<String> unresolvedImport(EngineParams limits) {
        return Optional.empty();
      }

      @Override
      public ExecutionOutcome execute(List<ByteBuffer> params, EngineParams limits) {
        throw failure.get();
      }
    };
  }

  /** A guest that returns the smallest result and as many more bytes of its memory. */
  private static LoadedPvf padding(int more) {
    int length = RESULT_BYTES + more;
    byte[] wasm =
        new WasmBuilder()
            .type(2, 0x7f, 0x7f, 1, 0x7e)
            .memory()
            .function(
                0, 0x41, length & 0x7f | 0x80, length >> 7, 0xad, 0x42, 32, 0x86) // length << 32
            .globalI32(1024)
            .export("memory", 2, 0)
            .export("__heap_base", 3, 0)
            .export("validate_block", 0, 0)
            .build();
    PrepareOutcome outcome = Preparer.prepare(wasm, EngineParams.DEFAULT);
    return Engine.load(((PrepareOutcome.Prepared) outcome).artifact().bytes(), EngineKind.CHICORY);
  }

  /**
   * Validation PJ-13: bytes behind a result are tolerated, however many; nobody is told of them.
   */
  @Test
  void whatFollowsACandidatesResultIsLeftBehind() throws Exception {
    PersistedValidationData pvd =
        new PersistedValidationData(new HeadData(Bytes.EMPTY), 1, Hash.ZERO, 1024);
    JobInput candidate =
        Child.candidate(PersistedValidationData.CODEC.encodeToBytes(pvd).toArray(), new byte[1]);
    for (int more : new int[] {0, 1, 8_000}) {
      assertThat(result(padding(more), candidate)).as("%s more", more).hasSize(RESULT_BYTES);
      assertThat(result(padding(more), JobInput.raw(INPUT))).hasSize(RESULT_BYTES + more);
    }
  }

  private static byte[] result(LoadedPvf pvf, JobInput input) throws Exception {
    Frame.ExecuteJob job = new Frame.ExecuteJob(7, Payload.of(new byte[1]), input);
    Frame.ToHost answer =
        new Executor.Run(pvf, job, Parameters.of(input), EngineParams.DEFAULT).guest();
    assertThat(answer).isInstanceOf(ExecuteDone.class);
    return ((ExecuteDone) answer).result().array();
  }

  @Test
  void p29AnExhaustedHeapHasTheReferencesNumber() {
    assertThat(List.of(PrepareErrorKind.values()).indexOf(PrepareErrorKind.OUT_OF_MEMORY))
        .isEqualTo(8);
    assertThat(PrepareErrorKind.OUT_OF_MEMORY.deterministic()).isTrue();
  }

  @Test
  void p33WhatTheThreadComputesIsToldWithItsTime() throws Exception {
    PrepareOutcome outcome = Preparer.prepare(Fixtures.adder(), EngineParams.DEFAULT);
    byte[] artifact = ((PrepareOutcome.Prepared) outcome).artifact().bytes();
    assertThat(run(Engine.load(artifact, EngineKind.CHICORY)))
        .isInstanceOfSatisfying(
            ExecuteDone.class,
            done -> {
              assertThat(done.jobId()).isEqualTo(7);
              assertThat(done.guestCpuNanos()).isPositive();
            });
  }

  @Test
  void p35AThreadThatPanicsIsToldAndBlamesNobody() throws Exception {
    assertThat(run(throwing(() -> new IllegalStateException("a defect of ours"))))
        .isInstanceOfSatisfying(
            ExecuteFailed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(ExecuteErrorKind.INTERNAL);
              assertThat(failed.reason()).contains("a defect of ours");
              assertThat(failed.jobId()).isEqualTo(7);
            });
  }
}
