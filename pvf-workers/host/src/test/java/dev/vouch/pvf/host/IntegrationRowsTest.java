package dev.vouch.pvf.host;

import static dev.vouch.pvf.host.TestPvf.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.crypto.MaybeCompressedBlob;
import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorHostFunction;
import dev.vouch.primitives.ExecutorParam;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.queue.PrepareResult;
import dev.vouch.pvf.queue.PvfLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows I of validation 6.4, and P55 and P56 of 6.2, with real worker processes. Limits of time are
 * scaled down from the reference's six seconds. The host has the reference's policy: a limit that
 * was reached decides, however cold the process was.
 *
 * <p>Where rows tell of the reference's two levels of processes, a worker and its job, there is one
 * process here, so the rows of the one and of the other have one outcome.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IntegrationRowsTest {
  private static final int MEBIBYTE = 1 << 20;

  /** Of the worker's threads the JVM's own are many; no job makes more. */
  private static final int MOST_THREADS = 40;

  private final TestPvf pvf = new TestPvf();
  private final PvfHostMeters meters = new PvfHostMeters(new SimpleMeterRegistry());
  private Path directory;
  private PvfHost host;

  @BeforeAll
  void start(@TempDir Path fresh) throws IOException {
    directory = fresh.resolve("not").resolve("there yet");
    host = PvfHost.start(config(directory, 2, 2), pvf, meters);
  }

  @AfterAll
  void nothingIsLeftBehind() {
    List<ProcessHandle> workers =
        host.workerPids().stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    host.close();
    assertThat(workers).noneMatch(ProcessHandle::isAlive);
  }

  private static PvfHostConfig config(Path directory, int slots, int prepareHardLimit) {
    PvfLimits d = PvfLimits.defaults();
    PvfLimits limits =
        new PvfLimits(
            1,
            prepareHardLimit,
            d.failureCooldownMillis(),
            d.maxPrepareRetries(),
            d.cacheLimitBytes(),
            d.minimumStaleMillis(),
            d.keepWaitingMillis(),
            d.maxWaiting(),
            d.maxArtifacts());
    return new PvfHostConfig(
        directory, slots, 0, 1_000, Jit.C1, false, false, false, 1, false, limits);
  }

  private PvfPrepData code(
      byte[] wasm, PrepKind kind, long timeoutMillis, ExecutorParam... params) {
    return new PvfPrepData(
        pvf.put(wasm), new ExecutorParams(List.of(params)), 30 * MEBIBYTE, timeoutMillis, kind);
  }

  private PvfPrepData code(byte[] wasm, ExecutorParam... params) {
    return code(wasm, PrepKind.COMPILATION, 60_000, params);
  }

  private RunRequest request(PvfPrepData code, RunInput input, long cpuLimitMillis) {
    RunRequest any = pvf.run(Fixtures.halt(), new byte[0], cpuLimitMillis);
    return new RunRequest(
        code,
        input,
        cpuLimitMillis,
        any.preparePriority(),
        any.kind(),
        any.engine(),
        any.jit(),
        false);
  }

  private CompletableFuture<RunOutcome> run(PvfPrepData code, long cpuLimitMillis) {
    return host.execute(request(code, new RunInput.Raw(Bytes.EMPTY), cpuLimitMillis));
  }

  private CompletableFuture<RunOutcome> halt(long cpuLimitMillis, ExecutorParam... params) {
    return run(code(Fixtures.halt(), params), cpuLimitMillis);
  }

  private static RunOutcome.Failed failed(RunOutcome outcome) {
    assertThat(outcome).isInstanceOf(RunOutcome.Failed.class);
    return (RunOutcome.Failed) outcome;
  }

  private static void timedOut(RunOutcome outcome) {
    RunOutcome.Failed failed = failed(outcome);
    assertThat(failed.kind()).as(failed.reason()).isEqualTo(ExecuteErrorKind.HARD_TIMEOUT);
    assertThat(PvfAnswers.answer(outcome)).isInstanceOf(ExecuteAnswer.Invalid.class);
  }

  private PrepareErrorKind prepareFails(PvfPrepData code) throws Exception {
    PrepareOutcome outcome = await(host.prepare(code));
    assertThat(outcome.result()).isInstanceOf(PrepareResult.Failure.class);
    return ((PrepareResult.Failure) outcome.result()).error().kind();
  }

  private void prepares(PvfPrepData code) throws Exception {
    assertThat(await(host.prepare(code)).result()).isInstanceOf(PrepareResult.Success.class);
  }

  private List<Path> artifacts(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files.filter(f -> f.getFileName().toString().endsWith(".pvf")).sorted().toList();
    }
  }

  private Path artifact(byte[] wasm) throws IOException {
    String prefix = pvf.code(wasm).code().hash().toHex();
    return artifacts(directory).stream()
        .filter(f -> f.getFileName().toString().startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }

  /** Another module each time, so that each test has an artifact of its own. */
  private static byte[] variant(byte[] wasm, int number) {
    byte[] section = {0, 5, 3, 'r', 'o', 'w', (byte) number};
    return Bytes.concat(Bytes.wrap(wasm), Bytes.wrap(section)).toArray();
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", name, String.valueOf(pid)).start().waitFor()).isZero();
  }

  /** Waits for a worker that has computed for that long since {@code before}. */
  private long busyWorker(Map<Long, Duration> before, Duration cpu) {
    return Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(60))
        .until(() -> busyWorkers(before, cpu).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  private Stream<Long> busyWorkers(Map<Long, Duration> before, Duration cpu) {
    return host.workerPids().stream()
        .filter(
            pid -> cpuOf(pid).minus(before.getOrDefault(pid, Duration.ZERO)).compareTo(cpu) > 0);
  }

  /** The CPU time of each worker until now. */
  private Map<Long, Duration> cpuTimes() {
    return host.workerPids().stream()
        .collect(Collectors.toMap(Function.identity(), IntegrationRowsTest::cpuOf));
  }

  private static Duration cpuOf(long pid) {
    return ProcessHandle.of(pid).flatMap(p -> p.info().totalCpuDuration()).orElse(Duration.ZERO);
  }

  private static long threads(long pid) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      return tasks.count();
    }
  }

  @Test
  void i1APreparationEndsAtItsTimeLimit() throws Exception {
    long start = System.nanoTime();
    PvfPrepData code = code(variant(Fixtures.compilesForEver(), 1), PrepKind.PRECHECKING, 600);
    assertThat(prepareFails(code)).isEqualTo(PrepareErrorKind.TIMED_OUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(600));
  }

  /** Sibling of I1. */
  @Test
  void anExecutionEndsAtItsTimeLimit() throws Exception {
    long start = System.nanoTime();
    RunOutcome outcome = await(halt(300));
    timedOut(outcome);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    assertThat(failed(outcome).cpuNanos()).isGreaterThan(Duration.ofMillis(300).toNanos());
  }

  @Test
  void i3ExecutionsRunAtTheSameTime() throws Exception {
    prepares(code(Fixtures.halt()));
    Map<Long, Duration> before = cpuTimes();
    CompletableFuture<RunOutcome> one = halt(60_000);
    CompletableFuture<RunOutcome> two = halt(60_000);
    List<Long> both =
        Awaitility.await()
            .pollInterval(Duration.ofMillis(10))
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> busyWorkers(before, Duration.ofMillis(900)).toList(),
                busy -> busy.size() == 2);
    for (long pid : both) {
      signal("-KILL", pid);
    }
    failed(await(one));
    failed(await(two));
  }

  @Test
  void i4TheQueueGoesOnAfterWorkersHaveDied() throws Exception {
    prepares(code(Fixtures.halt()));
    List<CompletableFuture<RunOutcome>> runs = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      runs.add(halt(150));
    }
    for (CompletableFuture<RunOutcome> run : runs) {
      timedOut(await(run));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("three generations of workers")
        .isGreaterThan(Duration.ofMillis(450));
  }

  @Test
  void i5TheQueueGoesOnWithVaryingExecutorParameters() throws Exception {
    List<CompletableFuture<RunOutcome>> runs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      runs.add(i % 3 == 0 ? halt(150) : halt(150, new ExecutorParam.StackLogicalMax(1024)));
    }
    for (CompletableFuture<RunOutcome> run : runs) {
      timedOut(await(run));
    }
  }

  /** Sibling of I5 and I7: what is gone is made again, and nobody is blamed. */
  @Test
  void aDeletedArtifactIsNoDispute() throws Exception {
    byte[] wasm = variant(Fixtures.hostile("imported_memory"), 6);
    prepares(code(wasm));
    Files.delete(artifact(wasm));
    assertThat(await(run(code(wasm), 2_000))).isInstanceOf(RunOutcome.Returned.class);
    assertThat(artifact(wasm)).exists();
  }

  @Test
  void i7ACorruptedArtifactIsNoDispute() throws Exception {
    byte[] wasm = variant(Fixtures.hostile("imported_memory"), 7);
    prepares(code(wasm));
    Files.writeString(artifact(wasm), "corrupted wasm");
    RunOutcome outcome = await(run(code(wasm), 2_000));
    assertThat(failed(outcome).kind()).isEqualTo(ExecuteErrorKind.CORRUPTED_ARTIFACT);
    assertThat(PvfAnswers.answer(outcome)).isInstanceOf(ExecuteAnswer.PossiblyInvalid.class);
    prepares(code(wasm));
    assertThat(Files.size(artifact(wasm))).isGreaterThan(100);
  }

  @Test
  void i36ACorruptedArtifactWithAMatchingDigestIsNoDispute() throws Exception {
    byte[] wasm = variant(Fixtures.hostile("imported_memory"), 36);
    prepares(code(wasm));
    Path file = artifact(wasm);
    byte[] rubbish = "corrupted wasm".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rubbish));
    String name = file.getFileName().toString();
    Path forged =
        file.resolveSibling(name.substring(0, name.lastIndexOf('-') + 1) + digest + ".pvf");
    Files.delete(file);
    Files.write(forged, rubbish);
    // A host that finds the file at its start takes it for what its name says.
    try (PvfHost other = PvfHost.start(config(directory, 1, 1), pvf, meters)) {
      RunOutcome outcome =
          await(other.execute(request(code(wasm), new RunInput.Raw(Bytes.EMPTY), 2_000)));
      assertThat(failed(outcome).kind()).isEqualTo(ExecuteErrorKind.RUNTIME_CONSTRUCTION);
      assertThat(PvfAnswers.answer(outcome)).isInstanceOf(ExecuteAnswer.PossiblyInvalid.class);
      assertThat(await(other.prepare(code(wasm))).result())
          .isInstanceOf(PrepareResult.Success.class);
    }
    assertThat(forged).doesNotExist();
  }

  /**
   * The reference begins with an empty cache; here artifacts survive a start, verified by the
   * digest in their name, and only remains of a crash go.
   */
  @Test
  void i8WhatIsPreparedSurvivesAStart(@TempDir Path own) throws Exception {
    try (PvfHost first = PvfHost.start(config(own, 1, 1), pvf, meters)) {
      await(first.prepare(code(Fixtures.halt())));
    }
    List<Path> before = artifacts(own);
    assertThat(before).hasSize(1);
    try (PvfHost second = PvfHost.start(config(own, 1, 1), pvf, meters)) {
      PrepareOutcome again = await(second.prepare(code(Fixtures.halt())));
      assertThat(again.result())
          .isInstanceOfSatisfying(
              PrepareResult.Success.class, s -> assertThat(s.stats()).isEmpty());
    }
    assertThat(artifacts(own)).isEqualTo(before);
  }

  @Test
  void i11PreparationsRunOneAfterTheOther(@TempDir Path own) throws Exception {
    try (PvfHost one = PvfHost.start(config(own, 1, 1), pvf, meters)) {
      CompletableFuture<PrepareOutcome> adder = one.prepare(code(Fixtures.adder()));
      CompletableFuture<PrepareOutcome> halt = one.prepare(code(Fixtures.halt()));
      assertThat(await(adder).result()).isInstanceOf(PrepareResult.Success.class);
      assertThat(await(halt).result()).isInstanceOf(PrepareResult.Success.class);
    }
  }

  @Test
  void i13ADirectoryThatIsNotThereIsMade() throws Exception {
    assertThat(directory).isDirectory();
    prepares(code(Fixtures.adder(), PrepKind.PRECHECKING));
  }

  private PvfPrepData code(byte[] wasm, PrepKind kind) {
    return code(wasm, kind, 60_000);
  }

  /** Sibling of I15. */
  @Test
  void nothingIsPreparedAgainForParametersThatDoNotMatterToIt() throws Exception {
    byte[] wasm = variant(Fixtures.hostile("imported_memory"), 14);
    prepares(code(wasm));
    int before = artifacts(directory).size();
    for (ExecutorParam param :
        List.of(
            new ExecutorParam.MaxMemoryPages(10),
            new ExecutorParam.StackNativeMax(300L << 20),
            new ExecutorParam.PrecheckingMaxMemory(300L << 20),
            new ExecutorParam.PvfPrepTimeout(dev.vouch.primitives.PvfPrepKind.PREPARE, 60_000),
            new ExecutorParam.PvfExecTimeout(dev.vouch.primitives.PvfExecKind.BACKING, 1_500),
            new ExecutorParam.EnabledHostFunction(ExecutorHostFunction.ECC_RFC_163))) {
      PrepareOutcome again = await(host.prepare(code(wasm, param)));
      assertThat(again.result()).as("%s", param).isInstanceOf(PrepareResult.Success.class);
      assertThat(await(run(code(wasm, param), 2_000)))
          .as("%s", param)
          .isInstanceOf(RunOutcome.Returned.class);
    }
    assertThat(artifacts(directory)).hasSize(before);
  }

  @Test
  void i15AnotherStackLimitMakesAnotherArtifact() throws Exception {
    byte[] wasm = variant(Fixtures.hostile("recurse"), 15);
    prepares(code(wasm));
    int before = artifacts(directory).size();
    prepares(code(wasm, new ExecutorParam.StackLogicalMax(1024)));
    assertThat(artifacts(directory)).hasSize(before + 1);
  }

  private byte[] compressedZeros(int length) {
    return MaybeCompressedBlob.compress(Bytes.wrap(new byte[length]), length)
        .orElseThrow()
        .toArray();
  }

  @Test
  void i16CodeThatDecompressesBeyondTheLimitFailsThePreCheck() throws Exception {
    byte[] bomb = compressedZeros(30 * MEBIBYTE + 1);
    assertThat(prepareFails(code(bomb, PrepKind.PRECHECKING)))
        .isEqualTo(PrepareErrorKind.COULD_NOT_DECOMPRESS_CODE_BLOB);
    assertThat(prepareFails(code(compressedZeros(30 * MEBIBYTE), PrepKind.PRECHECKING)))
        .as("at the limit it decompresses, and is no module")
        .isEqualTo(PrepareErrorKind.PREVALIDATION);
  }

  @Test
  void i17CodeThatDecompressesBeyondTheLimitFailsTheValidation() throws Exception {
    RunOutcome outcome = await(run(code(compressedZeros(30 * MEBIBYTE + 1)), 2_000));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            RunOutcome.NotPrepared.class,
            n ->
                assertThat(n.error().kind())
                    .isEqualTo(PrepareErrorKind.COULD_NOT_DECOMPRESS_CODE_BLOB));
    assertThat(PvfAnswers.answer(outcome)).isInstanceOf(ExecuteAnswer.PreparationFailed.class);
  }

  private RunOutcome candidate(byte[] blockData) throws Exception {
    PersistedValidationData data =
        new PersistedValidationData(new HeadData(Bytes.EMPTY), 1, Hash.ZERO, 4 * MEBIBYTE);
    byte[] pov = PoV.CODEC.encodeToBytes(new PoV(Bytes.wrap(blockData))).toArray();
    RunInput input = new RunInput.Candidate(data, pvf.put(pov), Optional.empty());
    return await(host.execute(request(code(Fixtures.hostile("trap")), input, 2_000)));
  }

  /** Sibling of I16 and I17; AL-9 is the second bound. */
  @Test
  void aBlockThatDecompressesBeyondTheLimitIsInvalid() throws Exception {
    RunOutcome.Failed bomb = failed(candidate(compressedZeros(40 * MEBIBYTE + 1)));
    assertThat(bomb.kind()).isEqualTo(ExecuteErrorKind.POV_DECOMPRESSION_FAILURE);
    RunOutcome.Failed large = failed(candidate(compressedZeros(33 * MEBIBYTE)));
    assertThat(large.kind()).isEqualTo(ExecuteErrorKind.INVALID_CANDIDATE);
    assertThat(large.reason()).contains("too large");
  }

  /** One process prepares, so this is also I27: the job of a prepare worker is killed. */
  @Test
  void i25I27APrepareWorkerThatIsKilledBlamesNobody() throws Exception {
    Map<Long, Duration> before = cpuTimes();
    CompletableFuture<PrepareOutcome> running =
        host.prepare(code(variant(Fixtures.compilesForEver(), 25)));
    signal("-KILL", busyWorker(before, Duration.ofMillis(700)));
    assertThat(await(running).result())
        .isInstanceOfSatisfying(
            PrepareResult.Failure.class,
            f -> {
              assertThat(f.error().kind()).isEqualTo(PrepareErrorKind.IO_ERR);
              assertThat(f.error().reason()).contains("received signal: SIGKILL");
              assertThat(f.error().kind().deterministic()).isFalse();
            });
  }

  /**
   * The reference calls every death ambiguous and in the end votes against; a signal from outside
   * says nothing about the candidate, so here it is internal.
   */
  @Test
  void i26I28AnExecuteWorkerThatIsKilledFromOutsideBlamesNobody() throws Exception {
    prepares(code(Fixtures.halt()));
    Map<Long, Duration> before = cpuTimes();
    CompletableFuture<RunOutcome> running = halt(60_000);
    signal("-KILL", busyWorker(before, Duration.ofMillis(900)));
    RunOutcome.Failed failed = failed(await(running));
    assertThat(failed.kind()).as(failed.reason()).isEqualTo(ExecuteErrorKind.INTERNAL);
    assertThat(failed.reason()).contains("received signal: SIGKILL");
  }

  /** Sibling of I28: a crash may be the guest's doing. */
  @Test
  void anExecuteWorkerThatCrashesIsAmbiguous() throws Exception {
    prepares(code(Fixtures.halt()));
    Map<Long, Duration> before = cpuTimes();
    CompletableFuture<RunOutcome> running = halt(60_000);
    signal("-SEGV", busyWorker(before, Duration.ofMillis(900)));
    RunOutcome outcome = await(running);
    assertThat(failed(outcome).kind())
        .as(failed(outcome).reason())
        .isEqualTo(ExecuteErrorKind.AMBIGUOUS_WORKER_DEATH);
    assertThat(PvfAnswers.answer(outcome)).isInstanceOf(ExecuteAnswer.PossiblyInvalid.class);
  }

  /** The reference has one thread in its worker and four in its job; a JVM has its own. */
  @Test
  void i29APrepareWorkerHasABoundedNumberOfThreads() throws Exception {
    Map<Long, Duration> before = cpuTimes();
    CompletableFuture<PrepareOutcome> running =
        host.prepare(code(variant(Fixtures.compilesForEver(), 29)));
    long pid = busyWorker(before, Duration.ofMillis(700));
    assertThat(threads(pid)).isBetween(5L, (long) MOST_THREADS);
    signal("-KILL", pid);
    await(running);
  }

  /** Sibling of I29. */
  @Test
  void anExecuteWorkerHasABoundedNumberOfThreads() throws Exception {
    prepares(code(Fixtures.halt()));
    Map<Long, Duration> before = cpuTimes();
    CompletableFuture<RunOutcome> running = halt(60_000);
    long pid = busyWorker(before, Duration.ofMillis(900));
    assertThat(threads(pid)).isBetween(5L, (long) MOST_THREADS);
    signal("-KILL", pid);
    await(running);
  }

  /** Sibling of I32 and I35. */
  @Test
  void manyExecutionsAtOnceAreAllRight() throws Exception {
    List<CompletableFuture<RunOutcome>> runs = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      byte[] params =
          TestPvf.adderBlock(AdderState.genesisHead(), 0, i)
              .validationParams(AdderState.genesisHead(), 1, TestPvf.ROOT);
      runs.add(host.execute(pvf.run(Fixtures.adder(), params)));
    }
    for (int i = 0; i < 60; i++) {
      Bytes expected =
          Bytes.wrap(TestPvf.adderBlock(AdderState.genesisHead(), 0, i).validationResult(1));
      assertThat(await(runs.get(i)))
          .isInstanceOfSatisfying(
              RunOutcome.Returned.class, done -> assertThat(done.result()).isEqualTo(expected));
    }
  }

  @Test
  void i35ExecutionsRunOneAfterTheOther(@TempDir Path own) throws Exception {
    try (PvfHost one = PvfHost.start(config(own, 1, 1), pvf, meters)) {
      List<CompletableFuture<RunOutcome>> runs = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        runs.add(one.execute(pvf.run(Fixtures.adder(), TestPvf.adderParams())));
      }
      for (CompletableFuture<RunOutcome> run : runs) {
        assertThat(await(run))
            .isInstanceOfSatisfying(
                RunOutcome.Returned.class,
                done -> assertThat(done.result()).isEqualTo(TestPvf.adderResult()));
      }
      assertThat(one.workerPids()).hasSize(1);
    }
  }

  @Test
  void p55WhatIsNotWhatWasStoredIsNeverLoaded() throws Exception {
    byte[] wasm = variant(Fixtures.hostile("imported_memory"), 55);
    prepares(code(wasm));
    byte[] bytes = Files.readAllBytes(artifact(wasm));
    bytes[bytes.length / 2] ^= 1;
    Files.write(artifact(wasm), bytes);
    assertThat(failed(await(run(code(wasm), 2_000))).kind())
        .as("a flipped bit")
        .isEqualTo(ExecuteErrorKind.CORRUPTED_ARTIFACT);
    prepares(code(wasm));
    Files.write(artifact(wasm), java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(failed(await(run(code(wasm), 2_000))).kind())
        .as("a file cut short")
        .isEqualTo(ExecuteErrorKind.CORRUPTED_ARTIFACT);
    prepares(code(wasm));
    Files.delete(artifact(wasm));
    assertThat(await(run(code(wasm), 2_000)))
        .as("a missing file is prepared anew")
        .isInstanceOf(RunOutcome.Returned.class);
  }

  private int pages(int maxMemoryPages) throws Exception {
    PvfPrepData code =
        code(Fixtures.hostile("grow_and_tell"), new ExecutorParam.MaxMemoryPages(maxMemoryPages));
    RunOutcome outcome = await(run(code, 20_000));
    assertThat(outcome).isInstanceOf(RunOutcome.Returned.class);
    Bytes result = ((RunOutcome.Returned) outcome).result();
    return result.at(12) | result.at(13) << 8 | result.at(14) << 16;
  }

  /** 8192 is what live networks have used. */
  @Test
  void p56OneArtifactRunsUnderEachSessionsMemoryLimit() throws Exception {
    assertThat(pages(10)).isEqualTo(42);
    int before = artifacts(directory).size();
    assertThat(pages(100)).isEqualTo(132);
    assertThat(pages(8192)).isEqualTo(8224);
    assertThat(pages(2048)).isEqualTo(2080);
    assertThat(artifacts(directory)).hasSize(before);
  }
}
