package dev.vouch.pvf.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame;
import dev.vouch.frames.Frame.ExecuteDone;
import dev.vouch.frames.Frame.ExecuteFailed;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Payload;
import dev.vouch.frames.PrepareErrorKind;
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

  @Test
  void p29AnExhaustedHeapHasTheReferencesNumber() {
    assertThat(PrepareErrorKind.values()[8]).isEqualTo(PrepareErrorKind.OUT_OF_MEMORY);
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
