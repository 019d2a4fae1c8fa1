package dev.vouch.core.bridge;

import static dev.vouch.core.bridge.BridgeBench.A;
import static dev.vouch.core.bridge.BridgeBench.B;
import static dev.vouch.core.bridge.BridgeBench.C;
import static dev.vouch.core.bridge.BridgeBench.LEAF;
import static dev.vouch.core.bridge.BridgeBench.LEAF_2;
import static dev.vouch.core.bridge.BridgeBench.STRANGER;
import static dev.vouch.core.bridge.BridgeBench.candidate;
import static dev.vouch.core.bridge.BridgeBench.hash;
import static dev.vouch.core.bridge.BridgeBench.seconded;
import static dev.vouch.core.bridge.BridgeBench.signed;
import static dev.vouch.core.bridge.BridgeBench.valid;
import static dev.vouch.core.bridge.BridgeBench.validators;
import static dev.vouch.core.bridge.BridgeBench.wire;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.Message;
import dev.vouch.messages.NetworkMessage.ReportPeer;
import dev.vouch.messages.NetworkMessage.SendRequest;
import dev.vouch.messages.PeerId;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.Limits;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.ValidatorIndex;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What peers send is believed only after every check (backing 4.14); the rest changes nothing. */
final class IncomingStatementTest {
  private static final int MINOR = -100_000;
  private static final int MAJOR = -300_000;
  private static final int FIRST = 300_000;
  private static final CommittedCandidateReceipt ONE = candidate(0, 1);

  private static void nothingHappened(BridgeBench bench) {
    assertThat(bench.outside.asked()).as("asked").isEmpty();
    assertThat(bench.outside.sent())
        .as("sent")
        .allMatch((Message message) -> message instanceof ReportPeer);
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_RECEIVED)).isZero();
  }

  /** S7, the first half. */
  @Test
  void aGoodStatementIsImportedAndItsCandidateAskedFor() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, signed(0, seconded(ONE)));
    assertThat(bench.reports()).containsExactly("a " + FIRST);
    assertThat(bench.outside.asked(SendRequest.class))
        .singleElement()
        .satisfies(request -> assertThat(request.peer()).isEqualTo(A));
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_RECEIVED)).isEqualTo(1);
    assertThat(bench.outside.steps()).containsExactly(Explanation.Step.STATEMENT_IMPORTED);
  }

  /** S3, SX15. */
  @Test
  void aWrongSignatureChangesNothing() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, signed(0, seconded(ONE), hash(9)));
    bench.receive(A, signed(1, seconded(ONE), hash(9)));
    assertThat(bench.reports()).containsExactly("a " + MAJOR, "a " + MAJOR);
    assertThat(bench.outside.counted(Metric.PEER_SIGNATURES_BAD)).isEqualTo(2);
    assertThat(bench.outside.steps())
        .containsExactly(Explanation.Step.REFUSED, Explanation.Step.REFUSED);
    nothingHappened(bench);
  }

  @Test
  void aSignatureOverAnotherPayloadChangesNothing() {
    BridgeBench bench = BridgeBench.ready();
    SignedStatement other = signed(0, seconded(candidate(0, 2)));
    bench.receive(A, new SignedStatement(seconded(ONE), other.validator(), other.signature()));
    bench.receive(
        A,
        new SignedStatement(valid(ONE), other.validator(), signed(0, seconded(ONE)).signature()));
    assertThat(bench.outside.counted(Metric.PEER_SIGNATURES_BAD)).isEqualTo(2);
    nothingHappened(bench);
  }

  @Test
  void anUnknownValidatorIndexChangesNothing() {
    BridgeBench bench = BridgeBench.ready();
    SignedStatement good = signed(0, seconded(ONE));
    for (int index : new int[] {6, Integer.MAX_VALUE, -1}) {
      bench.receive(
          A, new SignedStatement(good.statement(), new ValidatorIndex(index), good.signature()));
    }
    assertThat(bench.outside.counted(Metric.PEER_VALIDATORS_UNKNOWN)).isEqualTo(3);
    assertThat(bench.reports()).hasSize(3).allMatch(("a " + MINOR)::equals);
    nothingHappened(bench);
  }

  @Test
  void everyTruncationOfAMessageChangesNothing() {
    Bytes whole = wire(LEAF, signed(0, seconded(ONE)));
    BridgeBench bench = BridgeBench.ready();
    for (int length = 0; length < whole.length(); length++) {
      bench.receive(A, whole.slice(0, length));
    }
    bench.receive(A, Bytes.concat(whole, Bytes.fromHex("00")));
    assertThat(bench.outside.counted(Metric.PEER_MESSAGES_MALFORMED))
        .isEqualTo(whole.length() + 1L);
    nothingHappened(bench);
  }

  @Test
  void randomBytesNeverThrowAndNeverImport() {
    long seed = 20_260_901L;
    Random random = new Random(seed);
    Bytes whole = wire(LEAF, signed(0, seconded(ONE)));
    BridgeBench bench = BridgeBench.ready();
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = whole.toArray();
      int flips = 1 + random.nextInt(4);
      for (int flip = 0; flip < flips; flip++) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      }
      bench.receive(A, Bytes.wrap(bytes));
    }
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_RECEIVED)).as("seed " + seed).isZero();
  }

  /** SX4. */
  @Test
  void aNotificationAboveItsLimitIsNotDecoded() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, Bytes.wrap(new byte[Limits.MAX_NOTIFICATION_BYTES + 1]));
    assertThat(bench.outside.counted(Metric.PEER_MESSAGES_MALFORMED)).isEqualTo(1);
    nothingHappened(bench);
  }

  @Test
  void approvalsAndManifestsAreNotOursInTheSlice() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, Bytes.fromHex("0104ffffff"));
    assertThat(bench.reports()).isEmpty();
    assertThat(bench.outside.counted(Metric.PEER_MESSAGES_MALFORMED)).isZero();
    nothingHappened(bench);
  }

  @Test
  void aPeerThatIsNotConnectedIsIgnored() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(STRANGER, signed(0, seconded(ONE)));
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_UNEXPECTED)).isEqualTo(1);
    nothingHappened(bench);
  }

  @Test
  void aPeerThatProvedNoValidatorKeyIsRefused() {
    BridgeBench bench = BridgeBench.ready();
    bench.connect(STRANGER, 9);
    bench.outside.forget();
    bench.receive(STRANGER, signed(0, seconded(ONE)));
    assertThat(bench.reports()).containsExactly("stranger " + MINOR);
    nothingHappened(bench);
  }

  /** S40, the first part. */
  @Test
  void aStatementOfADisabledValidatorIsRefused() {
    BridgeBench bench = new BridgeBench();
    bench.disabled = validators(0);
    bench.connect();
    bench.outside.activate(LEAF, 1).forget();
    bench.receive(A, signed(0, seconded(ONE)));
    assertThat(bench.reports()).containsExactly("a " + MINOR);
    assertThat(bench.outside.counted(Metric.PEER_VALIDATORS_DISABLED)).isEqualTo(1);
    nothingHappened(bench);
  }

  /** SX3, and 4.14 step 8. */
  @Test
  void aStatementIsImportedOnce() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, signed(0, seconded(ONE)));
    bench.receive(B, signed(0, seconded(ONE)));
    bench.receive(B, signed(0, seconded(ONE)));
    assertThat(bench.reports()).containsExactly("a " + FIRST, "b 200000", "b " + MINOR);
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_RECEIVED)).isEqualTo(1);
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_DUPLICATE)).isEqualTo(2);
  }

  /** S12: each validator proposes at most as many candidates as its core has claims. */
  @Test
  void theSecondingLimitIsRespected() {
    BridgeBench bench = new BridgeBench();
    bench.claimed = 2;
    bench.connect();
    bench.outside.activate(LEAF, 1).forget();
    bench.receive(A, signed(0, seconded(ONE)));
    bench.receive(A, signed(0, seconded(candidate(0, 2))));
    bench.receive(A, signed(0, seconded(candidate(0, 3))));
    bench.receive(B, signed(0, seconded(candidate(0, 4))));
    assertThat(bench.reports()).containsExactly("a " + FIRST, "a " + FIRST, "a " + MINOR);
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_EXCESSIVE)).isEqualTo(2);
  }

  @Test
  void votesOfAValidatorAreBoundedToo() {
    BridgeBench bench = new BridgeBench();
    bench.claimed = 1;
    bench.connect();
    bench.outside.activate(LEAF, 1).forget();
    for (int i = 0; i < 5; i++) {
      bench.receive(A, signed(0, valid(candidate(0, i))));
    }
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_RECEIVED)).isEqualTo(3);
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_EXCESSIVE)).isEqualTo(2);
  }

  @Test
  void aStatementThatContradictsItsCandidateIsRefused() {
    BridgeBench bench = BridgeBench.ready();
    bench.share(BridgeBench.LOCAL, ONE, true);
    bench.outside.forget();
    bench.receive(C, signed(3, valid(ONE)));
    assertThat(bench.reports()).containsExactly("c " + MINOR);
    nothingHappened(bench);
  }

  @Test
  void aStatementAboutABlockToComeWaitsForIt() {
    BridgeBench bench = new BridgeBench();
    bench.connect();
    bench.receive(A, signed(0, seconded(ONE)));
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_HELD_BACK)).isEqualTo(1);
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_RECEIVED)).isZero();
    bench.outside.activate(LEAF, 1);
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_RECEIVED)).isEqualTo(1);
    assertThat(bench.outside.asked(SendRequest.class)).hasSize(1);
  }

  @Test
  void aStatementAboutABlockThatNeverComesExpires() {
    BridgeBench bench = new BridgeBench();
    bench.connect();
    bench.receive(A, wire(hash(77), signed(0, seconded(ONE))));
    bench.outside.advance(HeldBack.MAX_AGE_MILLIS + 1);
    bench.outside.activate(LEAF, 1);
    assertThat(bench.reports()).containsExactly("a " + MINOR);
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_UNEXPECTED)).isEqualTo(1);
  }

  @Test
  void onePeerCannotFillWhatIsHeldBack() {
    BridgeBench bench = new BridgeBench();
    bench.connect();
    SignedStatement statement = signed(0, seconded(ONE));
    bench.receive(B, statement);
    for (int i = 0; i < HeldBack.MAX_PER_PEER + 10; i++) {
      bench.receive(A, wire(hash(77), statement));
    }
    assertThat(bench.reports()).hasSize(10).allMatch(("a " + MINOR)::equals);
    bench.outside.activate(LEAF, 1);
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_RECEIVED)).isEqualTo(1);
  }

  /** S41: what counts is the state at the scheduling parent. */
  @Test
  void disablingCountsFromTheBlockThatSaysSo() {
    BridgeBench bench = BridgeBench.ready();
    bench.disabled = validators(0);
    bench.outside.activate(LEAF_2, 2, LEAF);
    bench.receive(A, signed(0, seconded(ONE)));
    bench.receive(A, wire(LEAF_2, signed(0, seconded(candidate(0, 2)), LEAF_2)));
    assertThat(bench.reports()).containsExactly("a " + FIRST, "a " + MINOR);
  }

  @Test
  void statementsOfAPrunedBlockAreForgotten() {
    BridgeBench bench = BridgeBench.ready();
    bench.receive(A, signed(0, seconded(ONE)));
    bench.outside.activate(hash(8), 8, LEAF);
    bench.outside.forget();
    bench.receive(A, signed(0, seconded(ONE)));
    assertThat(bench.outside.counted(Metric.PEER_STATEMENTS_HELD_BACK)).isEqualTo(1);
    assertThat(bench.outside.sent(CandidateBackingMessage.Statement.class)).isEmpty();
  }

  /** S13. */
  @Test
  void reputationIsSummedOverItsInterval() {
    BridgeBench bench = new BridgeBench(new BridgeConfig(100));
    bench.connect();
    bench.outside.activate(LEAF, 1).forget();
    bench.receive(A, signed(0, seconded(ONE)));
    bench.receive(A, signed(0, seconded(ONE)));
    bench.outside.advance(50);
    assertThat(bench.reports()).isEmpty();
    bench.outside.advance(50);
    assertThat(bench.reports()).containsExactly("a " + (FIRST + MINOR));
  }

  @Test
  void malformedViewsAreReportedAndChangeNothing() {
    BridgeBench bench = BridgeBench.ready();
    bench.receiveView(A, hash(1), hash(2), hash(3), hash(4), hash(5), hash(6));
    bench.receiveView(A);
    assertThat(bench.reports()).containsExactly("a " + MAJOR, "a " + MINOR);
    assertThat(List.of(new PeerId("a"))).containsExactly(A);
  }
}
