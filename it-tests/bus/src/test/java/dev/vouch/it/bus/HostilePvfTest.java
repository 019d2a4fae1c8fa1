package dev.vouch.it.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.bus.BusClient;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.devnet.collator.TestPara;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.InvalidCandidate;
import dev.vouch.messages.OverseerMessage.WaitForActivation;
import dev.vouch.node.VouchPlugin;
import dev.vouch.node.config.NodeConfig;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.fixtures.UndyingState;
import dev.vouch.scale.ScaleWriter;
import io.micrometer.core.instrument.Meter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One node with one slot, and PVFs that want its harm. After each it is as good as before. */
class HostilePvfTest {
  /** More than a job takes before its guest runs, and less than the guest's limit of 2 s. */
  private static final Duration BUSY = Duration.ofMillis(400);

  @TempDir static Path directory;
  private static final Vertx VERTX = Vertx.vertx();
  private static final HostApp HOST =
      new HostApp(Chains.spec(1, Chains.UNDYING, NodeFeatures.none()));
  private static VouchPlugin plugin;
  private static BusClient node;
  private static String deployment;

  @BeforeAll
  static void deploy() {
    node = HOST.serve(VERTX, "alice");
    plugin =
        new VouchPlugin(
            NodeConfig.of(
                Configs.node(
                    "alice",
                    Chains.uri(0),
                    directory,
                    directory.resolve("artifacts"),
                    HOST.genesis())));
    deployment = Await.result(VERTX.deployVerticle(plugin));
  }

  /**
   * A node whose last leaf is a minute old is not ready, and on a busy machine all this takes that.
   */
  @BeforeEach
  void aBlockIsImported() {
    HOST.author(List.of());
    Await.result(node.request(new WaitForActivation(HOST.best().hash())));
  }

  @AfterAll
  static void close() {
    Await.result(VERTX.undeploy(deployment));
    Await.result(VERTX.close());
  }

  @AfterEach
  void theSlotServesTheNextJobAndTheNodeIsHealthy() throws IOException {
    assertThat(Await.result(judged(good(TestPara.ADDER)))).isInstanceOf(Verdict.Valid.class);
    assertThat(plugin.readiness().missing()).isEmpty();
    assertThat(plugin.context().meters().counted(Metric.MESSAGES_OVERFLOWED)).isZero();
  }

  private static Candidate good(TestPara kind) {
    return Candidate.first(HOST, Chains.UNDYING, kind);
  }

  private static Candidate with(byte[] code) {
    Bytes blockData = Bytes.wrap(new byte[16]);
    return Candidate.first(HOST, Chains.UNDYING, TestPara.ADDER, Bytes.wrap(code), blockData);
  }

  /** A block of undying that would need hours, promised to be the usual one. */
  private static Candidate forHours() {
    ScaleWriter block = new ScaleWriter();
    block.raw(UndyingState.genesis().encode()).u64(1L << 40).u32(1 << 20);
    return Candidate.first(
        HOST, Chains.UNDYING, TestPara.UNDYING, TestPara.UNDYING.code(), block.toBytes());
  }

  private static Future<Verdict> judged(Candidate candidate) throws IOException {
    plugin.blobs().put(candidate.code());
    plugin.blobs().put(candidate.pov());
    return node.request(candidate.validate(HOST.best().session()));
  }

  private static InvalidCandidate invalid(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Invalid.class);
    return ((Verdict.Invalid) verdict).reason();
  }

  /** The number of what the meters of this name count. */
  private static long count(String meter) {
    return plugin.context().meters().registry().find(meter).meters().stream()
        .mapToLong(HostilePvfTest::count)
        .sum();
  }

  private static long count(Meter meter) {
    return meter.match(
        gauge -> 0L,
        counter -> (long) counter.count(),
        timer -> timer.count(),
        summary -> 0L,
        task -> 0L,
        gauge -> 0L,
        counter -> 0L,
        timer -> 0L,
        other -> 0L);
  }

  @Test
  void aBlockThatNeverEndsIsKilledAtItsLimit() throws IOException {
    assertThat(Await.result(judged(good(TestPara.UNDYING)))).isInstanceOf(Verdict.Valid.class);
    List<Long> pids = workers();

    InvalidCandidate reason = invalid(Await.result(judged(forHours())));

    assertThat(reason.kind()).isEqualTo(InvalidCandidate.Kind.TIMEOUT);
    assertThat(reason.detail()).contains("limit");
    Await.until("its worker is gone", () -> Collections.disjoint(workers(), pids));
  }

  @Test
  void aCodeThatNeverEndsIsKilledAfterSeveralLimitsThoughItIsNeverWarm() throws IOException {
    long retired = count("vouch.pvf.workers.retired");

    InvalidCandidate reason = invalid(Await.result(judged(with(Fixtures.halt()))));

    assertThat(reason.kind()).isEqualTo(InvalidCandidate.Kind.TIMEOUT);
    Await.until("its worker is gone", () -> count("vouch.pvf.workers.retired") > retired);
  }

  @ParameterizedTest
  @CsvSource({
    "trap, Trapped on unreachable instruction",
    "malloc, Allocator ran out of space",
    "grow, Trapped on unreachable instruction",
    "recurse, Trapped on unreachable instruction",
    "garbage, validation result decoding failed",
    "no_entry, no export validate_block"
  })
  void aCodeThatMisbehavesMakesItsCandidateInvalid(String fixture, String detail)
      throws IOException {
    InvalidCandidate reason = invalid(Await.result(judged(with(Fixtures.hostile(fixture)))));

    assertThat(reason.kind()).isEqualTo(InvalidCandidate.Kind.EXECUTION_ERROR);
    assertThat(reason.detail()).contains(detail);
  }

  @Test
  void aWorkerKilledFromOutsideIsNoVerdict() throws IOException {
    assertThat(Await.result(judged(good(TestPara.UNDYING)))).isInstanceOf(Verdict.Valid.class);
    Duration before = cpu();
    Future<Verdict> verdict = judged(forHours());
    Await.until("the guest runs", () -> cpu().minus(before).compareTo(BUSY) > 0);

    killWorkers();

    assertThat(Await.result(verdict))
        .isInstanceOfSatisfying(
            Verdict.CouldNotDecide.class,
            undecided -> assertThat(undecided.reason()).contains("SIGKILL"));
  }

  @Test
  void backingAbstainsWhenItsWorkerIsKilledAndSecondsTheNextCandidate() throws IOException {
    assertThat(Await.result(judged(good(TestPara.UNDYING)))).isInstanceOf(Verdict.Valid.class);
    Candidate endless = forHours();
    plugin.blobs().put(endless.pov());
    Duration before = cpu();
    node.send(endless.second(), 0);
    Await.until("the guest runs", () -> cpu().minus(before).compareTo(BUSY) > 0);
    killWorkers();
    Await.until("backing abstains", () -> abstained(endless));
    assertThat(HOST.feedbackOn(endless.hash())).isEmpty();
    assertThat(plugin.context().meters().counted(Metric.SIGNED_STATEMENTS)).isZero();

    Candidate next = good(TestPara.UNDYING);
    node.send(next.second(), 0);
    HOST.awaitSeconded(next.hash(), plugin.context().explanations()::recent);
    assertThat(plugin.context().meters().counted(Metric.SIGNED_STATEMENTS)).isEqualTo(1);
  }

  private static boolean abstained(Candidate candidate) {
    return plugin.context().explanations().recent().stream()
        .filter(explanation -> explanation.step() == Explanation.Step.ABSTAINED)
        .anyMatch(explanation -> explanation.candidate().equals(Optional.of(candidate.hash())));
  }

  /** Of all workers together. */
  private static Duration cpu() {
    return workers().stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static List<Long> workers() {
    return plugin.pvfHost().orElseThrow().workerPids();
  }

  private static void killWorkers() {
    List<Long> pids = workers();
    assertThat(pids).isNotEmpty();
    pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }
}
