package dev.vouch.node;

import dev.vouch.bus.BusMeter;
import dev.vouch.core.kernel.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A node's meters. Labels come from enumerations only, so that their number is bounded; every meter
 * of the cores exists from the start, so that a scrape shows zeros instead of gaps.
 */
public final class NodeMeters implements BusMeter {
  private final MeterRegistry registry;
  private final Map<Metric, Counter> counters = new ConcurrentHashMap<>();
  private final Map<Metric, Timer> timers = new ConcurrentHashMap<>();
  private final Counter malformed;
  private final Counter faulted;

  public NodeMeters(MeterRegistry registry) {
    this.registry = registry;
    malformed = registry.counter("vouch.bus.messages.malformed");
    faulted = registry.counter("vouch.bus.handlers.faulted");
    for (Metric metric : Metric.values()) {
      if (!isTimer(metric)) {
        counter(metric);
      }
    }
  }

  /** Where everything is registered; the host application's own registry, or ours. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Adds to a counter. */
  public void count(Metric metric, long amount) {
    counter(metric).increment((double) amount);
  }

  /** Records a duration. */
  public void time(Metric metric, long millis) {
    timers
        .computeIfAbsent(
            metric, m -> Timer.builder(m.meter()).publishPercentiles(0.5, 0.99).register(registry))
        .record(Duration.ofMillis(millis));
  }

  /** What was counted so far; for summaries and tests. */
  public double counted(Metric metric) {
    return counter(metric).count();
  }

  @Override
  public void malformed(String address) {
    malformed.increment();
  }

  @Override
  public void faulted(String address) {
    faulted.increment();
  }

  private Counter counter(Metric metric) {
    return counters.computeIfAbsent(metric, m -> registry.counter(m.meter()));
  }

  private static boolean isTimer(Metric metric) {
    return metric == Metric.SECOND_TO_BACKED || metric == Metric.VALIDATION_TIME;
  }
}
