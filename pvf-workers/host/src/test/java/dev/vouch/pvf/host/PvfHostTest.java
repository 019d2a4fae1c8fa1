package dev.vouch.pvf.host;

import static dev.vouch.pvf.host.TestPvf.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
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
import dev.vouch.pvf.fixtures.UndyingState;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.PrepareResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host with real worker processes. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PvfHostTest {
  private final TestPvf pvf = new TestPvf();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private Path directory;
  private PvfHost host;

  @BeforeAll
  void start(@TempDir Path fresh) throws IOException {
    directory = fresh;
    host = PvfHost.start(PvfHostConfig.defaults(directory), pvf, new PvfHostMeters(registry));
  }

  @AfterAll
  void nothingIsLeftBehind() {
    List<ProcessHandle> workers =
        host.workerPids().stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    assertThat(workers).isNotEmpty();
    host.close();
    assertThat(workers).noneMatch(ProcessHandle::isAlive);
    assertThat(host.workerPids()).isEmpty();
  }

  private RunOutcome run(byte[] wasm, byte[] params) throws Exception {
    return await(host.execute(pvf.run(wasm, params)));
  }

  private RunOutcome.Failed failed(byte[] wasm) throws Exception {
    RunOutcome outcome = run(wasm, new byte[0]);
    assertThat(outcome).isInstanceOf(RunOutcome.Failed.class);
    return (RunOutcome.Failed) outcome;
  }

  private void theAdderStillRuns() throws Exception {
    assertThat(run(Fixtures.adder(), TestPvf.adderParams()))
        .isInstanceOfSatisfying(
            RunOutcome.Returned.class,
            done -> assertThat(done.result()).isEqualTo(TestPvf.adderResult()));
  }

  private static byte[] undyingBlock(long tombstones) {
    UndyingState genesis = UndyingState.genesis();
    return genesis
        .block(genesis.genesisHead(), tombstones, 1)
        .validationParams(genesis.genesisHead(), 1, TestPvf.ROOT);
  }

  private Path artifactFile(byte[] wasm) throws IOException {
    String prefix = pvf.code(wasm).code().hash().toHex();
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }

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
  void aGuestThatNeverEndsIsInvalidAfterSeveralLimitsThoughItIsAlwaysCold() throws Exception {
    RunOutcome outcome = await(host.execute(pvf.run(Fixtures.halt(), new byte[0], 300)));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            f -> {
              assertThat(f.kind()).as(f.reason()).isEqualTo(ExecuteErrorKind.HARD_TIMEOUT);
              assertThat(f.cold()).isTrue();
              assertThat(f.cpuNanos())
                  .isBetween(
                      Duration.ofMillis(300 * PvfHostConfig.COLD_FACTOR).toNanos(),
                      Duration.ofMillis(300 * PvfHostConfig.COLD_FACTOR + 600).toNanos());
            });
    theAdderStillRuns();
  }

  /** Between one and six limits: what a cold run takes longer is not the candidate's fault. */
  @Test
  void aColdGuestThatComesToAnEndLateIsRunAgainWarm() throws Exception {
    byte[] params = undyingBlock(30_000_000);
    RunOutcome.Returned cold = (RunOutcome.Returned) run(Fixtures.undying(), params);
    long limit = Math.max(1, cold.cpuNanos() / 2_000_000);
    try (PvfHost fresh =
        PvfHost.start(
            PvfHostConfig.defaults(directory).withSlots(1).withSpares(0),
            pvf,
            new PvfHostMeters(new SimpleMeterRegistry()))) {
      RunOutcome outcome = await(fresh.execute(pvf.run(Fixtures.undying(), params, limit)));
      if (outcome instanceof RunOutcome.Returned warm) {
        assertThat(warm.cold()).isFalse();
        assertThat(warm.cpuNanos()).isLessThanOrEqualTo(limit * 1_000_000);
      } else {
        RunOutcome.Failed failed = (RunOutcome.Failed) outcome;
        assertThat(failed.kind()).isEqualTo(ExecuteErrorKind.HARD_TIMEOUT);
        assertThat(failed.cold()).as(failed.reason()).isFalse();
      }
    }
  }

  @Test
  void aWarmGuestThatTakesTooLongIsInvalid() throws Exception {
    run(Fixtures.undying(), undyingBlock(1_000));
    RunOutcome outcome =
        await(host.execute(pvf.run(Fixtures.undying(), TestPvf.undyingForHours(), 300)));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            f -> {
              assertThat(f.kind()).as(f.reason()).isEqualTo(ExecuteErrorKind.HARD_TIMEOUT);
              assertThat(f.cold()).isFalse();
            });
    theAdderStillRuns();
  }

  @Test
  void aGuestThatAllocatesForEverIsStopped() throws Exception {
    RunOutcome outcome =
        await(host.execute(pvf.run(Fixtures.hostile("grow_for_ever"), new byte[0], 300)));
    assertThat(outcome).isInstanceOf(RunOutcome.Failed.class);
    theAdderStillRuns();
  }

  @Test
  void aWorkerKilledFromOutsideCouldNotDecide() throws Exception {
    CompletableFuture<RunOutcome> running =
        host.execute(pvf.run(Fixtures.undying(), TestPvf.undyingForHours(), 60_000));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> killBusyWorker(Duration.ofMillis(1_500)));
    assertThat(await(running))
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            f -> {
              assertThat(f.kind()).as(f.reason()).isEqualTo(ExecuteErrorKind.INTERNAL);
              assertThat(f.reason()).contains("SIGKILL");
            });
    theAdderStillRuns();
  }

  @Test
  void workersThatAreKilledWhileIdleAreNotFeltByTheNextJob() throws Exception {
    for (int i = 0; i < 3; i++) {
      theAdderStillRuns();
      host.workerPids().stream()
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .forEach(ProcessHandle::destroyForcibly);
      theAdderStillRuns();
    }
  }

  /**
   * Kills every worker; true if one of them had used so much CPU time that it must be running the
   * guest.
   */
  private boolean killBusyWorker(Duration cpu) {
    List<ProcessHandle> workers =
        host.workerPids().stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    boolean busy =
        workers.stream()
            .anyMatch(w -> w.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(cpu) > 0);
    if (busy) {
      workers.forEach(ProcessHandle::destroyForcibly);
    }
    return busy;
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

  @Test
  void aHeadsUpLeavesASlotWithTheArtifactWarmOnceABlockIsKnown(@TempDir Path own) throws Exception {
    PvfHostConfig config = PvfHostConfig.defaults(own).withSlots(1).withSpares(0);
    PvfPrepData code = pvf.code(Fixtures.undying());
    try (PvfHost fresh = PvfHost.start(config, pvf, new PvfHostMeters(registry))) {
      fresh.headsUp(code);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(fresh.heldArtifacts()).hasSize(1));
      assertThat(fresh.warmArtifacts()).as("nothing has run that would warm it up").isEmpty();
      await(fresh.execute(pvf.run(Fixtures.undying(), undyingBlock(1_000))));
      assertThat(fresh.warmArtifacts())
          .extracting(ArtifactId::codeHash)
          .containsExactly(code.code().hash());
      // A process that is lost is replaced by one that has run the remembered block.
      await(fresh.execute(pvf.run(Fixtures.undying(), TestPvf.undyingForHours(), 50)));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(fresh.warmArtifacts())
                      .extracting(ArtifactId::codeHash)
                      .containsExactly(code.code().hash()));
    }
  }

  @Test
  void closingAnswersWhatWaitsWithoutBlamingAnybody(@TempDir Path own) throws Exception {
    PvfHostConfig config = PvfHostConfig.defaults(own).withSlots(1).withSpares(0);
    PvfHost fresh = PvfHost.start(config, pvf, new PvfHostMeters(registry));
    CompletableFuture<RunOutcome> waiting =
        fresh.execute(pvf.run(Fixtures.adder(), TestPvf.adderParams()));
    fresh.close();
    RunOutcome outcome = await(waiting);
    assertThat(PvfAnswers.answer(outcome)).isInstanceOf(ExecuteAnswer.Internal.class);
    assertThat(fresh.workerPids()).isEmpty();
  }

  @Test
  void aSecondHostInTheDirectoryPreparesNothingAgain(@TempDir Path shared) throws Exception {
    PvfHostConfig config = PvfHostConfig.defaults(shared).withSlots(1).withSpares(0);
    PvfHostMeters meters = new PvfHostMeters(registry);
    try (PvfHost first = PvfHost.start(config, pvf, meters);
        PvfHost second = PvfHost.start(config, pvf, meters)) {
      CompletableFuture<PrepareOutcome> one = first.prepare(pvf.code(Fixtures.adder()));
      CompletableFuture<PrepareOutcome> two = second.prepare(pvf.code(Fixtures.adder()));
      assertThat(Stream.of(await(one), await(two)).filter(PvfHostTest::worked)).hasSize(1);
    }
    try (PvfHost later = PvfHost.start(config, pvf, meters)) {
      assertThat(worked(await(later.prepare(pvf.code(Fixtures.adder()))))).isFalse();
      assertThat(await(later.execute(pvf.run(Fixtures.adder(), TestPvf.adderParams()))))
          .isInstanceOf(RunOutcome.Returned.class);
    }
  }

  private static boolean worked(PrepareOutcome outcome) {
    return outcome.result() instanceof PrepareResult.Success(var artifact, var stats)
        && stats.isPresent();
  }
}
