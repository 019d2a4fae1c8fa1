package dev.vouch.pvf.host;

import dev.vouch.messages.PvfExecKind;
import dev.vouch.pvf.queue.PrepareResult;
import dev.vouch.pvf.queue.PrepareStats;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerListener;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/**
 * The host's meters, with the buckets of validation 2.11. All label values come from enums, so
 * their number is bounded.
 *
 * <ul>
 *   <li>{@code vouch.pvf.workers.spawning}, {@code .spawned}, {@code .spawn.failed}, {@code
 *       .retired}: counters by {@code flavor}
 *   <li>{@code vouch.pvf.prepare.started}, {@code .concluded}: counters
 *   <li>{@code vouch.pvf.prepare}: timer by {@code outcome}; {@code vouch.pvf.prepare.cpu}: CPU
 *       time; {@code vouch.pvf.prepare.max.resident}: bytes of the process; {@code
 *       vouch.pvf.code.size}: bytes of decompressed code
 *   <li>{@code vouch.pvf.execute.enqueued}: counter by {@code kind}; {@code
 *       vouch.pvf.execute.queued}: timer by {@code kind}; {@code vouch.pvf.pov.size}: bytes of a
 *       candidate's PoV as it came
 *   <li>{@code vouch.pvf.execute}: timer by {@code outcome} and {@code cold}; {@code
 *       vouch.pvf.execute.cpu}: guest CPU time
 *   <li>{@code vouch.pvf.execute.undecided}: counter by {@code cause} of what was no verdict,
 *       whether it ran or not
 * </ul>
 */
public final class PvfHostMeters implements WorkerListener {
  private static final List<Duration> PREPARED =
      seconds(0.1, 0.5, 1, 2, 3, 10, 20, 30, 60, 120, 240, 360, 480);
  private static final List<Duration> EXECUTED =
      seconds(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 4, 5, 6, 8, 10, 12);
  private static final List<Duration> QUEUED =
      seconds(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 4, 5, 6, 12, 24, 48);
  private static final List<Double> MEMORIES = doubling(8_192 * 1_024.0);
  private static final List<Double> SIZES = doubling(16_384);

  private final MeterRegistry registry;

  public PvfHostMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void spawning(WorkerKind kind) {
    count("vouch.pvf.workers.spawning", kind);
  }

  @Override
  public void spawned(WorkerKind kind) {
    count("vouch.pvf.workers.spawned", kind);
  }

  @Override
  public void spawnFailed(WorkerKind kind) {
    count("vouch.pvf.workers.spawn.failed", kind);
  }

  @Override
  public void retired(WorkerKind kind) {
    count("vouch.pvf.workers.retired", kind);
  }

  void executeEnqueued(RunRequest run) {
    registry.counter("vouch.pvf.execute.enqueued", "kind", run.kind().label()).increment();
    if (run.input() instanceof RunInput.Candidate candidate) {
      bytes("vouch.pvf.pov.size", SIZES, candidate.pov().length());
    }
  }

  void queued(Duration time, PvfExecKind kind) {
    timer("vouch.pvf.execute.queued", QUEUED, Tags.of("kind", kind.label())).record(time);
  }

  void executed(RunOutcome outcome) {
    switch (outcome) {
      case RunOutcome.Returned done ->
          executed("ok", done.cold(), done.cpuNanos(), done.wallNanos());
      case RunOutcome.Failed failed ->
          executed(failed.kind().specName(), failed.cold(), failed.cpuNanos(), failed.wallNanos());
      case RunOutcome.NotPrepared notPrepared -> {}
      case RunOutcome.Stale() -> {}
    }
  }

  void undecided(String cause) {
    registry.counter("vouch.pvf.execute.undecided", "cause", cause).increment();
  }

  void prepareStarted() {
    registry.counter("vouch.pvf.prepare.started").increment();
  }

  void prepared(PrepareResult result) {
    registry.counter("vouch.pvf.prepare.concluded").increment();
    switch (result) {
      case PrepareResult.Success(var artifact, var stats) -> stats.ifPresent(this::prepared);
      case PrepareResult.Failure(var error) ->
          registry.counter("vouch.pvf.prepare.failed", "kind", error.kind().specName()).increment();
    }
  }

  private void prepared(PrepareStats stats) {
    Tags ok = Tags.of("outcome", "ok");
    timer("vouch.pvf.prepare", PREPARED, ok).record(stats.wallNanos(), TimeUnit.NANOSECONDS);
    timer("vouch.pvf.prepare.cpu", PREPARED, ok).record(stats.cpuNanos(), TimeUnit.NANOSECONDS);
    bytes("vouch.pvf.prepare.max.resident", MEMORIES, stats.peakMemoryBytes());
    bytes("vouch.pvf.code.size", SIZES, stats.codeBytes());
  }

  private void executed(String outcome, boolean cold, long cpuNanos, long wallNanos) {
    Tags tags = Tags.of("outcome", outcome, "cold", String.valueOf(cold));
    timer("vouch.pvf.execute", EXECUTED, tags).record(wallNanos, TimeUnit.NANOSECONDS);
    timer("vouch.pvf.execute.cpu", EXECUTED, tags).record(cpuNanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String name, List<Duration> buckets, Tags tags) {
    return Timer.builder(name)
        .tags(tags)
        .serviceLevelObjectives(buckets.toArray(Duration[]::new))
        .register(registry);
  }

  private void bytes(String name, List<Double> buckets, long bytes) {
    DistributionSummary.builder(name)
        .baseUnit("bytes")
        .serviceLevelObjectives(buckets.stream().mapToDouble(Double::doubleValue).toArray())
        .register(registry)
        .record(bytes);
  }

  private static List<Duration> seconds(double... bounds) {
    return Arrays.stream(bounds)
        .mapToObj(bound -> Duration.ofMillis(Math.round(bound * 1_000)))
        .toList();
  }

  /** Ten bounds, each twice the one before. */
  private static List<Double> doubling(double first) {
    return DoubleStream.iterate(first, bound -> 2 * bound).limit(10).boxed().toList();
  }

  private void count(String name, WorkerKind kind) {
    registry.counter(name, "flavor", kind.name().toLowerCase(Locale.ROOT)).increment();
  }
}
