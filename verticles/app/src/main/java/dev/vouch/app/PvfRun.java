package dev.vouch.app;

import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.pvf.host.RunOutcome;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/** The clocks of one run, as the commands tell them. Milliseconds. */
record PvfRun(double cpuMillis, double wallMillis, boolean cold) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Of a run that took place. */
  static Optional<PvfRun> of(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Returned returned ->
          Optional.of(of(returned.cpuNanos(), returned.wallNanos(), returned.cold()));
      case RunOutcome.Failed failed ->
          Optional.of(of(failed.cpuNanos(), failed.wallNanos(), failed.cold()));
      case RunOutcome.NotPrepared none -> Optional.empty();
      case RunOutcome.Stale none -> Optional.empty();
    };
  }

  private static PvfRun of(long cpuNanos, long wallNanos, boolean cold) {
    return new PvfRun(cpuNanos / NANOS_PER_MILLI, wallNanos / NANOS_PER_MILLI, cold);
  }

  JsonObject json() {
    return new JsonObject().put("cpu_ms", cpuMillis).put("wall_ms", wallMillis).put("cold", cold);
  }

  String text() {
    return String.format(
        Locale.ROOT, "cpu %.1f ms, wall %.1f ms%s", cpuMillis, wallMillis, cold ? ", cold" : "");
  }

  static String name(Jit jit) {
    return jit.name().toLowerCase(Locale.ROOT);
  }
}
