package dev.vouch.it.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.bus.Addresses;
import dev.vouch.core.kernel.Metric;
import dev.vouch.devnet.collator.TestPara;
import dev.vouch.it.bus.Candidate.Version;
import dev.vouch.it.bus.Members.Node;
import dev.vouch.messages.CandidateBackingMessage.GetBackedCandidates;
import dev.vouch.messages.Misbehavior;
import dev.vouch.messages.OverseerMessage.WaitForActivation;
import dev.vouch.messages.PeerId;
import dev.vouch.messages.ProvisionerMessage.GetMisbehaviorReports;
import dev.vouch.messages.ProvisionerMessage.Provisionable.MisbehaviorReport;
import dev.vouch.node.NodeMeters;
import dev.vouch.node.link.LinkMessage;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.ValidatorIndex;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alice is honest and has seconded; Charlie is in her group, has proved his key, and lies. Two
 * votes are needed: if a lie counted as a vote, the candidate would be backed.
 */
class HostilePeerTest {
  private static final int ALICE = 0;
  private static final int CHARLIE = 2;

  @TempDir static Path artifacts;
  private static Members members;

  @TempDir Path directory;
  private final HostApp host = new HostApp(Chains.spec(2, Chains.ADDER, NodeFeatures.none()));
  private Node alice;
  private HostileLink charlie;
  private PeerId peer;
  private Candidate candidate;
  private SigningContext context;
  private CompactStatement valid;

  @BeforeAll
  static void startCluster() {
    members = new Members("hostile-peer-test", artifacts);
  }

  @AfterAll
  static void stopCluster() {
    members.close();
  }

  @BeforeEach
  void aliceSecondsACandidate() {
    alice = members.deploy(ALICE, host, directory);
    charlie = new HostileLink(members.vertx(CHARLIE), CHARLIE, host.genesis());
    peer = charlie.awaitPeer(ALICE);
    host.author(List.of());
    Await.result(alice.host().request(new WaitForActivation(host.best().hash())));
    candidate = Candidate.next(host, Chains.ADDER, TestPara.ADDER, Version.V2);
    context = new SigningContext(host.best().session(), candidate.schedulingParent());
    valid = new CompactStatement.Valid(candidate.hash());
    alice.put(candidate.code(), candidate.pov());
    alice.host().send(candidate.second(), 0);
    host.awaitSeconded(candidate.hash(), alice.plugin().context().explanations()::recent);
  }

  @AfterEach
  void close() {
    charlie.close();
    alice.undeploy();
    host.close();
  }

  private double counted(Metric metric) {
    return alice.plugin().context().meters().counted(metric);
  }

  private List<BackedCandidate> backed() {
    return Await.result(
            alice
                .host()
                .request(
                    new GetBackedCandidates(
                        candidate.schedulingParent(), List.of(candidate.hash()))))
        .candidates();
  }

  private List<MisbehaviorReport> reports() {
    return Await.result(
            alice.host().request(new GetMisbehaviorReports(candidate.schedulingParent())))
        .reports();
  }

  private Bytes says(SignedStatement statement) {
    return HostileLink.notification(candidate.schedulingParent(), statement);
  }

  private SignedStatement withValidator(ValidatorIndex index) {
    return new SignedStatement(valid, index, charlie.signature(valid.signingPayload(context)));
  }

  private SignedStatement signedOver(Bytes payload) {
    return new SignedStatement(valid, new ValidatorIndex(CHARLIE), charlie.signature(payload));
  }

  /** Sends it, waits until it is counted, and looks whether it changed anything. */
  private void changesNothing(Bytes notification, Metric countedAs) {
    Map<Metric, Double> before = new EnumMap<>(Metric.class);
    List<Metric> mustStay =
        List.of(
            Metric.STATEMENTS_IMPORTED,
            Metric.PEER_STATEMENTS_RECEIVED,
            Metric.SIGNED_STATEMENTS,
            Metric.CANDIDATES_BACKED,
            Metric.MISBEHAVIORS);
    mustStay.forEach(metric -> before.put(metric, counted(metric)));
    double already = counted(countedAs);

    charlie.send(peer, notification);

    Await.until(countedAs + " counts it", () -> counted(countedAs) == already + 1);
    assertThat(backed()).isEmpty();
    mustStay.forEach(
        metric -> assertThat(counted(metric)).as(metric.meter()).isEqualTo(before.get(metric)));
  }

  @Test
  void liesChangeNothingAndAreCountedAndTheTruthStillCounts() {
    Bytes right = says(charlie.sign(valid, context));
    CompactStatement seconded = new CompactStatement.Seconded(candidate.hash());
    SigningContext otherSession =
        new SigningContext(context.sessionIndex() + 1, context.parentHash());

    // A signature that is none, one over another statement, one for another session.
    Signature none = Signature.fromHex("5a".repeat(Signature.LENGTH));
    changesNothing(
        says(new SignedStatement(valid, new ValidatorIndex(CHARLIE), none)),
        Metric.PEER_SIGNATURES_BAD);
    changesNothing(says(signedOver(seconded.signingPayload(context))), Metric.PEER_SIGNATURES_BAD);
    changesNothing(
        says(signedOver(valid.signingPayload(otherSession))), Metric.PEER_SIGNATURES_BAD);
    // Charlie's right signature in Bob's name, and in nobody's.
    changesNothing(says(withValidator(new ValidatorIndex(1))), Metric.PEER_SIGNATURES_BAD);
    changesNothing(says(withValidator(new ValidatorIndex(3))), Metric.PEER_VALIDATORS_UNKNOWN);
    changesNothing(
        says(withValidator(new ValidatorIndex(Integer.MAX_VALUE))), Metric.PEER_VALIDATORS_UNKNOWN);
    // Cut short by a byte, to nothing but the beginning, to nothing; and a byte too long.
    changesNothing(right.slice(0, right.length() - 1), Metric.PEER_MESSAGES_MALFORMED);
    changesNothing(right.slice(0, 2), Metric.PEER_MESSAGES_MALFORMED);
    changesNothing(Bytes.EMPTY, Metric.PEER_MESSAGES_MALFORMED);
    changesNothing(Bytes.concat(right, Bytes.wrap(new byte[1])), Metric.PEER_MESSAGES_MALFORMED);

    charlie.send(peer, right);
    Await.until("the truth counts as a vote", () -> !backed().isEmpty());
    assertThat(backed().getFirst().validityVotes()).hasSize(2);
    assertThat(reports()).isEmpty();
  }

  @Test
  void framesThatAreOfNoSessionAreRefusedAndCounted() {
    PublicKey bob = Chains.key(1).publicKey();
    Bytes right = says(charlie.sign(valid, context));
    String address = Addresses.peer(Chains.key(ALICE).publicKey());
    for (PublicKey sender : List.of(Chains.key(CHARLIE).publicKey(), bob)) {
      double already = malformedOnTheBus();
      LinkMessage.Frame forged =
          new LinkMessage.Frame(
              sender, 1, 1_000, LinkMessage.Kind.NOTIFICATION, right, Bytes.wrap(new byte[32]));
      assertThatThrownBy(
              () ->
                  Await.result(members.vertx(CHARLIE).eventBus().<Object>request(address, forged)))
          .hasMessageContaining("no session");
      assertThat(malformedOnTheBus()).isEqualTo(already + 1);
    }
    assertThat(backed()).isEmpty();
    assertThat(counted(Metric.PEER_STATEMENTS_RECEIVED)).isZero();
  }

  private double malformedOnTheBus() {
    NodeMeters meters = alice.plugin().context().meters();
    return meters.registry().counter("vouch.bus.messages.malformed").count();
  }

  @Test
  void aDoubleVoteYieldsOneMisbehaviourReport() {
    SignedStatement first = charlie.sign(valid, context);
    SignedStatement second = charlie.sign(new CompactStatement.Seconded(candidate.hash()), context);
    charlie.send(peer, says(first));
    charlie.send(peer, says(second));
    Await.until("a report", () -> !reports().isEmpty());

    // Saying it all again, also with other signatures, adds nothing.
    double duplicates = counted(Metric.PEER_STATEMENTS_DUPLICATE);
    charlie.send(peer, says(first));
    charlie.send(peer, says(second));
    charlie.send(peer, says(charlie.sign(valid, context)));
    Await.until(
        "repetitions are counted",
        () -> counted(Metric.PEER_STATEMENTS_DUPLICATE) == duplicates + 3);

    assertThat(reports())
        .singleElement()
        .satisfies(
            report -> {
              assertThat(report.validator()).isEqualTo(new ValidatorIndex(CHARLIE));
              assertThat(report.misbehavior())
                  .isInstanceOfSatisfying(
                      Misbehavior.ValidityDoubleVote.class,
                      vote -> {
                        assertThat(vote.digest()).isEqualTo(candidate.hash());
                        assertThat(vote.valid()).isEqualTo(first.signature());
                        assertThat(vote.seconded()).isEqualTo(second.signature());
                      });
            });
    assertThat(counted(Metric.MISBEHAVIORS)).isEqualTo(1);
  }
}
