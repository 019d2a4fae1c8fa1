package dev.vouch.sim;

import dev.vouch.messages.Answer;
import dev.vouch.messages.Failure;
import dev.vouch.messages.NetworkMessage;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.PeerId;
import dev.vouch.messages.StatementDistributionInput;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** In-memory links between validators, as bad as the faults say. */
final class SimNetwork {
  private final SimClock clock;
  private final SplittableRandom random;
  private final IntFunction<Optional<SimNode>> nodes;
  private final List<PublicKey> authorities;
  private Faults faults;

  SimNetwork(
      SimClock clock,
      SplittableRandom random,
      Faults faults,
      List<PublicKey> authorities,
      IntFunction<Optional<SimNode>> nodes) {
    this.clock = clock;
    this.random = random;
    this.faults = faults;
    this.authorities = List.copyOf(authorities);
    this.nodes = nodes;
  }

  void heal() {
    faults = Faults.none();
  }

  static PeerId peer(int validator) {
    return new PeerId("validator-" + validator);
  }

  private static int validator(PeerId peer) {
    return Integer.parseInt(peer.value().substring("validator-".length()));
  }

  /** Both ends learn of each other, as after a handshake that proved the keys. */
  void connect(int a, int b) {
    tell(a, new StatementDistributionInput.PeerConnected(peer(b), List.of(authorities.get(b))));
    tell(b, new StatementDistributionInput.PeerConnected(peer(a), List.of(authorities.get(a))));
  }

  void disconnect(int gone) {
    for (int other = 0; other < authorities.size(); other++) {
      if (other != gone) {
        tell(other, new StatementDistributionInput.PeerDisconnected(peer(gone)));
      }
    }
  }

  /** A node tells its view; views are told again and again, so they are never lost for good. */
  void view(int of, List<Hash> heads, long finalizedNumber) {
    for (int other = 0; other < authorities.size(); other++) {
      if (other != of) {
        int to = other;
        clock.after(
            random.nextInt(faults.maxDelayMillis() + 1),
            () ->
                tell(
                    to,
                    new StatementDistributionInput.PeerViewChange(
                        peer(of), heads, finalizedNumber)));
      }
    }
  }

  private void tell(int to, StatementDistributionInput message) {
    nodes.apply(to).ifPresent(node -> node.send(message));
  }

  void send(SimNode from, NetworkMessage.SendValidationMessage message) {
    for (PeerId peer : message.peers()) {
      int copies = hits(faults.drop()) ? 0 : hits(faults.duplicate()) ? 2 : 1;
      for (int copy = 0; copy < copies; copy++) {
        clock.after(
            1 + random.nextInt(faults.maxDelayMillis()),
            () ->
                tell(
                    validator(peer),
                    new StatementDistributionInput.PeerMessage(
                        peer(from.index()), message.notification())));
      }
    }
  }

  void request(
      SimNode from,
      NetworkMessage.SendRequest request,
      Consumer<Outcome<? extends Answer>> answer) {
    Optional<SimNode> to = nodes.apply(validator(request.peer()));
    if (to.isEmpty()) {
      answer.accept(Outcome.failed(Failure.Kind.NO_HANDLER, "not connected"));
      return;
    }
    if (hits(faults.drop())) {
      return;
    }
    clock.after(
        1 + random.nextInt(faults.maxDelayMillis()),
        () ->
            to.orElseThrow()
                .request(
                    new StatementDistributionInput.PeerRequest(
                        peer(from.index()), request.payload()),
                    outcome -> {
                      if (!hits(faults.drop())) {
                        clock.after(
                            1 + random.nextInt(faults.maxDelayMillis()),
                            () -> answer.accept(outcome));
                      }
                    }));
  }

  private boolean hits(int perThousand) {
    return random.nextInt(1000) < perThousand;
  }
}
