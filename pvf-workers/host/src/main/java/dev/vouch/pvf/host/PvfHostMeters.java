package dev.vouch.pvf.host;

import dev.vouch.messages.PvfExecKind;
import dev.vouch.pvf.queue.PrepareResult;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The host's meters (validation 2.11). All label values come from enums, so their number is
 * bounded.
 *
 * <ul>
 *   <li>{@code vouch.pvf.workers.spawning}, {@code .spawned}, {@code .spawn.failed}, {@code
 *       .retired}: counters by {@code flavor}
 *   <li>{@code vouch.pvf.prepare}: timer by {@code outcome}; {@code vouch.pvf.prepare.cpu}: CPU
 *       time
 *   <li>{@code vouch.pvf.execute.enqueued}: counter; {@code vouch.pvf.execute.queued}: timer by
 *       {@code kind}
 *   <li>{@code vouch.pvf.execute}: timer by {@code outcome} and {@code cold}; {@code
 *       vouch.pvf.execute.cpu}: guest CPU time
 *   <li>{@code vouch.pvf.execute.undecided}: counter by {@code cause} of what was no verdict,
 *       whether it ran or not
 * </ul>
 */
public final class PvfHostMeters implements WorkerListener {
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

  void executeEnqueued() {
    registry.counter("vouch.pvf.execute.enqueued").increment();
  }

  void queued(Duration time, PvfExecKind kind) {
    registry.timer("vouch.pvf.execute.queued", "kind", kind.label()).record(time);
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

  void prepared(PrepareResult result) {
    switch (result) {
      case PrepareResult.Success(var artifact, var stats) ->
          stats.ifPresent(
              s -> {
                timer("vouch.pvf.prepare", "ok").record(s.wallNanos(), TimeUnit.NANOSECONDS);
                timer("vouch.pvf.prepare.cpu", "ok").record(s.cpuNanos(), TimeUnit.NANOSECONDS);
              });
      case PrepareResult.Failure(var error) ->
          registry.counter("vouch.pvf.prepare.failed", "kind", error.kind().specName()).increment();
    }
  }

  private void executed(String outcome, boolean cold, long cpuNanos, long wallNanos) {
    registry
        .timer("vouch.pvf.execute", "outcome", outcome, "cold", String.valueOf(cold))
        .record(wallNanos, TimeUnit.NANOSECONDS);
    registry
        .timer("vouch.pvf.execute.cpu", "outcome", outcome, "cold", String.valueOf(cold))
        .record(cpuNanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String name, String outcome) {
    return registry.timer(name, "outcome", outcome);
  }

  private void count(String name, WorkerKind kind) {
    registry.counter(name, "flavor", kind.name().toLowerCase(Locale.ROOT)).increment();
  }
}
