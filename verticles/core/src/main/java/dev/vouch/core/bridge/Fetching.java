package dev.vouch.core.bridge;

import dev.vouch.core.bridge.BridgeState.Tracked;
import dev.vouch.core.bridge.Peers.Passage;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.NetworkMessage.RequestProtocol;
import dev.vouch.messages.NetworkMessage.ResponsePayload;
import dev.vouch.messages.NetworkMessage.SendRequest;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.PeerId;
import dev.vouch.primitives.AttestedCandidateRequest;
import dev.vouch.primitives.AttestedCandidateResponse;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.StatementFilter;
import dev.vouch.scale.ScaleException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Fetches receipt and validation data of candidates that statements name (backing spec 4.10). */
final class Fetching {
  private static final RequestProtocol PROTOCOL = RequestProtocol.ATTESTED_CANDIDATE_V2;

  private final Outside outside;
  private final BridgeState state;
  private final Delivery delivery;
  private boolean retryScheduled;

  Fetching(Outside outside, BridgeState state, Delivery delivery) {
    this.outside = outside;
    this.state = state;
    this.delivery = delivery;
  }

  /** Makes all requests that can be made now; called after every handler. */
  void dispatch() {
    Requests requests = state.requests();
    while (true) {
      Optional<Requests.Ready> ready =
          requests.next(outside.nowMillis(), peer -> state.peers().find(peer).isPresent());
      if (ready.isEmpty()) {
        break;
      }
      state
          .tracked(ready.get().key().schedulingParent())
          .ifPresentOrElse(tracked -> ask(ready.get(), tracked), () -> giveUp(ready.get()));
    }
    scheduleRetry();
  }

  private void giveUp(Requests.Ready ready) {
    state.requests().answered(ready, outside.nowMillis());
    state.requests().prune(ready.key().schedulingParent());
  }

  private void scheduleRetry() {
    OptionalLong next = state.requests().nextRetryMillis(outside.nowMillis());
    if (next.isPresent() && !retryScheduled) {
      retryScheduled = true;
      outside.after(
          next.getAsLong() - outside.nowMillis(),
          () -> {
            retryScheduled = false;
            dispatch();
          });
    }
  }

  private void ask(Requests.Ready ready, Tracked tracked) {
    StatementFilter mask = ResponseCheck.unwanted(tracked, ready.key().group());
    Bytes payload =
        AttestedCandidateRequest.CODEC.encodeToBytes(
            new AttestedCandidateRequest(ready.key().candidate(), mask));
    outside
        .ask(new SendRequest(ready.peer(), PROTOCOL, payload))
        .whenComplete(
            outcome ->
                outside.post(
                    () -> {
                      Pending<Done> handled = answered(ready, mask, outcome);
                      dispatch();
                      return handled;
                    }));
  }

  private Pending<Done> answered(
      Requests.Ready ready, StatementFilter mask, Outcome<ResponsePayload> outcome) {
    if (!state.requests().answered(ready, outside.nowMillis())) {
      return Pending.done();
    }
    Optional<Tracked> tracked = state.tracked(ready.key().schedulingParent());
    if (tracked.isEmpty()) {
      return Pending.done();
    }
    return switch (outcome) {
      case Outcome.Failed<ResponsePayload>(var failure) ->
          incomplete(ready.key(), ready.peer(), failure.kind() + ": " + failure.reason());
      case Outcome.Answered<ResponsePayload>(ResponsePayload(Bytes payload)) ->
          decoded(ready, mask, tracked.get(), payload);
    };
  }

  private Pending<Done> decoded(
      Requests.Ready ready, StatementFilter mask, Tracked tracked, Bytes payload) {
    if (payload.length() > PROTOCOL.maxResponseBytes()) {
      return bad(ready, ReputationChange.IMPROPERLY_DECODED_RESPONSE, payload.length() + " bytes");
    }
    try {
      AttestedCandidateResponse response = AttestedCandidateResponse.CODEC.decodeAll(payload);
      return switch (new ResponseCheck(tracked, ready.key(), mask).check(response)) {
        case ResponseCheck.Result.Incomplete(ReputationChange change, String reason) ->
            bad(ready, change, reason);
        case ResponseCheck.Result.Complete complete -> complete(ready, tracked, complete);
      };
    } catch (ScaleException e) {
      return bad(ready, ReputationChange.IMPROPERLY_DECODED_RESPONSE, e.getMessage());
    }
  }

  private Pending<Done> bad(Requests.Ready ready, ReputationChange change, String reason) {
    outside.count(Metric.PEER_RESPONSES_BAD, 1);
    outside.report(ready.peer(), change);
    return incomplete(ready.key(), ready.peer(), reason);
  }

  private Pending<Done> incomplete(Requests.Key key, PeerId peer, String reason) {
    boolean over = state.requests().giveUp(key);
    outside.explain(
        Optional.of(key.schedulingParent()),
        Optional.of(key.candidate()),
        over ? Explanation.Step.DROPPED : Explanation.Step.REFUSED,
        "fetch=" + (over ? "given up" : "retry") + " peer=" + peer.value() + " reason=" + reason);
    return Pending.done();
  }

  private Pending<Done> complete(
      Requests.Ready ready, Tracked tracked, ResponseCheck.Result.Complete complete) {
    complete.changes().forEach(change -> outside.report(ready.peer(), change));
    for (SignedStatement signed : complete.statements()) {
      if (tracked.store().insert(signed, false)) {
        outside.count(Metric.PEER_STATEMENTS_RECEIVED, 1);
      }
      state
          .peers()
          .find(ready.peer())
          .ifPresent(
              peer ->
                  peer.note(
                      ready.key().schedulingParent(),
                      StatementStore.Key.of(signed),
                      Passage.RECEIVED));
    }
    state.candidates().confirm(complete.candidate());
    state.requests().satisfied(ready.key().candidate());
    return delivery.updateImportability(List.of(complete.candidate()), Optional.empty());
  }
}
