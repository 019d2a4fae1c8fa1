package dev.vouch.pvf.host;

import static dev.vouch.pvf.host.TestPvf.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.fixtures.ParaBlock;
import dev.vouch.pvf.fixtures.ParaHead;
import dev.vouch.pvf.queue.PrepareResult;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guest does, and what the host makes of it. */
final class GuestRunsTest extends LiveHost {
  @Test
  void i31AGoodBlockGivesTheReferencesResult() throws Exception {
    RunOutcome.Returned done = (RunOutcome.Returned) run(Fixtures.adder(), TestPvf.adderParams());
    assertThat(done.result()).isEqualTo(TestPvf.adderResult());
    assertThat(done.cpuNanos()).isPositive();
  }

  @Test
  void i32AChainOfTenBlocksRunsInOneWarmProcess() throws Exception {
    theAdderStillRuns();
    ParaHead parent = AdderState.genesisHead();
    long sum = 0;
    for (int i = 0; i < 10; i++) {
      ParaBlock block = TestPvf.adderBlock(parent, sum, i);
      RunOutcome outcome = run(Fixtures.adder(), block.validationParams(parent, 1, TestPvf.ROOT));
      assertThat(outcome)
          .isInstanceOfSatisfying(
              RunOutcome.Returned.class,
              done -> {
                assertThat(done.result()).isEqualTo(Bytes.wrap(block.validationResult(1)));
                assertThat(done.cold()).isFalse();
              });
      parent = block.head();
      sum += i;
    }
  }

  @Test
  void i33ABadBlockIsInvalidAndTheSlotServesTheNextJob() throws Exception {
    ParaHead genesis = AdderState.genesisHead();
    byte[] params =
        TestPvf.adderBlock(genesis, 256, 256).validationParams(genesis, 1, TestPvf.ROOT);
    assertThat(run(Fixtures.adder(), params))
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            f -> assertThat(f.kind()).isEqualTo(ExecuteErrorKind.INVALID_CANDIDATE));
    theAdderStillRuns();
  }

  @ParameterizedTest
  @ValueSource(strings = {"trap", "recurse", "grow", "result_outside", "unknown_import_called"})
  void aGuestThatFailsIsInvalidAndTheSlotServesTheNextJob(String fixture) throws Exception {
    RunOutcome.Failed failed = failed(Fixtures.hostile(fixture));
    assertThat(failed.kind()).as(failed.reason()).isEqualTo(ExecuteErrorKind.INVALID_CANDIDATE);
    theAdderStillRuns();
  }

  @Test
  void aCandidateWhoseResultIsGarbageIsInvalid() throws Exception {
    PersistedValidationData data =
        new PersistedValidationData(new HeadData(Bytes.EMPTY), 1, Hash.ZERO, 4 << 20);
    BlobRef pov = pvf.put(PoV.CODEC.encodeToBytes(new PoV(Bytes.EMPTY)).toArray());
    RunRequest raw = pvf.run(Fixtures.hostile("garbage"), new byte[0]);
    RunRequest candidate =
        new RunRequest(
            raw.prep(),
            new RunInput.Candidate(data, pov, Optional.empty()),
            raw.cpuLimitMillis(),
            raw.preparePriority(),
            raw.kind(),
            raw.engine(),
            raw.jit(),
            false);
    assertThat(await(host.execute(candidate)))
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            f -> assertThat(f.kind()).isEqualTo(ExecuteErrorKind.INVALID_CANDIDATE));
    assertThat(await(host.execute(raw))).isInstanceOf(RunOutcome.Returned.class);
  }

  @Test
  void anArtifactThatCannotBeInstantiatedIsPossiblyInvalidAndGoes() throws Exception {
    byte[] wasm = Fixtures.hostile("start_traps");
    RunOutcome.Failed failed = failed(wasm);
    assertThat(failed.kind()).as(failed.reason()).isEqualTo(ExecuteErrorKind.RUNTIME_CONSTRUCTION);
    assertThat(directory.toFile().list())
        .noneMatch(name -> name.startsWith(pvf.code(wasm).code().hash().toHex()));
  }

  @Test
  void codeOutsideTheAcceptedLanguageIsAtFaultForEver() throws Exception {
    byte[] wasm = Fixtures.hostile("sign_extension");
    PrepareOutcome outcome = await(host.prepare(pvf.code(wasm)));
    assertThat(outcome.result())
        .isInstanceOfSatisfying(
            PrepareResult.Failure.class,
            f -> assertThat(f.error().kind()).isEqualTo(PrepareErrorKind.PREVALIDATION));
    assertThat(run(wasm, new byte[0])).isInstanceOf(RunOutcome.NotPrepared.class);
  }

  @Test
  void i7ACorruptedArtifactIsNoticedAndMadeAnew() throws Exception {
    byte[] wasm = Fixtures.hostile("imported_memory");
    PvfPrepData code = pvf.code(wasm);
    await(host.prepare(code));
    Files.writeString(artifactFile(wasm), "corrupted wasm");
    RunOutcome.Failed failed = failed(wasm);
    assertThat(failed.kind()).isEqualTo(ExecuteErrorKind.CORRUPTED_ARTIFACT);
    assertThat(await(host.prepare(code)).result()).isInstanceOf(PrepareResult.Success.class);
    assertThat(run(wasm, new byte[0])).isInstanceOf(RunOutcome.Returned.class);
  }

  @Test
  void theConfirmingRunTakesAFreshProcessUnderTheOtherJit() throws Exception {
    RunRequest request = pvf.run(Fixtures.adder(), TestPvf.adderParams());
    RunRequest confirming =
        new RunRequest(
            request.prep(),
            request.input(),
            request.cpuLimitMillis(),
            request.preparePriority(),
            request.kind(),
            EngineMode.COMPILED,
            Jit.TIERED,
            true);
    assertThat(await(host.execute(confirming)))
        .isInstanceOfSatisfying(
            RunOutcome.Returned.class,
            done -> {
              assertThat(done.result()).isEqualTo(TestPvf.adderResult());
              assertThat(done.cold()).isTrue();
            });
    assertThat(host.workerHello().orElseThrow().sandbox()).isNotEmpty();
  }

  @Test
  void theInterpreterAgrees() throws Exception {
    RunRequest request = pvf.run(Fixtures.adder(), TestPvf.adderParams());
    RunRequest interpreted =
        new RunRequest(
            request.prep(),
            request.input(),
            request.cpuLimitMillis(),
            request.preparePriority(),
            request.kind(),
            EngineMode.INTERPRETER,
            Jit.C1,
            false);
    assertThat(await(host.execute(interpreted)))
        .isInstanceOfSatisfying(
            RunOutcome.Returned.class,
            done -> assertThat(done.result()).isEqualTo(TestPvf.adderResult()));
  }
}
