package dev.vouch.devnet;

import dev.vouch.node.RunningNode;
import dev.vouch.node.config.NodeConfig;
import io.vertx.core.Future;
import java.util.Optional;

/** A validator in this JVM, with a {@code Vertx} of its own. */
final class InProcessNode implements NodeHandle {
  private final NodeConfig config;
  private final RunningNode node;

  private InProcessNode(NodeConfig config, RunningNode node) {
    this.config = config;
    this.node = node;
  }

  static Future<NodeHandle> start(NodeConfig config) {
    return RunningNode.start(config).map(node -> new InProcessNode(config, node));
  }

  @Override
  public String name() {
    return config.node();
  }

  @Override
  public int statusPort() {
    return node.plugin().statusPort();
  }

  @Override
  public Optional<String> ended() {
    return Optional.empty();
  }

  @Override
  public Future<Void> close() {
    return node.close();
  }
}
