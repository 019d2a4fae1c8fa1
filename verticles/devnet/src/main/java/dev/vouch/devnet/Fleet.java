package dev.vouch.devnet;

import dev.vouch.bus.BusClient;
import dev.vouch.cluster.FreePort;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerMessage;
import dev.vouch.node.config.NodeConfig;
import dev.vouch.primitives.Hash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The validators: started, asked until they answer, watched, ended. */
final class Fleet {
  /** Below a node's directory: temporary files of validators in processes. */
  static final String TEMPORARY = "tmp";

  private static final long ASK_AGAIN_MILLIS = 200;

  private final DevnetOptions options;
  private final Report report;
  private final List<String> launcher;
  private final List<NodeHandle> nodes = new CopyOnWriteArrayList<>();

  /** What became of {@link #nodes}, or will. */
  private final List<Future<NodeHandle>> starting = new CopyOnWriteArrayList<>();

  /** Whose end was reported; of the event loop. */
  private final Set<String> down = new HashSet<>();

  Fleet(DevnetOptions options, Report report, List<String> launcher) {
    this.options = options;
    this.report = report;
    this.launcher = List.copyOf(launcher);
  }

  List<NodeHandle> nodes() {
    return nodes;
  }

  /** Begins to start every validator; the future tells when all have. */
  Future<?> start(Path dir, NodeFiles files, List<Integer> clusterPorts, BooleanSupplier stopping)
      throws IOException {
    for (int i = 0; i < options.validators(); i++) {
      if (stopping.getAsBoolean()) {
        throw new StartException("stopped while it started");
      }
      int statusPort = FreePort.onLoopback();
      JsonObject config = files.config(i, clusterPorts.get(i), statusPort);
      Path file = files.file(DevAccounts.name(i));
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, config.encodePrettily());
      starting.add(
          startOne(dir, DevAccounts.name(i), file, config, statusPort).onSuccess(nodes::add));
    }
    return Future.all(List.copyOf(starting));
  }

  private Future<NodeHandle> startOne(
      Path dir, String name, Path file, JsonObject config, int statusPort) throws IOException {
    if (!options.processes()) {
      return InProcessNode.start(NodeConfig.of(config));
    }
    // One directory of ours for temporary files: a child that is killed cannot remove its own.
    Path temporary = Files.createDirectories(dir.resolve(TEMPORARY));
    ChildNode child = ChildNode.start(launcher, name, file, temporary, statusPort);
    report.validator(name, child.pid(), statusPort, file.toString());
    return Future.succeededFuture(child);
  }

  /** Asks until the node's overseer answers; it is deployed last. */
  static Future<Void> reachable(Vertx vertx, BusClient client, BooleanSupplier stopping) {
    return client
        .ask(new OverseerMessage.WaitForActivation(Hash.ZERO), 0)
        .compose(
            outcome -> {
              if (!isNobody(outcome)) {
                return Future.succeededFuture();
              }
              if (stopping.getAsBoolean()) {
                return Future.failedFuture("stopped");
              }
              return vertx
                  .timer(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                  .compose(t -> reachable(vertx, client, stopping));
            });
  }

  private static boolean isNobody(Outcome<OverseerMessage.Activated> outcome) {
    return outcome instanceof Outcome.Failed<OverseerMessage.Activated>(Failure failure)
        && failure.kind() == Failure.Kind.NO_HANDLER;
  }

  /** Tells once of each validator that no longer runs. */
  void reportEnded() {
    for (NodeHandle node : nodes) {
      node.ended()
          .filter(why -> down.add(node.name()))
          .ifPresent(why -> report.problem(node.name() + " is down: " + why));
    }
  }

  /** The first validator that no longer runs, with the reason. */
  Optional<String> ended() {
    return nodes.stream()
        .flatMap(node -> node.ended().map(why -> node.name() + ": " + why).stream())
        .findFirst();
  }

  /** Ends every validator, also those that are still starting. */
  Future<?> close() {
    return Future.join(
        starting.stream()
            .map(
                node ->
                    node.transform(
                        started ->
                            started.succeeded()
                                ? started.result().close()
                                : Future.<Void>succeededFuture()))
            .toList());
  }
}
