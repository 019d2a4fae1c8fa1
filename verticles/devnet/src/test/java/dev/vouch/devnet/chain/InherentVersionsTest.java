package dev.vouch.devnet.chain;

import static dev.vouch.devnet.chain.DevChainFixture.backed;
import static dev.vouch.devnet.chain.DevChainFixture.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.UmpSignal;
import dev.vouch.primitives.testing.TestCandidate;
import org.junit.jupiter.api.Test;

/** Candidates that an author leaves out for their version (rows RC16 to RC45). */
final class InherentVersionsTest {
  private final DevChainFixture f = DevChainFixture.ordinary();

  @Test
  void aFirstVersionCandidateNeedsItsCoreInjected() {
    RelayBlock parent = f.empty(1);
    TestCandidate v1 = f.builder(0, parent, "01").v1().build();
    BackedCandidate right = f.backed(v1);
    BackedCandidate without =
        new BackedCandidate(v1.committed(), right.validityVotes(), right.groupBits());
    assertThat(f.refusal(without)).isEqualTo("UnscheduledCandidate");
    assertThat(f.refusal(backed(v1, f.group(0, parent), 1, 2, v1.signingContext())))
        .as("the core of another para")
        .isEqualTo("UnscheduledCandidate");
    assertThat(f.refusal(backed(v1, f.group(0, parent), 77, 2, v1.signingContext())))
        .as("no core of ours")
        .isEqualTo("UnscheduledCandidate");
    assertThat(f.refusal(f.backed(f.builder(0, f.chain.best(), "01").v1().build())))
        .isEqualTo("accepted");
  }

  @Test
  void aFirstVersionCandidateWithSignalsIsRefused() {
    RelayBlock parent = f.empty(1);
    assertThat(f.refusal(f.builder(0, parent, "01").v1().signals(new UmpSignal.SelectCore(0, 0))))
        .startsWith("InvalidUMPSignals");
  }

  @Test
  void tooManySignalsAndAWrongSelectorAreRefused() {
    RelayBlock parent = f.empty(1);
    UmpSignal select = new UmpSignal.SelectCore(0, 0);
    UmpSignal peer = new UmpSignal.ApprovedPeer(Bytes.fromHex("aa"));
    assertThat(f.refusal(f.builder(0, parent, "01").signals(select, peer, select)))
        .startsWith("InvalidUMPSignals");
    assertThat(f.refusal(f.builder(0, parent, "01").signals(new UmpSignal.SelectCore(0, 9))))
        .as("no claim that deep")
        .startsWith("InvalidUMPSignals");
    assertThat(f.refusal(f.builder(0, parent, "01").signals(select, peer))).isEqualTo("accepted");
  }

  @Test
  void theThirdVersionIsRefusedWhileItsFeatureIsOff() {
    RelayBlock parent = f.empty(1);
    assertThat(
            f.refusal(
                f.builder(0, parent, "01")
                    .signals(new UmpSignal.SelectCore(0, 0))
                    .v3(parent.hash(), 0)))
        .isIn("descriptor version is not accepted", "DisallowedSchedulingParent");
  }

  @Test
  void anUnknownVersionIsRefused() {
    RelayBlock parent = f.empty(1);
    TestCandidate right = f.builder(0, parent, "01").build();
    byte[] bytes = right.descriptor().bytes().toArray();
    bytes[36] = 9;
    TestCandidate unknown =
        new TestCandidate(
            new CommittedCandidateReceipt(
                new CandidateDescriptor(Bytes.wrap(bytes)), right.commitments()),
            right.pvd(),
            right.pov(),
            right.code(),
            right.signingContext());
    assertThat(f.refusal(f.backed(unknown))).contains("UnknownVersion");
  }

  /** With the feature on. */
  @Test
  void aThirdVersionCandidateIsScheduledByOneBlockAndExecutedOnAnother() {
    DevChainFixture v3 = DevChainFixture.withV3();
    assertThat(v3.chain.spec().nodeFeatures().has(NodeFeatures.Feature.CANDIDATE_RECEIPT_V3))
        .isTrue();
    RelayBlock relayParent = v3.empty(1);
    RelayBlock scheduling = v3.empty(3);
    UmpSignal select = new UmpSignal.SelectCore(0, 0);
    assertThat(v3.refusal(v3.builder(0, relayParent, "01").v3(scheduling.hash(), 0)))
        .as("without signals")
        .startsWith("InvalidUMPSignals");
    assertThat(
            v3.refusal(v3.builder(0, relayParent, "01").signals(select).v3(relayParent.hash(), 0)))
        .as("a scheduling parent that is too old")
        .isEqualTo("DisallowedSchedulingParent");
    assertThat(
            v3.refusal(v3.builder(0, relayParent, "01").signals(select).v3(scheduling.hash(), 1)))
        .isEqualTo("scheduling session is not the current one");
    scheduling = v3.chain.best();
    TestCandidate candidate =
        v3.builder(0, relayParent, "01").signals(select).v3(scheduling.hash(), 0).build();
    SigningContext overRelayParent = new SigningContext(0, relayParent.hash());
    assertThat(
            v3.refusal(
                DevChainFixture.backed(candidate, v3.group(0, scheduling), 0, 2, overRelayParent)))
        .as("votes are about the scheduling parent")
        .isEqualTo("InvalidBacking");
    assertThat(v3.refusal(v3.backed(candidate))).isEqualTo("accepted");
    assertThat(v3.headOf(0)).isEqualTo(head("01"));
  }

  @Test
  void aSchedulingParentMayBeOlderThanTheRelayParent() {
    DevChainFixture v3 = DevChainFixture.withV3();
    RelayBlock scheduling = v3.empty(1);
    RelayBlock relayParent = v3.empty(2);
    assertThat(
            v3.refusal(
                v3.builder(0, relayParent, "01")
                    .signals(new UmpSignal.SelectCore(0, 0))
                    .v3(scheduling.hash(), 0)))
        .isEqualTo("accepted");
  }
}
