package dev.vouch.core.bridge;

import dev.vouch.messages.PeerId;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.View;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Connected peers and what passed between us (backing spec 4.18). A peer that connects again begins
 * anew, so that it gets all statements again that it may have lost (4.20).
 *
 * <p>Bounds: {@link #MAX_PEERS}; per peer and scheduling parent the statements that are kept.
 */
final class Peers {
  /** Twice the largest validator set of a public network. */
  static final int MAX_PEERS = 2_048;

  private final Map<PeerId, Peer> peers = new LinkedHashMap<>();

  /** Who a statement came from or went to. */
  enum Passage {
    SENT,
    RECEIVED
  }

  /** One connected peer. */
  static final class Peer {
    private final PeerId id;
    private final Set<PublicKey> authorities;
    private final Map<Hash, Map<StatementStore.Key, Passage>> passed = new HashMap<>();
    private Optional<View> view = Optional.empty();

    private Peer(PeerId id, Collection<PublicKey> authorities) {
      this.id = id;
      this.authorities = new HashSet<>(authorities);
    }

    PeerId id() {
      return id;
    }

    Set<PublicKey> authorities() {
      return authorities;
    }

    List<Hash> heads() {
      return view.map(View::heads).orElseGet(List::of);
    }

    Optional<View> view() {
      return view;
    }

    void setView(View next) {
      view = Optional.of(next);
    }

    Optional<Passage> passage(Hash schedulingParent, StatementStore.Key key) {
      return Optional.ofNullable(passed.getOrDefault(schedulingParent, Map.of()).get(key));
    }

    /** Remembers the first way in which a statement passed. */
    void note(Hash schedulingParent, StatementStore.Key key, Passage passage) {
      passed.computeIfAbsent(schedulingParent, sp -> new HashMap<>()).putIfAbsent(key, passage);
    }

    /** How many statements with this property the peer sent us. */
    long received(Hash schedulingParent, java.util.function.Predicate<StatementStore.Key> which) {
      return passed.getOrDefault(schedulingParent, Map.of()).entrySet().stream()
          .filter(entry -> entry.getValue() == Passage.RECEIVED && which.test(entry.getKey()))
          .count();
    }
  }

  /** Adds a peer, forgetting an earlier connection; false when there are too many. */
  boolean connect(PeerId id, Collection<PublicKey> authorities) {
    peers.remove(id);
    if (peers.size() >= MAX_PEERS) {
      return false;
    }
    peers.put(id, new Peer(id, authorities));
    return true;
  }

  void disconnect(PeerId id) {
    peers.remove(id);
  }

  Optional<Peer> find(PeerId id) {
    return Optional.ofNullable(peers.get(id));
  }

  List<Peer> all() {
    return List.copyOf(peers.values());
  }

  List<PeerId> ids() {
    return List.copyOf(new LinkedHashSet<>(peers.keySet()));
  }

  void prune(Hash schedulingParent) {
    peers.values().forEach(peer -> peer.passed.remove(schedulingParent));
  }
}
