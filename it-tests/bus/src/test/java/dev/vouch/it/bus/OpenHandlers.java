package dev.vouch.it.bus;

import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.metrics.EventBusMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Knows every consumer of one event bus that is registered now. */
final class OpenHandlers implements VertxMetricsFactory, VertxMetrics, EventBusMetrics<String> {
  private final List<String> addresses = new CopyOnWriteArrayList<>();

  @Override
  public VertxMetrics metrics(VertxOptions options) {
    return this;
  }

  @Override
  public MetricsOptions newOptions() {
    return new MetricsOptions();
  }

  @Override
  public EventBusMetrics<?> createEventBusMetrics() {
    return this;
  }

  @Override
  public String handlerRegistered(String address) {
    addresses.add(address);
    return address;
  }

  @Override
  public void handlerUnregistered(String address) {
    addresses.remove(address);
  }

  @Override
  public void close() {}

  /** Addresses, once for each consumer, in alphabetical order. */
  List<String> now() {
    return addresses.stream().sorted().toList();
  }
}
