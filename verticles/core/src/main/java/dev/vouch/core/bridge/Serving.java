package dev.vouch.core.bridge;

import dev.vouch.core.bridge.BridgeState.Tracked;
import dev.vouch.core.bridge.Candidates.Confirmed;
import dev.vouch.core.bridge.Peers.Passage;
import dev.vouch.core.bridge.Peers.Peer;
import dev.vouch.core.kernel.Metric;
import dev.vouch.messages.Failure;
import dev.vouch.messages.NetworkMessage.RequestProtocol;
import dev.vouch.messages.NetworkMessage.ResponsePayload;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.StatementDistributionInput.PeerRequest;
import dev.vouch.primitives.AttestedCandidateRequest;
import dev.vouch.primitives.AttestedCandidateResponse;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.scale.ScaleException;
import java.util.List;
import java.util.Optional;

/**
 * Answers attested-candidate requests from what is here (backing spec 4.11). Any validator of the
 * session may ask in the slice. An answer is one step, so that serving in parallel needs no bound.
 */
final class Serving {
  private static final RequestProtocol PROTOCOL = RequestProtocol.ATTESTED_CANDIDATE_V2;

  private final Outside outside;
  private final BridgeState state;

  Serving(Outside outside, BridgeState state) {
    this.outside = outside;
    this.state = state;
  }

  Outcome<ResponsePayload> serve(PeerRequest request) {
    Outcome<ResponsePayload> outcome =
        state
            .peers()
            .find(request.peer())
            .map(peer -> decoded(peer, request.payload()))
            .orElseGet(() -> Outcome.failed(Failure.Kind.UNAVAILABLE, "unknown peer"));
    outside.count(
        outcome instanceof Outcome.Answered
            ? Metric.PEER_REQUESTS_SERVED
            : Metric.PEER_REQUESTS_REFUSED,
        1);
    return outcome;
  }

  private Outcome<ResponsePayload> decoded(Peer peer, Bytes payload) {
    if (payload.length() > PROTOCOL.maxRequestBytes()) {
      return refuse(peer, ReputationChange.INVALID_REQUEST, "the request is too long");
    }
    try {
      return known(peer, AttestedCandidateRequest.CODEC.decodeAll(payload));
    } catch (ScaleException e) {
      return refuse(peer, ReputationChange.INVALID_REQUEST, e.getMessage());
    }
  }

  private Outcome<ResponsePayload> refuse(Peer peer, ReputationChange change, String reason) {
    outside.report(peer.id(), change);
    return Outcome.failed(Failure.Kind.BAD_REQUEST, reason);
  }

  private Outcome<ResponsePayload> known(Peer peer, AttestedCandidateRequest request) {
    Optional<Confirmed> candidate = state.candidates().find(request.candidateHash());
    Optional<Tracked> tracked = candidate.flatMap(c -> state.tracked(c.schedulingParent()));
    if (candidate.isEmpty() || tracked.isEmpty()) {
      return Outcome.failed(Failure.Kind.UNAVAILABLE, "the candidate is not known here");
    }
    if (!tracked.get().scheduling().isValidator(peer.authorities())) {
      return refuse(
          peer, ReputationChange.UNEXPECTED_REQUEST, "only validators of the session may ask");
    }
    int groupSize = tracked.get().scheduling().members(candidate.get().group()).size();
    if (!request.mask().hasLength(groupSize)) {
      return refuse(
          peer,
          ReputationChange.INVALID_REQUEST_BITFIELD_SIZE,
          "the mask must have " + groupSize + " bits");
    }
    return answer(peer, candidate.get(), tracked.get(), request);
  }

  private Outcome<ResponsePayload> answer(
      Peer peer, Confirmed candidate, Tracked tracked, AttestedCandidateRequest request) {
    List<SignedStatement> statements =
        tracked.store().unmasked(candidate.group(), candidate.hash(), request.mask());
    Bytes payload =
        AttestedCandidateResponse.CODEC.encodeToBytes(
            new AttestedCandidateResponse(candidate.receipt(), candidate.pvd(), statements));
    if (payload.length() > PROTOCOL.maxResponseBytes()) {
      return Outcome.failed(Failure.Kind.EXECUTION, "the response is too long");
    }
    statements.forEach(
        signed ->
            peer.note(candidate.schedulingParent(), StatementStore.Key.of(signed), Passage.SENT));
    return Outcome.answered(new ResponsePayload(payload));
  }
}
