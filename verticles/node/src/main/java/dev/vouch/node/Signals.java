package dev.vouch.node;

import dev.vouch.bus.BusClient;
import dev.vouch.core.overseer.SignalSink;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.SubsystemName;
import java.util.List;

/**
 * Hands the overseer's signals to everybody who counts them. Called on the overseer's context, so
 * that each receiver sees them in order.
 */
final class Signals implements SignalSink {
  /** A leaf older than this means that the chain stands still, or that we do not hear of it. */
  static final long MAX_LEAF_AGE_MILLIS = 60_000;

  /**
   * Every hosted state machine, in the order of the reference's declaration (backing spec 1.11).
   */
  private static final List<SubsystemName> RECEIVERS =
      List.of(
          SubsystemName.CANDIDATE_VALIDATION,
          SubsystemName.CANDIDATE_BACKING,
          SubsystemName.STATEMENT_DISTRIBUTION,
          SubsystemName.AVAILABILITY_DISTRIBUTION,
          SubsystemName.PROVISIONER,
          SubsystemName.AVAILABILITY_STORE,
          SubsystemName.PROSPECTIVE_PARACHAINS,
          SubsystemName.SIGNER);

  private final NodeContext node;
  private volatile long lastLeafMillis = Long.MIN_VALUE;

  Signals(NodeContext node) {
    this.node = node;
  }

  @Override
  public void broadcast(OverseerSignal signal) {
    BusClient client = node.client();
    RECEIVERS.forEach(receiver -> client.signal(receiver, signal));
    if (signal instanceof OverseerSignal.ActiveLeaves leaves && leaves.activated().isPresent()) {
      lastLeafMillis = node.clockMillis().getAsLong();
    }
  }

  /** Why the node is not ready as far as leaves go; empty if it is. */
  String missing() {
    if (lastLeafMillis == Long.MIN_VALUE) {
      return "no leaf was activated yet";
    }
    long age = node.clockMillis().getAsLong() - lastLeafMillis;
    return age > MAX_LEAF_AGE_MILLIS ? "the last leaf is " + age / 1_000 + " s old" : "";
  }
}
