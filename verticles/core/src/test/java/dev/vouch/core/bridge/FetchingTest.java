package dev.vouch.core.bridge;

import static dev.vouch.core.bridge.BridgeBench.A;
import static dev.vouch.core.bridge.BridgeBench.B;
import static dev.vouch.core.bridge.BridgeBench.C;
import static dev.vouch.core.bridge.BridgeBench.LEAF;
import static dev.vouch.core.bridge.BridgeBench.LEAF_2;
import static dev.vouch.core.bridge.BridgeBench.PVD;
import static dev.vouch.core.bridge.BridgeBench.SESSION;
import static dev.vouch.core.bridge.BridgeBench.candidate;
import static dev.vouch.core.bridge.BridgeBench.hash;
import static dev.vouch.core.bridge.BridgeBench.response;
import static dev.vouch.core.bridge.BridgeBench.seconded;
import static dev.vouch.core.bridge.BridgeBench.signed;
import static dev.vouch.core.bridge.BridgeBench.valid;
import static dev.vouch.core.bridge.BridgeBench.validators;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.kernel.Metric;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.NetworkMessage.ResponsePayload;
import dev.vouch.messages.NetworkMessage.SendRequest;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.ProspectiveParachainsMessage.GetHypotheticalMembership;
import dev.vouch.messages.StatementDistributionInput;
import dev.vouch.primitives.AttestedCandidateRequest;
import dev.vouch.primitives.AttestedCandidateResponse;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.SignedFullStatementWithPvd;
import dev.vouch.primitives.StatementFilter;
import dev.vouch.primitives.StatementWithPvd;
import dev.vouch.scale.ScaleException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Candidates are fetched, checked in the order of wire 3.6, and handed to backing. */
final class FetchingTest {
  private static final CommittedCandidateReceipt ONE = candidate(0, 1);

  private static void answer(BridgeBench bench, Outcome<ResponsePayload> response) {
    bench.outside.answerOpen(SendRequest.class, response);
  }

  private static List<SignedFullStatementWithPvd> backing(BridgeBench bench) {
    return bench.outside.sent(CandidateBackingMessage.Statement.class).stream()
        .map(CandidateBackingMessage.Statement::statement)
        .toList();
  }

  private static AttestedCandidateRequest request(BridgeBench bench, int which)
      throws ScaleException {
    return AttestedCandidateRequest.CODEC.decodeAll(
        bench.outside.asked(SendRequest.class).get(which).payload());
  }

  /** S7, S24. */
  @Test
  void aFetchedCandidateIsHandedToBackingSecondedFirst() throws ScaleException {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(B, signed(1, valid(ONE)));
    assertThat(request(bench, 0))
        .isEqualTo(new AttestedCandidateRequest(ONE.hash(), StatementFilter.blank(3)));
    answer(bench, response(ONE, signed(0, seconded(ONE)), signed(1, valid(ONE))));
    assertThat(backing(bench)).extracting(s -> s.validator().value()).containsExactly(0, 1);
    assertThat(backing(bench).getFirst().statement())
        .isEqualTo(new StatementWithPvd.Seconded(ONE, PVD));
    assertThat(bench.outside.sent(CandidateBackingMessage.Statement.class))
        .allMatch(message -> message.schedulingParent().equals(LEAF));
    assertThat(bench.reports()).containsExactly("b 300000", "b 200000", "b 200000", "b 200000");
    bench.receive(A, signed(0, valid(ONE)));
    assertThat(backing(bench)).hasSize(3);
  }

  @Test
  void candidatesOfOtherGroupsAreFetchedToo() {
    BridgeBench bench = BridgeBench.ready();
    CommittedCandidateReceipt theirs = candidate(1, 1);
    bench.receive(C, signed(3, seconded(theirs)));
    answer(bench, response(theirs));
    assertThat(backing(bench)).singleElement().matches(s -> s.validator().value() == 3);
  }

  /** S11: without a place there is nothing for backing; the next leaf may have one. */
  @Test
  void statementsWaitUntilTheCandidateHasAPlace() {
    BridgeBench bench = BridgeBench.ready();
    bench.hasPlace = false;
    bench.receive(A, signed(0, seconded(ONE)));
    answer(bench, response(ONE));
    assertThat(backing(bench)).isEmpty();
    bench.hasPlace = true;
    bench.outside.activate(LEAF_2, 2, LEAF);
    assertThat(backing(bench)).hasSize(1);
  }

  @Test
  void aBackedParentMakesItsChildrenAskAgain() {
    BridgeBench bench = BridgeBench.ready();
    CommittedCandidateReceipt parent = candidate(0, 1);
    bench.share(BridgeBench.LOCAL, parent, true);
    bench.hasPlace = false;
    PersistedValidationData childPvd =
        new PersistedValidationData(
            parent.commitments().headData(), 1, PVD.relayParentStorageRoot(), 1_000_000);
    CommittedCandidateReceipt child =
        new CommittedCandidateReceipt(
            dev.vouch.primitives.CandidateDescriptor.builder(parent.descriptor().paraId(), LEAF)
                .persistedValidationDataHash(childPvd.hash())
                .v2(new dev.vouch.primitives.CoreIndex(0), SESSION),
            parent.commitments());
    bench.receive(A, signed(0, seconded(child)));
    bench.outside.answerOpen(
        SendRequest.class,
        Outcome.answered(
            new ResponsePayload(
                AttestedCandidateResponse.CODEC.encodeToBytes(
                    new AttestedCandidateResponse(child, childPvd, List.of())))));
    assertThat(backing(bench)).isEmpty();
    bench.hasPlace = true;
    bench.outside.forget().tell(new StatementDistributionInput.Backed(parent.hash()));
    assertThat(bench.outside.asked(GetHypotheticalMembership.class)).hasSize(1);
    assertThat(backing(bench)).hasSize(1);
  }

  /** The order of wire 3.6, each failure with its cost; the candidate stays unknown. */
  @Test
  void aWrongResponseIsRefusedAndAskedForAgain() {
    CommittedCandidateReceipt wrongCore = candidate(0, 2, SESSION, 1);
    CommittedCandidateReceipt wrongSession = candidate(0, 3, 100, 0);
    CommittedCandidateReceipt otherPara = candidate(1, 4);
    PersistedValidationData otherPvd =
        new PersistedValidationData(new HeadData(Bytes.fromHex("99")), 1, hash(0), 7);
    List<String> reasons = new ArrayList<>();
    for (CommittedCandidateReceipt[] pair :
        new CommittedCandidateReceipt[][] {
          {ONE, candidate(0, 9)},
          {wrongCore, wrongCore},
          {wrongSession, wrongSession},
          {otherPara, otherPara}
        }) {
      BridgeBench bench = BridgeBench.ready();
      bench.receive(A, signed(0, seconded(pair[0])));
      bench.outside.forget();
      answer(bench, response(pair[1]));
      assertThat(bench.reports()).containsExactly("a -300000");
      assertThat(bench.outside.counted(Metric.PEER_RESPONSES_BAD)).isEqualTo(1);
      assertThat(backing(bench)).isEmpty();
      reasons.add(bench.outside.explanations().getFirst().detail());
      bench.outside.advance(999);
      assertThat(bench.outside.asked(SendRequest.class)).isEmpty();
      bench.outside.advance(1);
      assertThat(bench.outside.asked(SendRequest.class)).hasSize(1);
    }
    assertThat(reasons.get(0)).contains("another candidate");
    assertThat(reasons.get(1)).contains("CoreIndexMismatch");
    assertThat(reasons.get(2)).contains("another session");
    assertThat(reasons.get(3)).contains("the para is not the group's");
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, signed(0, seconded(ONE)));
    bench.outside.answerOpen(
        SendRequest.class,
        Outcome.answered(
            new ResponsePayload(
                AttestedCandidateResponse.CODEC.encodeToBytes(
                    new AttestedCandidateResponse(ONE, otherPvd, List.of())))));
    assertThat(bench.outside.explanations().getLast().detail()).contains("another hash");
  }

  @Test
  void aResponseThatDoesNotDecodeIsRefused() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, signed(0, seconded(ONE)));
    answer(bench, Outcome.answered(new ResponsePayload(Bytes.fromHex("0011"))));
    assertThat(bench.outside.counted(Metric.PEER_RESPONSES_BAD)).isEqualTo(1);
    bench.outside.advance(1_000);
    answer(bench, Outcome.answered(new ResponsePayload(Bytes.wrap(new byte[8 * 1024 * 1024 + 1]))));
    assertThat(bench.outside.counted(Metric.PEER_RESPONSES_BAD)).isEqualTo(2);
  }

  /** S35, S36, S39: bad statements beside a good candidate are skipped with their cost. */
  @Test
  void badStatementsInAResponseAreSkipped() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, signed(0, seconded(ONE)));
    bench.outside.forget();
    answer(
        bench,
        response(
            ONE,
            signed(1, seconded(ONE)),
            signed(1, seconded(ONE)),
            signed(3, seconded(ONE)),
            signed(1, valid(ONE), hash(9)),
            signed(1, valid(candidate(0, 7)))));
    assertThat(bench.reports())
        .containsExactly(
            "a 200000", "a -300000", "a -300000", "a -300000", "a -300000", "a 200000");
    assertThat(backing(bench)).extracting(s -> s.validator().value()).containsExactly(0, 1);
  }

  /** S40, the mask. */
  @Test
  void disabledMembersAreMaskedOut() throws ScaleException {
    BridgeBench bench = new BridgeBench();
    bench.disabled = validators(1);
    bench.connect();
    bench.outside.activate(LEAF, 1).forget();
    bench.receive(A, signed(0, seconded(ONE)));
    StatementFilter mask = request(bench, 0).mask();
    assertThat(mask.secondedInGroup().toString()).isEqualTo("010");
    assertThat(mask.validatedInGroup().toString()).isEqualTo("010");
    bench.outside.forget();
    answer(bench, response(ONE, signed(1, valid(ONE))));
    assertThat(bench.reports()).containsExactly("a -300000", "a 200000");
    assertThat(backing(bench)).hasSize(1);
  }

  /** S37, third part: a proposer that used up its claims is masked out. */
  @Test
  void aProposerThatUsedUpItsClaimsIsMaskedOut() throws ScaleException {
    BridgeBench bench = new BridgeBench();
    bench.claimed = 1;
    bench.connect();
    bench.outside.activate(LEAF, 1).forget();
    bench.receive(A, signed(0, seconded(ONE)));
    assertThat(request(bench, 0).mask().secondedInGroup().toString()).isEqualTo("100");
  }

  @Test
  void anotherPeerIsAskedWhenOneIsGone() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, signed(0, seconded(ONE)));
    bench.receive(B, signed(1, valid(ONE)));
    assertThat(bench.outside.asked(SendRequest.class)).hasSize(1);
    bench.outside.tell(new StatementDistributionInput.PeerDisconnected(A));
    answer(bench, Outcome.failed(Failure.Kind.NO_HANDLER, "not connected"));
    assertThat(bench.outside.counted(Metric.PEER_RESPONSES_BAD)).isZero();
    bench.outside.advance(1_000);
    assertThat(bench.outside.asked(SendRequest.class)).hasSize(2);
    assertThat(bench.outside.asked(SendRequest.class).get(1).peer()).isEqualTo(B);
  }

  /** S85. */
  @Test
  void aPeerIsAskedOneThingAtATime() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, signed(0, seconded(ONE)));
    bench.receive(A, signed(0, seconded(candidate(0, 2))));
    bench.receive(B, signed(1, seconded(candidate(0, 3))));
    assertThat(bench.outside.asked(SendRequest.class))
        .extracting(SendRequest::peer)
        .containsExactly(A, B);
    answer(bench, response(ONE));
    assertThat(bench.outside.asked(SendRequest.class)).hasSize(3);
  }

  @Test
  void retriesEnd() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, signed(0, seconded(ONE)));
    for (int i = 0; i < Requests.MAX_ATTEMPTS; i++) {
      answer(bench, Outcome.failed(Failure.Kind.TIMEOUT, "nothing"));
      bench.outside.advance(1_000);
    }
    assertThat(bench.outside.asked(SendRequest.class)).hasSize(Requests.MAX_ATTEMPTS);
    assertThat(bench.outside.openTimers()).isZero();
  }

  /** S83, SX21. */
  @Test
  void aLateResponseForAPrunedBlockIsIgnored() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, signed(0, seconded(ONE)));
    bench.outside.activate(hash(8), 8, LEAF);
    bench.outside.forget();
    answer(bench, response(candidate(0, 9)));
    assertThat(bench.reports()).isEmpty();
    assertThat(backing(bench)).isEmpty();
  }

  @Test
  void aVoteWithoutAProposalIsNotHandedOver() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(B, signed(1, valid(ONE)));
    answer(bench, response(ONE, signed(1, valid(ONE))));
    assertThat(backing(bench)).isEmpty();
    bench.receive(A, signed(0, seconded(ONE)));
    bench.outside.advance(1_000);
    answer(bench, response(ONE));
    assertThat(backing(bench)).extracting(s -> s.validator().value()).containsExactly(0, 1);
  }

  /** A validator of another group cannot make us tell backing or peers of its statement. */
  @Test
  void aProposalByAnotherGroupGoesNowhere() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(C, signed(3, seconded(ONE)));
    answer(bench, response(ONE));
    assertThat(bench.outside.explanations().getLast().detail())
        .contains("the para is not the group's");
    bench.receive(A, signed(0, seconded(ONE)));
    answer(bench, response(ONE, signed(0, seconded(ONE)), signed(3, seconded(ONE))));
    assertThat(backing(bench)).extracting(s -> s.validator().value()).containsExactly(0);
    bench.outside.forget();
    bench.receiveView(BridgeBench.D, LEAF);
    assertThat(bench.statementsSent()).containsExactly("d 0 seconded");
  }
}
