package dev.vouch.devnet.chain;

import static dev.vouch.devnet.chain.DevChainFixture.backed;
import static dev.vouch.devnet.chain.DevChainFixture.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateEvent;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.OutboundHrmpMessage;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.UmpSignal;
import dev.vouch.primitives.ValidationCode;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestHashes;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Candidates that an author leaves out for what they are (rows RC16 to RC45). */
final class InherentCandidatesTest {
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
}
