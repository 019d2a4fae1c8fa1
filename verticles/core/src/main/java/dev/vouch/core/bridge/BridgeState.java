package dev.vouch.core.bridge;

import dev.vouch.core.view.ImplicitView;
import dev.vouch.primitives.Hash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that the bridge remembers; its parts share it, one handler at a time. */
final class BridgeState {
  private final ImplicitView view;
  private final Candidates candidates = new Candidates();
  private final Peers peers = new Peers();
  private final Requests requests = new Requests();
  private final HeldBack heldBack = new HeldBack();
  private final Map<Hash, Tracked> tracked = new LinkedHashMap<>();

  /** A scheduling parent whose statements are kept. */
  record Tracked(Scheduling scheduling, StatementStore store) {
    static Tracked of(Scheduling scheduling) {
      return new Tracked(scheduling, new StatementStore(scheduling));
    }
  }

  BridgeState(ImplicitView view) {
    this.view = view;
  }

  ImplicitView view() {
    return view;
  }

  Candidates candidates() {
    return candidates;
  }

  Peers peers() {
    return peers;
  }

  Requests requests() {
    return requests;
  }

  HeldBack heldBack() {
    return heldBack;
  }

  Optional<Tracked> tracked(Hash schedulingParent) {
    return Optional.ofNullable(tracked.get(schedulingParent));
  }

  void track(Tracked added) {
    tracked.put(added.scheduling().schedulingParent(), added);
  }

  /** Stored blocks of the view that are not tracked yet. */
  List<Hash> untracked() {
    return view.allAllowedParents().stream().filter(block -> !tracked.containsKey(block)).toList();
  }

  void prune(Set<Hash> blocks) {
    for (Hash block : blocks) {
      tracked.remove(block);
      requests.prune(block);
      candidates.prune(block);
      peers.prune(block);
    }
  }
}
