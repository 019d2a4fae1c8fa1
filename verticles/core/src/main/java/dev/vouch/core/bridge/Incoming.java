package dev.vouch.core.bridge;

import dev.vouch.core.bridge.BridgeState.Tracked;
import dev.vouch.core.bridge.Candidates.Confirmed;
import dev.vouch.core.bridge.Peers.Passage;
import dev.vouch.core.bridge.Peers.Peer;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.crypto.Sr25519;
import dev.vouch.messages.PeerId;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.GroupIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.Limits;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.StatementDistributionMessage;
import dev.vouch.primitives.ValidationProtocol;
import dev.vouch.primitives.View;
import dev.vouch.primitives.WireMessage;
import dev.vouch.scale.ScaleException;
import java.util.Optional;

/**
 * What peers send, until it is believed (backing spec 4.14 in the slice's form). Every refusal
 * changes nothing but a counter and the peer's reputation.
 */
final class Incoming {
  private static final int PROTOCOL_MESSAGE = 1;
  private static final int APPROVAL_DISTRIBUTION = 4;

  private final Outside outside;
  private final BridgeState state;
  private final Delivery delivery;
  private final Outgoing outgoing;

  Incoming(Outside outside, BridgeState state, Delivery delivery, Outgoing outgoing) {
    this.outside = outside;
    this.state = state;
    this.delivery = delivery;
    this.outgoing = outgoing;
  }

  /** A notification as it came in. */
  void notification(PeerId from, Bytes notification) {
    Optional<Peer> peer = state.peers().find(from);
    if (peer.isEmpty()) {
      outside.count(Metric.PEER_STATEMENTS_UNEXPECTED, 1);
      return;
    }
    if (isApprovalDistribution(notification)) {
      return;
    }
    if (notification.length() > Limits.MAX_NOTIFICATION_BYTES) {
      malformed(from, notification.length() + " bytes, at most " + Limits.MAX_NOTIFICATION_BYTES);
      return;
    }
    try {
      switch (WireMessage.VALIDATION_CODEC.decodeAll(notification)) {
        case WireMessage.ViewUpdate<ValidationProtocol>(View view) -> view(peer.get(), view);
        case WireMessage.ProtocolMessage<ValidationProtocol>(ValidationProtocol message) ->
            message(peer.get(), message);
      }
    } catch (ScaleException e) {
      malformed(from, e.getMessage());
    }
  }

  /** Approvals are not ours to decode (wire 3.4). */
  private static boolean isApprovalDistribution(Bytes notification) {
    return notification.length() >= 2
        && notification.at(0) == PROTOCOL_MESSAGE
        && notification.at(1) == APPROVAL_DISTRIBUTION;
  }

  private void malformed(PeerId from, String reason) {
    outside.count(Metric.PEER_MESSAGES_MALFORMED, 1);
    outside.report(from, ReputationChange.MALFORMED_MESSAGE);
    outside.explain(
        Optional.empty(),
        Optional.empty(),
        Explanation.Step.REFUSED,
        "peer=" + from.value() + " malformed=" + reason);
  }

  /** The leaves that a peer works on now. */
  void view(Peer peer, View view) {
    Optional<View> before = peer.view();
    boolean malformed =
        view.heads().size() > Limits.MAX_VIEW_HEADS
            || before.map(b -> view.finalizedNumber() < b.finalizedNumber()).orElse(false);
    if (malformed) {
      outside.count(Metric.PEER_MESSAGES_MALFORMED, 1);
      outside.report(peer.id(), ReputationChange.MALFORMED_VIEW);
    } else if (view.heads().isEmpty()) {
      outside.report(peer.id(), ReputationChange.EMPTY_VIEW);
    } else if (!before.equals(Optional.of(view))) {
      peer.setView(view);
      outgoing.catchUp(peer);
    }
  }

  private void message(Peer peer, ValidationProtocol message) {
    if (message instanceof ValidationProtocol.StatementDistribution(var inner)
        && inner
            instanceof
            StatementDistributionMessage.Statement(Hash schedulingParent, SignedStatement signed)) {
      statement(peer, schedulingParent, signed);
    }
  }

  private void statement(Peer peer, Hash schedulingParent, SignedStatement signed) {
    state
        .tracked(schedulingParent)
        .ifPresentOrElse(
            tracked -> statement(peer, tracked, signed),
            () -> holdBack(peer, schedulingParent, signed));
  }

  private void holdBack(Peer peer, Hash schedulingParent, SignedStatement signed) {
    outside.count(Metric.PEER_STATEMENTS_HELD_BACK, 1);
    state
        .heldBack()
        .add(new HeldBack.Held(peer.id(), schedulingParent, signed, outside.nowMillis()))
        .ifPresent(this::expired);
  }

  /** A statement whose block did not come in time, or for which there was no room. */
  void expired(HeldBack.Held held) {
    outside.count(Metric.PEER_STATEMENTS_UNEXPECTED, 1);
    refused(
        held.peer(),
        held.schedulingParent(),
        held.statement(),
        ReputationChange.UNEXPECTED_STATEMENT_MISSING_KNOWLEDGE);
  }

  /** Takes up what waited for blocks that are tracked now, and drops what waited too long. */
  void releaseHeldBack() {
    state
        .heldBack()
        .take(held -> state.tracked(held.schedulingParent()).isPresent())
        .forEach(
            held ->
                state
                    .peers()
                    .find(held.peer())
                    .ifPresent(peer -> statement(peer, held.schedulingParent(), held.statement())));
    state.heldBack().takeExpired(outside.nowMillis()).forEach(this::expired);
  }

  private void statement(Peer peer, Tracked tracked, SignedStatement signed) {
    Scheduling scheduling = tracked.scheduling();
    Optional<PublicKey> key = scheduling.key(signed.validator());
    Optional<GroupIndex> group = scheduling.groupOf(signed.validator());
    if (!scheduling.isValidator(peer.authorities())) {
      unexpected(peer, tracked, signed, ReputationChange.UNEXPECTED_STATEMENT_INVALID_SENDER);
    } else if (key.isEmpty() || group.isEmpty()) {
      outside.count(Metric.PEER_VALIDATORS_UNKNOWN, 1);
      refused(
          peer.id(),
          scheduling.schedulingParent(),
          signed,
          ReputationChange.UNEXPECTED_STATEMENT_VALIDATOR_NOT_FOUND);
    } else if (scheduling.isDisabled(signed.validator())) {
      outside.count(Metric.PEER_VALIDATORS_DISABLED, 1);
      refused(
          peer.id(), scheduling.schedulingParent(), signed, ReputationChange.DISABLED_VALIDATOR);
    } else {
      fromGroup(peer, tracked, signed, key.get(), group.get());
    }
  }

  private void fromGroup(
      Peer peer, Tracked tracked, SignedStatement signed, PublicKey key, GroupIndex group) {
    StatementStore.Key identity = StatementStore.Key.of(signed);
    Scheduling scheduling = tracked.scheduling();
    Optional<SignedStatement> known = tracked.store().find(identity);
    if (known.isPresent()) {
      duplicate(peer, tracked, signed, known.get());
    } else if (!tracked.store().hasRoom(group, signed)) {
      tooMany(peer, tracked, signed, group);
    } else if (contradicts(signed, scheduling, group)) {
      unexpected(peer, tracked, signed, ReputationChange.UNEXPECTED_STATEMENT_BAD_ADVERTISE);
    } else if (!Sr25519.verify(
        key, signed.signingPayload(scheduling.signingContext()), signed.signature())) {
      outside.count(Metric.PEER_SIGNATURES_BAD, 1);
      refused(peer.id(), scheduling.schedulingParent(), signed, ReputationChange.INVALID_SIGNATURE);
    } else {
      believed(peer, tracked, signed, group);
    }
  }

  /** Nothing is verified again: only the signature that is kept counts as the same statement. */
  private void duplicate(
      Peer peer, Tracked tracked, SignedStatement signed, SignedStatement known) {
    Hash block = tracked.scheduling().schedulingParent();
    StatementStore.Key key = StatementStore.Key.of(signed);
    outside.count(Metric.PEER_STATEMENTS_DUPLICATE, 1);
    if (peer.passage(block, key).equals(Optional.of(Passage.RECEIVED))) {
      outside.report(peer.id(), ReputationChange.UNEXPECTED_STATEMENT_CLUSTER_REJECTED);
    } else if (known.signature().equals(signed.signature())) {
      peer.note(block, key, Passage.RECEIVED);
      outside.report(peer.id(), ReputationChange.VALID_STATEMENT);
    }
  }

  /**
   * The sender pays only where it alone can see that the bound is passed (4.15, with prejudice).
   */
  private void tooMany(Peer peer, Tracked tracked, SignedStatement signed, GroupIndex group) {
    boolean seconded = signed.statement() instanceof CompactStatement.Seconded;
    long sent =
        peer.received(
            tracked.scheduling().schedulingParent(),
            key ->
                key.validator().equals(signed.validator())
                    && key.statement() instanceof CompactStatement.Seconded == seconded);
    int limit = tracked.scheduling().secondingLimit(group);
    outside.count(Metric.PEER_STATEMENTS_EXCESSIVE, 1);
    if (sent >= limit) {
      outside.report(
          peer.id(),
          seconded
              ? ReputationChange.EXCESSIVE_SECONDED
              : ReputationChange.UNEXPECTED_STATEMENT_CLUSTER_REJECTED);
    }
    explainRefused(
        peer.id(),
        tracked.scheduling().schedulingParent(),
        signed,
        "more statements than the core has claims limit=" + limit);
  }

  private boolean contradicts(SignedStatement signed, Scheduling scheduling, GroupIndex group) {
    return state
        .candidates()
        .find(signed.statement().candidateHash())
        .map(
            known ->
                !known.schedulingParent().equals(scheduling.schedulingParent())
                    || !known.group().equals(group))
        .orElse(false);
  }

  private void believed(Peer peer, Tracked tracked, SignedStatement signed, GroupIndex group) {
    Hash block = tracked.scheduling().schedulingParent();
    tracked.store().insert(signed, false);
    peer.note(block, StatementStore.Key.of(signed), Passage.RECEIVED);
    outside.count(Metric.PEER_STATEMENTS_RECEIVED, 1);
    outside.report(peer.id(), ReputationChange.VALID_STATEMENT_FIRST);
    outside.explain(
        Optional.of(block),
        Optional.of(signed.statement().candidateHash()),
        Explanation.Step.STATEMENT_IMPORTED,
        detail(peer.id(), signed));
    Optional<Confirmed> candidate = state.candidates().find(signed.statement().candidateHash());
    candidate.ifPresentOrElse(
        delivery::deliver,
        () ->
            state
                .requests()
                .want(
                    new Requests.Key(block, signed.statement().candidateHash(), group), peer.id()));
  }

  private void unexpected(
      Peer peer, Tracked tracked, SignedStatement signed, ReputationChange change) {
    outside.count(Metric.PEER_STATEMENTS_UNEXPECTED, 1);
    refused(peer.id(), tracked.scheduling().schedulingParent(), signed, change);
  }

  private void refused(
      PeerId peer, Hash schedulingParent, SignedStatement signed, ReputationChange change) {
    outside.report(peer, change);
    explainRefused(peer, schedulingParent, signed, change.text());
  }

  private void explainRefused(
      PeerId peer, Hash schedulingParent, SignedStatement signed, String reason) {
    outside.explain(
        Optional.of(schedulingParent),
        Optional.of(signed.statement().candidateHash()),
        Explanation.Step.REFUSED,
        detail(peer, signed) + " reason=" + reason);
  }

  private static String detail(PeerId peer, SignedStatement signed) {
    String kind = signed.statement() instanceof CompactStatement.Seconded ? "seconded" : "valid";
    return "peer=" + peer.value() + " validator=" + signed.validator() + " statement=" + kind;
  }
}
