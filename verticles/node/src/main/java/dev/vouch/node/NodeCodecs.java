package dev.vouch.node;

import dev.vouch.bus.BusCodecs;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.node.link.LinkMessage;
import io.vertx.core.Vertx;
import java.util.List;

/** Codecs of everything that nodes send and publish; also for those who only observe nodes. */
public final class NodeCodecs {
  private NodeCodecs() {}

  /** Makes the types known. Close the registrations when done. */
  public static List<BusCodecs.Registration> register(Vertx vertx) {
    return List.of(
        BusCodecs.register(vertx),
        BusCodecs.register(
            vertx, "node", List.of(Explanation.class, NodeFault.class, LinkMessage.class)));
  }
}
