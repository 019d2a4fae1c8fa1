package dev.vouch.core.bridge;

import dev.vouch.core.bridge.BridgeState.Tracked;
import dev.vouch.core.bridge.Candidates.Confirmed;
import dev.vouch.core.bridge.Peers.Passage;
import dev.vouch.core.bridge.Peers.Peer;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.NetworkMessage.SendValidationMessage;
import dev.vouch.messages.PeerId;
import dev.vouch.messages.StatementDistributionInput.Share;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.GroupIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.Limits;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.StatementDistributionMessage;
import dev.vouch.primitives.StatementWithPvd;
import dev.vouch.primitives.View;
import dev.vouch.primitives.WireMessage;
import java.util.List;
import java.util.Optional;

/**
 * Our own statements, our view, and what a peer that comes late lacks (backing spec 4.12, 4.13).
 */
final class Outgoing {
  private final Outside outside;
  private final BridgeState state;
  private final Delivery delivery;
  private long finalizedNumber;

  Outgoing(Outside outside, BridgeState state, Delivery delivery) {
    this.outside = outside;
    this.state = state;
    this.delivery = delivery;
  }

  void finalized(long number) {
    finalizedNumber = Math.max(finalizedNumber, number);
  }

  /** Takes our own statement from backing and sends it to every validator. */
  Pending<Done> share(Share share) {
    SignedStatement signed = share.statement().toCompact();
    CandidateHash hash = signed.statement().candidateHash();
    Optional<Tracked> tracked = state.tracked(share.schedulingParent());
    Optional<GroupIndex> group = tracked.flatMap(t -> t.scheduling().groupOf(signed.validator()));
    Optional<String> problem =
        tracked.isEmpty()
            ? Optional.of("the scheduling parent is not tracked")
            : group.isEmpty()
                ? Optional.of("we are in no group there")
                : problem(share, tracked.get(), group.get(), signed);
    if (problem.isPresent()) {
      outside.explain(
          Optional.of(share.schedulingParent()),
          Optional.of(hash),
          Explanation.Step.REFUSED,
          "share=invalid reason=" + problem.get());
      return Pending.done();
    }
    boolean first = confirm(share, hash, group.orElseThrow());
    tracked.orElseThrow().store().insert(signed, true);
    circulate(tracked.orElseThrow().scheduling(), signed);
    return first ? imported(hash) : Pending.done();
  }

  private Pending<Done> imported(CandidateHash hash) {
    state.requests().satisfied(hash);
    return delivery.updateImportability(
        state.candidates().find(hash).stream().toList(), Optional.empty());
  }

  private boolean confirm(Share share, CandidateHash hash, GroupIndex group) {
    return share.statement().statement() instanceof StatementWithPvd.Seconded(var receipt, var pvd)
        && state
            .candidates()
            .confirm(new Confirmed(hash, receipt, pvd, share.schedulingParent(), group));
  }

  private Optional<String> problem(
      Share share, Tracked tracked, GroupIndex group, SignedStatement signed) {
    if (tracked.store().find(StatementStore.Key.of(signed)).isPresent()) {
      return Optional.of("the statement was shared before");
    }
    return switch (share.statement().statement()) {
      case StatementWithPvd.Seconded(var receipt, var pvd) -> {
        if (!tracked.store().hasRoom(group, signed)) {
          yield Optional.of("as many candidates were seconded as the core has claims");
        }
        if (!tracked.scheduling().isAssigned(group, receipt.descriptor().paraId())) {
          yield Optional.of("the para is not assigned to our group");
        }
        yield receipt.descriptor().schedulingParent().equals(share.schedulingParent())
            ? Optional.empty()
            : Optional.of("the receipt names another scheduling parent");
      }
      case StatementWithPvd.Valid(var hash) -> {
        Optional<Confirmed> known = state.candidates().find(hash);
        if (known.isEmpty()) {
          yield Optional.of("the candidate is not known");
        }
        yield known.get().schedulingParent().equals(share.schedulingParent())
            ? Optional.empty()
            : Optional.of("the candidate has another scheduling parent");
      }
    };
  }

  private void circulate(Scheduling scheduling, SignedStatement signed) {
    List<Peer> targets =
        state.peers().all().stream()
            .filter(peer -> scheduling.isValidator(peer.authorities()))
            .filter(peer -> lacks(peer, scheduling.schedulingParent(), signed))
            .toList();
    if (!targets.isEmpty()) {
      sendTo(targets, scheduling.schedulingParent(), signed);
    }
  }

  private static boolean lacks(Peer peer, Hash schedulingParent, SignedStatement signed) {
    return peer.passage(schedulingParent, StatementStore.Key.of(signed)).isEmpty();
  }

  private void sendTo(List<Peer> targets, Hash schedulingParent, SignedStatement signed) {
    targets.forEach(
        peer -> peer.note(schedulingParent, StatementStore.Key.of(signed), Passage.SENT));
    outside.count(Metric.PEER_STATEMENTS_SENT, targets.size());
    notify(
        targets.stream().map(Peer::id).toList(),
        WireMessage.of(new StatementDistributionMessage.Statement(schedulingParent, signed)));
  }

  private void notify(
      List<PeerId> targets, WireMessage<dev.vouch.primitives.ValidationProtocol> message) {
    outside.send(
        new SendValidationMessage(targets, WireMessage.VALIDATION_CODEC.encodeToBytes(message)));
  }

  /** Whether we could serve the candidate, and the signer's group is the candidate's. */
  private boolean isServed(Scheduling scheduling, SignedStatement signed) {
    Optional<Confirmed> candidate = state.candidates().find(signed.statement().candidateHash());
    return candidate.isPresent()
        && scheduling.groupOf(signed.validator()).equals(Optional.of(candidate.get().group()));
  }

  /**
   * Sends a peer the statements that it lacks about the blocks that it works on, proposals first;
   * only of candidates that we could serve.
   */
  void catchUp(Peer peer) {
    peer.heads().stream()
        .flatMap(head -> state.view().allowedParentsUnder(head).stream().flatMap(List::stream))
        .distinct()
        .flatMap(block -> state.tracked(block).stream())
        .filter(tracked -> tracked.scheduling().isValidator(peer.authorities()))
        .forEach(tracked -> catchUp(peer, tracked));
  }

  private void catchUp(Peer peer, Tracked tracked) {
    Hash block = tracked.scheduling().schedulingParent();
    for (SignedStatement signed : tracked.store().all()) {
      if (lacks(peer, block, signed) && isServed(tracked.scheduling(), signed)) {
        sendTo(List.of(peer), block, signed);
      }
    }
  }

  /** Tells peers which leaves we work on; a node without leaves has nothing to tell. */
  void announceView(List<PeerId> targets) {
    List<Hash> leaves = state.view().leaves();
    if (targets.isEmpty() || leaves.isEmpty()) {
      return;
    }
    List<Hash> heads =
        leaves.subList(Math.max(0, leaves.size() - Limits.MAX_VIEW_HEADS), leaves.size()).stream()
            .sorted()
            .toList();
    notify(targets, new WireMessage.ViewUpdate<>(new View(heads, finalizedNumber)));
  }
}
