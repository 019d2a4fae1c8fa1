package dev.vouch.pvf.host;

import static dev.vouch.pvf.host.TestPvf.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorParam;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.queue.PrepareResult;
import dev.vouch.pvf.queue.PvfLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the rows I of validation 6.4, and P55 and P56 of 6.2, share: a host with real worker
 * processes, one for all tests of a class. Limits of time are scaled down from the reference's six
 * seconds. The host has the reference's policy: a limit that was reached decides, however cold the
 * process was.
 *
 * <p>Where rows tell of the reference's two levels of processes, a worker and its job, there is one
 * process here, so the rows of the one and of the other have one outcome.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RowHost {
  static final int MEBIBYTE = 1 << 20;

  final TestPvf pvf = new TestPvf();

  final PvfHostMeters meters = new PvfHostMeters(new SimpleMeterRegistry());

  Path directory;

  PvfHost host;

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

  static PvfHostConfig config(Path directory, int slots, int prepareHardLimit) {
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

  PvfPrepData code(byte[] wasm, PrepKind kind, long timeoutMillis, ExecutorParam... params) {
    return new PvfPrepData(
        pvf.put(wasm), new ExecutorParams(List.of(params)), 30 * MEBIBYTE, timeoutMillis, kind);
  }

  PvfPrepData code(byte[] wasm, ExecutorParam... params) {
    return code(wasm, PrepKind.COMPILATION, 60_000, params);
  }

  PvfPrepData code(byte[] wasm, PrepKind kind) {
    return code(wasm, kind, 60_000);
  }

  RunRequest request(PvfPrepData code, RunInput input, long cpuLimitMillis) {
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

  CompletableFuture<RunOutcome> run(PvfPrepData code, long cpuLimitMillis) {
    return host.execute(request(code, new RunInput.Raw(Bytes.EMPTY), cpuLimitMillis));
  }

  CompletableFuture<RunOutcome> halt(long cpuLimitMillis, ExecutorParam... params) {
    return run(code(Fixtures.halt(), params), cpuLimitMillis);
  }

  static RunOutcome.Failed failed(RunOutcome outcome) {
    assertThat(outcome).isInstanceOf(RunOutcome.Failed.class);
    return (RunOutcome.Failed) outcome;
  }

  static void timedOut(RunOutcome outcome) {
    RunOutcome.Failed failed = failed(outcome);
    assertThat(failed.kind()).as(failed.reason()).isEqualTo(ExecuteErrorKind.HARD_TIMEOUT);
    assertThat(PvfAnswers.answer(outcome)).isInstanceOf(ExecuteAnswer.Invalid.class);
  }

  PrepareErrorKind prepareFails(PvfPrepData code) throws Exception {
    PrepareOutcome outcome = await(host.prepare(code));
    assertThat(outcome.result()).isInstanceOf(PrepareResult.Failure.class);
    return ((PrepareResult.Failure) outcome.result()).error().kind();
  }

  void prepares(PvfPrepData code) throws Exception {
    assertThat(await(host.prepare(code)).result()).isInstanceOf(PrepareResult.Success.class);
  }

  List<Path> artifacts(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files.filter(f -> f.getFileName().toString().endsWith(".pvf")).sorted().toList();
    }
  }

  Path artifact(byte[] wasm) throws IOException {
    String prefix = pvf.code(wasm).code().hash().toHex();
    return artifacts(directory).stream()
        .filter(f -> f.getFileName().toString().startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }

  /** Another module each time, so that each test has an artifact of its own. */
  static byte[] variant(byte[] wasm, int number) {
    byte[] section = {0, 5, 3, 'r', 'o', 'w', (byte) number};
    return Bytes.concat(Bytes.wrap(wasm), Bytes.wrap(section)).toArray();
  }

  static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", name, String.valueOf(pid)).start().waitFor()).isZero();
  }

  /** Waits for a worker that has computed for that long since {@code before}. */
  long busyWorker(Map<Long, Duration> before, Duration cpu) {
    return Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(60))
        .until(() -> busyWorkers(before, cpu).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  Stream<Long> busyWorkers(Map<Long, Duration> before, Duration cpu) {
    return host.workerPids().stream()
        .filter(
            pid -> cpuOf(pid).minus(before.getOrDefault(pid, Duration.ZERO)).compareTo(cpu) > 0);
  }

  /** The CPU time of each worker until now. */
  Map<Long, Duration> cpuTimes() {
    return host.workerPids().stream()
        .collect(Collectors.toMap(Function.identity(), RowHost::cpuOf));
  }

  static Duration cpuOf(long pid) {
    return ProcessHandle.of(pid).flatMap(p -> p.info().totalCpuDuration()).orElse(Duration.ZERO);
  }
}
