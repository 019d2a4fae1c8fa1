package dev.vouch.node;

import dev.vouch.bus.BusClient;
import dev.vouch.bus.Routes;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * What every verticle of one node shares. Safe for all their threads.
 *
 * @param clockMillis a monotonic clock
 */
public record NodeContext(
    Routes routes,
    BusClient client,
    NodeMeters meters,
    Explanations explanations,
    LongSupplier clockMillis) {

  /** With the machine's monotonic clock. */
  public static NodeContext of(Vertx vertx, Routes routes, NodeMeters meters) {
    return new NodeContext(
        routes,
        new BusClient(vertx, routes),
        meters,
        new Explanations(),
        () -> System.nanoTime() / 1_000_000);
  }

  /** The node's name. */
  public String node() {
    return routes.own().node();
  }
}
