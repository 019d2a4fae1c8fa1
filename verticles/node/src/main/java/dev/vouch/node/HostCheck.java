package dev.vouch.node;

import dev.vouch.bus.BusClient;
import dev.vouch.bus.Failures;
import dev.vouch.bus.LeavesMessage;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.NetworkMessage;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.PeerId;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SubsystemName;
import dev.vouch.node.config.NodeConfig;
import dev.vouch.primitives.Hash;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.function.Supplier;

/**
 * Makes sure that the host application provides what the node cannot do without, and names what is
 * missing. Blocks; for a virtual thread.
 */
final class HostCheck {
  private static final long ASK_MILLIS = 2_000;
  private static final long RETRY_MILLIS = 200;

  private final Vertx vertx;
  private final NodeContext node;
  private final NodeConfig config;

  HostCheck(Vertx vertx, NodeContext node, NodeConfig config) {
    this.vertx = vertx;
    this.node = node;
    this.config = config;
  }

  /** Runtime API, chain API, and the network if the host is to provide it. */
  void requireAll() {
    BusClient client = node.client();
    require(
        SubsystemName.CHAIN_API,
        () -> failure(client, new ChainApiMessage.GetFinalizedBlockNumber()));
    require(
        SubsystemName.RUNTIME_API,
        () -> failure(client, new RuntimeApiMessage.SessionIndexForChild(Hash.ZERO)));
    if (config.peers() == NodeConfig.Peers.HOST) {
      require(
          SubsystemName.NETWORK,
          () ->
              ask(
                  node.routes().to(SubsystemName.NETWORK),
                  new NetworkMessage.ReportPeer(new PeerId("nobody"), 0, "are you there?")));
    }
  }

  /** The leaves of now. */
  LeavesMessage.Leaves leaves() {
    String address = node.routes().own().leaves();
    require("leaves", address, () -> ask(address, new LeavesMessage.GetLeaves()));
    return Deployments.await(
        vertx
            .eventBus()
            .<LeavesMessage.Leaves>request(address, new LeavesMessage.GetLeaves(), options())
            .map(reply -> reply.body()));
  }

  private static Failure.Kind failure(
      BusClient client, dev.vouch.messages.Request<? extends dev.vouch.messages.Answer> request) {
    return switch (Deployments.await(client.ask(request, 0))) {
      case Outcome.Failed<?>(Failure failure) -> failure.kind();
      case Outcome.Answered<?> answered -> Failure.Kind.CANCELLED;
    };
  }

  private Failure.Kind ask(String address, Record body) {
    return Deployments.await(
        vertx
            .eventBus()
            .request(address, body, options())
            .map(answered -> Failure.Kind.CANCELLED)
            .otherwise(cause -> Failures.of(cause).kind()));
  }

  private static DeliveryOptions options() {
    return new DeliveryOptions().setSendTimeout(ASK_MILLIS);
  }

  private void require(SubsystemName name, Supplier<Failure.Kind> probe) {
    require(name.label(), node.routes().to(name), probe);
  }

  /** Any answer will do, a refusal too; only nobody there will not. */
  private void require(String name, String address, Supplier<Failure.Kind> probe) {
    long deadline = node.clockMillis().getAsLong() + config.hostWaitMillis();
    while (probe.get() == Failure.Kind.NO_HANDLER) {
      if (node.clockMillis().getAsLong() >= deadline) {
        throw new MissingHostServiceException(name, address);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the host", e);
    }
  }
}
