package dev.vouch.devnet.chain;

import static dev.vouch.devnet.chain.DevChainFixture.backed;
import static dev.vouch.devnet.chain.DevChainFixture.head;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.testing.TestCandidate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Candidates that an author leaves out for their votes, or for each other (rows RC16 to RC45). */
final class InherentVotesTest {
  private final DevChainFixture f = DevChainFixture.ordinary();

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
}
