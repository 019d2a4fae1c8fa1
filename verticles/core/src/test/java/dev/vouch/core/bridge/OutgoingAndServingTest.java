package dev.vouch.core.bridge;

import static dev.vouch.core.bridge.BridgeBench.A;
import static dev.vouch.core.bridge.BridgeBench.B;
import static dev.vouch.core.bridge.BridgeBench.D;
import static dev.vouch.core.bridge.BridgeBench.LEAF;
import static dev.vouch.core.bridge.BridgeBench.LEAF_2;
import static dev.vouch.core.bridge.BridgeBench.LOCAL;
import static dev.vouch.core.bridge.BridgeBench.PVD;
import static dev.vouch.core.bridge.BridgeBench.STRANGER;
import static dev.vouch.core.bridge.BridgeBench.candidate;
import static dev.vouch.core.bridge.BridgeBench.hash;
import static dev.vouch.core.bridge.BridgeBench.response;
import static dev.vouch.core.bridge.BridgeBench.seconded;
import static dev.vouch.core.bridge.BridgeBench.signed;
import static dev.vouch.core.bridge.BridgeBench.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.NetworkMessage.ResponsePayload;
import dev.vouch.messages.NetworkMessage.SendRequest;
import dev.vouch.messages.NetworkMessage.SendValidationMessage;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.PeerId;
import dev.vouch.messages.StatementDistributionInput;
import dev.vouch.primitives.AttestedCandidateRequest;
import dev.vouch.primitives.AttestedCandidateResponse;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.StatementFilter;
import dev.vouch.primitives.View;
import dev.vouch.scale.ScaleException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our own statements reach everybody, latecomers too, and candidates are served. */
final class OutgoingAndServingTest {
  private static final CommittedCandidateReceipt ONE = candidate(0, 1);

  /** S1 in the slice's form. */
  @Test
  void ourStatementsGoToEveryConnectedValidator() {
    BridgeBench bench = BridgeBench.ready();
    bench.connect(STRANGER, 9);
    bench.outside.forget();
    bench.share(LOCAL, ONE, true);
    bench.share(LOCAL, ONE, false);
    assertThat(bench.statementsSent())
        .containsExactly(
            "a 2 seconded",
            "b 2 seconded",
            "c 2 seconded",
            "d 2 seconded",
            "a 2 valid",
            "b 2 valid",
            "c 2 valid",
            "d 2 valid");
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_SENT)).isEqualTo(8);
    assertThat(bench.outside.sent(CandidateBackingMessage.Statement.class)).isEmpty();
  }

  /** Backing 4.12, the errors of Share. */
  @Test
  void aWrongShareSendsNothing() {
    BridgeBench bench = BridgeBench.ready();
    bench.share(LOCAL, candidate(1, 1), true);
    bench.share(LOCAL, ONE, false);
    bench.share(LOCAL, ONE, true);
    bench.outside.forget();
    bench.share(LOCAL, ONE, true);
    assertThat(bench.outside.sent()).isEmpty();
    assertThat(bench.outside.steps()).containsExactly(Explanation.Step.REFUSED);
    bench.share(LOCAL, candidate(0, 2), true);
    bench.share(LOCAL, candidate(0, 3), true);
    bench.outside.forget();
    bench.share(LOCAL, candidate(0, 4), true);
    assertThat(bench.statementsSent()).isEmpty();
  }

  @Test
  void ourOwnShareEndsARequestForTheCandidate() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, signed(0, seconded(ONE)));
    bench.share(LOCAL, ONE, true);
    assertThat(bench.outside.sent(CandidateBackingMessage.Statement.class)).hasSize(1);
    bench.outside.answerOpen(SendRequest.class, response(candidate(0, 9)));
    assertThat(bench.outside.counted(Metric.PEER_RESPONSES_BAD)).isZero();
  }

  /** S8, 4.13. */
  @Test
  void aLateJoinerGetsWhatItLacksSecondedFirst() {
    BridgeBench bench = BridgeBench.ready();
    bench.share(LOCAL, ONE, true);
    bench.receive(B, signed(1, valid(ONE)));
    bench.outside.forget();
    PeerId late = new PeerId("late");
    bench.connect(late, 5);
    assertThat(bench.statementsSent()).isEmpty();
    bench.receiveView(late, LEAF);
    assertThat(bench.statementsSent()).containsExactly("late 2 seconded", "late 1 valid");
    bench.outside.forget();
    bench.receiveView(late, LEAF, LEAF_2);
    bench.receiveView(late, LEAF);
    assertThat(bench.statementsSent()).isEmpty();
  }

  /** S9, SX2: a peer that was restarted gets everything again. */
  @Test
  void aPeerThatConnectsAgainBeginsAnew() {
    BridgeBench bench = BridgeBench.ready();
    bench.share(LOCAL, ONE, true);
    bench.outside.tell(new StatementDistributionInput.PeerDisconnected(A));
    bench.outside.forget();
    bench.connect(A, 0);
    bench.outside.tell(new StatementDistributionInput.PeerViewChange(A, List.of(LEAF), 0));
    assertThat(bench.statementsSent()).containsExactly("a 2 seconded");
  }

  @Test
  void aPeerWhoseViewIsAheadIsCaughtUpWhenWeArrive() {
    BridgeBench bench = BridgeBench.ready();
    bench.share(LOCAL, ONE, true);
    PeerId late = new PeerId("late");
    bench.connect(late, 5);
    bench.receiveView(late, LEAF_2);
    bench.outside.forget();
    bench.outside.activate(LEAF_2, 2, LEAF);
    assertThat(bench.statementsSent()).containsExactly("late 2 seconded");
  }

  @Test
  void whatAPeerSentIsNotSentBack() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, signed(0, seconded(ONE)));
    bench.outside.answerOpen(SendRequest.class, response(ONE));
    bench.outside.forget();
    bench.receiveView(A, LEAF);
    bench.receiveView(B, LEAF);
    assertThat(bench.statementsSent()).containsExactly("b 0 seconded");
  }

  @Test
  void ourViewIsAnnouncedWithEveryLeafAndToEveryNewPeer() {
    BridgeBench bench = new BridgeBench();
    bench.connect();
    assertThat(bench.outside.sent()).isEmpty();
    bench.outside.signal(new OverseerSignal.BlockFinalized(hash(0), 0));
    bench.outside.activate(LEAF, 1);
    bench.outside.activate(LEAF_2, 2, LEAF);
    assertThat(bench.viewsSent())
        .containsExactly(new View(List.of(LEAF), 0), new View(List.of(LEAF_2), 0));
    bench.outside.forget();
    bench.connect(new PeerId("late"), 5);
    assertThat(bench.viewsSent()).containsExactly(new View(List.of(LEAF_2), 0));
    assertThat(bench.outside.sent(SendValidationMessage.class).getFirst().peers())
        .containsExactly(new PeerId("late"));
  }

  private static long ask(BridgeBench bench, PeerId peer, StatementFilter mask) {
    return bench.outside.request(
        new StatementDistributionInput.PeerRequest(
            peer,
            AttestedCandidateRequest.CODEC.encodeToBytes(
                new AttestedCandidateRequest(ONE.hash(), mask))));
  }

  /** S43, S44. */
  @Test
  void aKnownCandidateIsServedWithTheStatementsThatTheMaskLetsThrough() throws ScaleException {
    BridgeBench bench = BridgeBench.ready();
    bench.share(LOCAL, ONE, true);
    bench.receive(B, signed(1, valid(ONE)));
    long all = ask(bench, D, StatementFilter.blank(3));
    AttestedCandidateResponse whole =
        AttestedCandidateResponse.CODEC.decodeAll(
            bench.outside.answerOf(all, ResponsePayload.class).payload());
    assertThat(whole.candidateReceipt()).isEqualTo(ONE);
    assertThat(whole.persistedValidationData()).isEqualTo(PVD);
    assertThat(whole.statements())
        .containsExactly(signed(LOCAL, seconded(ONE)), signed(1, valid(ONE)));
    long masked = ask(bench, A, new StatementFilter(BitList.of("001"), BitList.of("000")));
    assertThat(
            AttestedCandidateResponse.CODEC
                .decodeAll(bench.outside.answerOf(masked, ResponsePayload.class).payload())
                .statements())
        .containsExactly(signed(1, valid(ONE)));
    assertThat(bench.outside.counted(Metric.PEER_REQUESTS_SERVED)).isEqualTo(2);
    bench.outside.forget();
    bench.receiveView(D, LEAF);
    assertThat(bench.statementsSent()).isEmpty();
  }

  @Test
  void wrongRequestsAreRefusedAndCounted() {
    BridgeBench bench = BridgeBench.ready();
    assertThat(bench.outside.failureOf(ask(bench, A, StatementFilter.blank(3))).kind())
        .isEqualTo(Failure.Kind.UNAVAILABLE);
    bench.share(LOCAL, ONE, true);
    bench.outside.forget();
    assertThat(bench.outside.failureOf(ask(bench, A, StatementFilter.blank(4))).kind())
        .isEqualTo(Failure.Kind.BAD_REQUEST);
    assertThat(bench.outside.failureOf(ask(bench, STRANGER, StatementFilter.blank(3))).kind())
        .isEqualTo(Failure.Kind.UNAVAILABLE);
    bench.connect(STRANGER, 9);
    assertThat(bench.outside.failureOf(ask(bench, STRANGER, StatementFilter.blank(3))).kind())
        .isEqualTo(Failure.Kind.BAD_REQUEST);
    for (Bytes bad : List.of(Bytes.fromHex("00"), Bytes.wrap(new byte[1_001]))) {
      long token = bench.outside.request(new StatementDistributionInput.PeerRequest(A, bad));
      assertThat(bench.outside.failureOf(token).kind()).isEqualTo(Failure.Kind.BAD_REQUEST);
    }
    assertThat(bench.reports())
        .containsExactly("a -300000", "stranger -300000", "a -300000", "a -300000");
    assertThat(bench.outside.counted(Metric.PEER_REQUESTS_REFUSED)).isEqualTo(6);
  }
}
