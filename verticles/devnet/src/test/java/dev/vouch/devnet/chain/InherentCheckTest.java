package dev.vouch.devnet.chain;

import static dev.vouch.devnet.chain.DevChainFixture.backed;
import static dev.vouch.devnet.chain.DevChainFixture.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateEvent;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.OutboundHrmpMessage;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.UmpSignal;
import dev.vouch.primitives.ValidationCode;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestHashes;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every reason for which an author leaves a candidate out (rows RC16 to RC45). */
final class InherentCheckTest {
  private final DevChainFixture f = DevChainFixture.ordinary();

  @Test
  void aRightCandidateIsBackedAndEnactedAtOnce() {
    f.empty(1);
    TestCandidate candidate = f.builder(0, f.chain.best(), "01").build();
    RelayBlock block = f.author(f.backed(candidate));
    assertThat(block.dropped()).isEmpty();
    assertThat(block.inherent()).hasSize(1);
    assertThat(f.headOf(0)).isEqualTo(head("01"));
    assertThat(f.headOf(1)).isEqualTo(head("00"));
    assertThat(block.events())
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("CandidateBacked", "CandidateIncluded");
    assertThat(block.events().getFirst())
        .isInstanceOfSatisfying(
            CandidateEvent.CandidateBacked.class,
            event -> assertThat(event.core()).isEqualTo(new CoreIndex(0)));
  }

  @Test
  void bothParasFitIntoOneBlock() {
    f.empty(1);
    RelayBlock parent = f.chain.best();
    RelayBlock block =
        f.author(
            f.backed(f.builder(1, parent, "01").build(), 3),
            f.backed(f.builder(0, parent, "01").build()));
    assertThat(block.inherent()).hasSize(2);
  }

  @Test
  void onlyTheLastBlocksOfTheLookaheadSchedule() {
    f.empty(1);
    RelayBlock old = f.chain.best();
    f.empty(2);
    assertThat(f.refusal(f.builder(0, old, "01"))).isEqualTo("accepted");
    f.empty(1);
    assertThat(f.refusal(f.builder(1, old, "01"))).isEqualTo("DisallowedSchedulingParent");
  }

  @Test
  void aRelayParentOfAnotherForkIsRefused() {
    f.empty(1);
    RelayBlock parent = f.chain.best();
    RelayBlock left = f.authorOn(parent);
    RelayBlock right = f.authorOn(parent);
    TestCandidate candidate = f.builder(0, left, "01").build();
    assertThat(f.authorOn(right, f.backed(candidate)).dropped())
        .extracting(RelayBlock.Dropped::reason)
        .containsExactly("DisallowedSchedulingParent");
    assertThat(f.authorOn(left, f.backed(candidate)).inherent()).hasSize(1);
  }

  @Test
  void theRelayParentMayNotBeOlderThanTheLastCandidates() {
    f.empty(1);
    RelayBlock older = f.chain.best();
    f.empty(1);
    f.author(f.backed(f.builder(0, f.chain.best(), "01").build()));
    assertThat(f.refusal(f.builder(0, older, "02"))).isEqualTo("DisallowedRelayParent");
    assertThat(f.refusal(f.builder(0, f.chain.block(f.chain.best().parent()).orElseThrow(), "02")))
        .isEqualTo("accepted");
  }

  @Test
  void theSessionOfTheDescriptorMustBeTheCurrentOne() {
    f.empty(1);
    assertThat(f.refusal(f.builder(0, f.chain.best(), "01").session(1)))
        .isEqualTo("DisallowedRelayParent");
  }

  @Test
  void validationDataCodeAndHeadAreThoseOfTheChain() {
    RelayBlock parent = f.empty(1);
    assertThat(f.refusal(f.builder(0, parent, "01").parentHead(head("77"))))
        .isEqualTo("ValidationDataHashMismatch");
    assertThat(f.refusal(f.builder(0, parent, "01").maxPovSize(1)))
        .isEqualTo("ValidationDataHashMismatch");
    assertThat(f.refusal(f.builder(0, parent, "01").storageRoot(TestHashes.filled(1))))
        .isEqualTo("ValidationDataHashMismatch");
    parent = f.chain.best();
    assertThat(
            f.refusal(
                f.builder(0, parent, "01")
                    .code(new ValidationCode(Bytes.fromHex("0061736d01000000fe")))))
        .isEqualTo("InvalidValidationCodeHash");
    TestCandidate right = f.builder(0, parent, "01").build();
    CandidateCommitments c = right.commitments();
    CandidateCommitments other =
        new CandidateCommitments(
            c.upwardMessages(),
            c.horizontalMessages(),
            c.newValidationCode(),
            head("02"),
            0,
            c.hrmpWatermark());
    assertThat(f.refusal(f.backed(withCommitments(right, other)))).isEqualTo("ParaHeadMismatch");
  }

  private static TestCandidate withCommitments(TestCandidate of, CandidateCommitments other) {
    return new TestCandidate(
        new CommittedCandidateReceipt(of.descriptor(), other),
        of.pvd(),
        of.pov(),
        of.code(),
        of.signingContext());
  }

  @Test
  void outputsAreCheckedInTheRuntimesOrder() {
    RelayBlock parent = f.empty(1);
    assertThat(f.refusal(f.builder(0, parent, "00".repeat(20_481)))).isEqualTo("HeadDataTooLarge");
    assertThat(f.refusal(f.builder(0, parent, "01").newCode(Bytes.fromHex("00".repeat(9)))))
        .isEqualTo("PrematureCodeUpgrade");
    assertThat(f.refusal(f.builder(0, parent, "01").processedDownwardMessages(1)))
        .isEqualTo("IncorrectDownwardMessageHandling");
    parent = f.chain.best();
    assertThat(
            f.refusal(
                f.builder(0, parent, "01")
                    .upwardMessages(Collections.nCopies(6, Bytes.fromHex("aa")))))
        .isEqualTo("InvalidUpwardMessages");
    assertThat(
            f.refusal(
                f.builder(0, parent, "01")
                    .upwardMessages(List.of(Bytes.wrap(new byte[50 * 1024 + 1])))))
        .isEqualTo("InvalidUpwardMessages");
    assertThat(
            f.refusal(
                f.builder(0, parent, "01")
                    .horizontalMessages(
                        List.of(new OutboundHrmpMessage(new ParaId(2001), Bytes.fromHex("aa"))))))
        .isEqualTo("InvalidOutboundHrmp");
  }

  @Test
  void signalsDoNotCountAsMessages() {
    RelayBlock parent = f.empty(1);
    assertThat(
            f.refusal(
                f.builder(0, parent, "01")
                    .upwardMessages(Collections.nCopies(5, Bytes.fromHex("aa")))
                    .signals(new UmpSignal.SelectCore(0, 0))))
        .isEqualTo("accepted");
  }

  @Test
  void theWatermarkIsTheRelayParentOrTheLastOne() {
    RelayBlock parent = f.empty(2);
    assertThat(f.refusal(f.backed(withWatermark(f.builder(0, parent, "01").build(), 1))))
        .isEqualTo("HrmpWatermarkMishandling");
    assertThat(f.refusal(f.backed(withWatermark(f.builder(0, parent, "01").build(), 3))))
        .isEqualTo("HrmpWatermarkMishandling");
    assertThat(f.refusal(f.backed(withWatermark(f.builder(0, parent, "01").build(), 0))))
        .as("the one of genesis")
        .isEqualTo("accepted");
  }

  private static TestCandidate withWatermark(TestCandidate of, long watermark) {
    CandidateCommitments c = of.commitments();
    return withCommitments(
        of,
        new CandidateCommitments(
            c.upwardMessages(),
            c.horizontalMessages(),
            c.newValidationCode(),
            c.headData(),
            c.processedDownwardMessages(),
            watermark));
  }

  @Test
  void aParaOrCoreThatIsNotScheduledIsRefused() {
    RelayBlock parent = f.empty(1);
    TestCandidate candidate = f.builder(0, parent, "01").core(1).build();
    assertThat(f.refusal(f.backed(candidate))).startsWith("InvalidUMPSignals");
    TestCandidate foreign = f.builder(0, parent, "01").para(new ParaId(3000)).build();
    List<ValidatorIndex> group = f.group(0, parent);
    assertThat(f.refusal(backed(foreign, group, 0, 2, foreign.signingContext())))
        .startsWith("InvalidUMPSignals");
    TestCandidate v1 = f.builder(0, parent, "01").para(new ParaId(3000)).v1().build();
    assertThat(f.refusal(backed(v1, group, 0, 2, v1.signingContext())))
        .isEqualTo("UnscheduledCandidate");
  }

  @Test
  void votesAreThoseOfTheGroupAndEnough() {
    RelayBlock parent = f.empty(1);
    TestCandidate candidate = f.builder(0, parent, "01").build();
    assertThat(f.refusal(f.backed(candidate, 1))).isEqualTo("InsufficientBacking");
    assertThat(f.refusal(f.backed(candidate, 0))).isEqualTo("InsufficientBacking");
    assertThat(f.refusal(f.backed(candidate, 3))).isEqualTo("accepted");
  }

  @Test
  void votesOfOthersOrAboutSomethingElseDoNotCount() {
    RelayBlock parent = f.empty(1);
    TestCandidate candidate = f.builder(0, parent, "01").build();
    List<ValidatorIndex> group = f.group(0, parent);
    SigningContext context = candidate.signingContext();
    List<ValidatorIndex> others = f.group(1, parent);
    assertThat(f.refusal(backed(candidate, others, 0, 2, context))).isEqualTo("InvalidBacking");
    assertThat(f.refusal(backed(candidate, group.subList(0, 2), 0, 2, context)))
        .as("a bit for each member")
        .isEqualTo("InvalidBacking");
    assertThat(
            f.refusal(
                backed(
                    candidate,
                    group,
                    0,
                    2,
                    new SigningContext(context.sessionIndex() + 1, context.parentHash()))))
        .isEqualTo("InvalidBacking");
  }

  @Test
  void everyVoteHasItsBitAndEveryBitItsVote() {
    RelayBlock parent = f.empty(1);
    TestCandidate candidate = f.builder(0, parent, "01").build();
    BackedCandidate right = f.backed(candidate, 2);
    BitList all = BitList.of("111");
    BackedCandidate surplusBit =
        BackedCandidate.build(right.candidate(), right.validityVotes(), all, new CoreIndex(0));
    assertThat(f.refusal(surplusBit))
        .as("the reference takes it, an author should not")
        .isEqualTo("InvalidBacking");
    BackedCandidate surplusVote =
        BackedCandidate.build(
            right.candidate(), right.validityVotes(), BitList.of("100"), new CoreIndex(0));
    assertThat(f.refusal(surplusVote)).isEqualTo("InvalidBacking");
    BackedCandidate swapped =
        BackedCandidate.build(
            right.candidate(),
            List.of(right.validityVotes().get(1), right.validityVotes().get(0)),
            BitList.of("110"),
            new CoreIndex(0));
    assertThat(f.refusal(swapped)).isEqualTo("InvalidBacking");
  }

  @Test
  void aSecondedVoteIsNotAValidOne() {
    RelayBlock parent = f.empty(1);
    TestCandidate candidate = f.builder(0, parent, "01").build();
    List<ValidatorIndex> group = f.group(0, parent);
    var seconds = DevChainFixture.vote(candidate, group.get(0), true, candidate.signingContext());
    var both =
        List.of(
            new dev.vouch.primitives.ValidityAttestation.Explicit(seconds.signature()),
            DevChainFixture.vote(candidate, group.get(1), false, candidate.signingContext()));
    assertThat(
            f.refusal(
                BackedCandidate.build(
                    candidate.committed(), both, BitList.of("110"), new CoreIndex(0))))
        .isEqualTo("InvalidBacking");
  }

  @Test
  void theSameCandidateTwiceAndASecondOnTheCoreAreDropped() {
    RelayBlock parent = f.empty(1);
    BackedCandidate first = f.backed(f.builder(0, parent, "01").build());
    BackedCandidate next = f.backed(f.builder(0, parent, "02").parentHead(head("01")).build());
    RelayBlock twice = f.author(first, first, next);
    assertThat(twice.inherent()).containsExactly(first);
    assertThat(twice.dropped())
        .extracting(RelayBlock.Dropped::reason)
        .containsExactly("candidate occurs twice", "follows a refused candidate of its para");
    parent = f.chain.best();
    BackedCandidate third = f.backed(f.builder(0, parent, "02").build());
    BackedCandidate fourth = f.backed(f.builder(0, parent, "03").parentHead(head("02")).build());
    assertThat(f.author(third, fourth).dropped())
        .extracting(RelayBlock.Dropped::reason)
        .containsExactly("UnscheduledCandidate");
  }

  @Test
  void aCandidateThatFailsTheScreeningIsDroppedAlone() {
    RelayBlock parent = f.empty(1);
    BackedCandidate wrong = f.backed(f.builder(0, parent, "01").session(1).build());
    BackedCandidate right = f.backed(f.builder(0, parent, "01").build());
    RelayBlock block = f.author(wrong, right);
    assertThat(block.inherent()).containsExactly(right);
    assertThat(block.dropped()).hasSize(1);
  }

  @Test
  void aRefusedCandidateTakesItsSuccessorsWithItButNotTheOtherPara() {
    RelayBlock parent = f.empty(1);
    BackedCandidate wrong = f.backed(f.builder(0, parent, "01").maxPovSize(1).build());
    BackedCandidate right = f.backed(f.builder(0, parent, "01").build());
    BackedCandidate other = f.backed(f.builder(1, parent, "01").build());
    RelayBlock block = f.author(wrong, right, other);
    assertThat(block.inherent()).containsExactly(other);
    assertThat(block.dropped()).hasSize(2);
  }

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
