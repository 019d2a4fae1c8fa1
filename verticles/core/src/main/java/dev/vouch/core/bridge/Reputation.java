package dev.vouch.core.bridge;

import dev.vouch.messages.NetworkMessage.ReportPeer;
import dev.vouch.messages.PeerId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums reputation changes per peer until they are flushed (backing spec 4.17). Bounded by the
 * number of connected peers: a peer that is gone is forgotten.
 */
final class Reputation {
  private final Map<PeerId, Sum> sums = new LinkedHashMap<>();

  /** The worst change gives its name to the sum. */
  private record Sum(int value, ReputationChange worst) {
    Sum plus(ReputationChange change) {
      return new Sum(
          Math.clamp((long) value + change.value(), Integer.MIN_VALUE, Integer.MAX_VALUE),
          change.value() < worst.value() ? change : worst);
    }
  }

  void add(PeerId peer, ReputationChange change) {
    sums.merge(peer, new Sum(change.value(), change), (old, added) -> old.plus(change));
  }

  void forget(PeerId peer) {
    sums.remove(peer);
  }

  /** What to report now; the sums begin anew. */
  List<ReportPeer> flush() {
    List<ReportPeer> reports = new ArrayList<>(sums.size());
    sums.forEach((peer, sum) -> reports.add(new ReportPeer(peer, sum.value(), sum.worst().text())));
    sums.clear();
    return reports;
  }
}
