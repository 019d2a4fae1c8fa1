package dev.vouch.core.backing;

import static dev.vouch.core.backing.BackingFixture.LEAF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.kernel.Explanation.Step;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.testing.Asked;
import dev.vouch.messages.AvailabilityDistributionMessage.FetchPoV;
import dev.vouch.messages.AvailabilityStoreMessage.StoreOutcome;
import dev.vouch.messages.AvailabilityStoreMessage.Stored;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SignerMessage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes wrong locally, and PoVs that do not come: rows B9, B11, BX3 to BX5, CB-q1, CB-q2. */
class BackingFailuresTest {
  private final BackingFixture it = new BackingFixture();
  private final Candidates candidate = Candidates.of(1, LEAF, 0);

  private void neitherSignedNorReported() {
    it.silence();
    assertThat(it.harness.logged(SignerMessage.SignStatement.class)).isEmpty();
    assertThat(it.harness.timers()).isZero();
  }

  private void abstainedBecause(String reason) {
    neitherSignedNorReported();
    assertThat(it.harness.count(Metric.ABSTENTIONS)).isEqualTo(1);
    assertThat(it.harness.explanations(Step.ABSTAINED).getFirst().detail()).contains(reason);
  }

  @Test
  void withoutAVerdictWeAbstain() {
    it.start().secondedElsewhere(candidate, 2);
    it.validation(candidate).answer(new Verdict.CouldNotDecide("no worker"));
    abstainedBecause("no worker");
    assertThat(it.backable(candidate)).isEmpty();
  }

  @Test
  void aLostVerdictIsNoInvalidCollation() {
    it.start().send(candidate.second()).code(candidate);
    it.validation(candidate).drop();
    abstainedBecause("validation");
  }

  @Test
  void withoutTheCodeWeAbstain() {
    it.start().send(candidate.second());
    it.harness
        .asked(RuntimeApiMessage.ValidationCodeByHash.class)
        .answer(new RuntimeApiMessage.Code(Optional.empty()));
    abstainedBecause("no code");
  }

  @Test
  void aFailingRuntimeMakesUsAbstain() {
    it.start().send(candidate.second());
    it.harness.asked(RuntimeApiMessage.ValidationCodeByHash.class).fail(Failure.Kind.EXECUTION);
    abstainedBecause("validation code");
  }

  @Test
  void aFailingAvailabilityStoreMakesUsAbstain() {
    it.start().send(candidate.second()).code(candidate);
    it.validation(candidate).answer(candidate.valid());
    it.store(candidate).drop();
    abstainedBecause("availability store");
  }

  @Test
  void aWrongErasureRootMakesTheCollationInvalid() {
    it.start().send(candidate.second()).code(candidate);
    it.validation(candidate).answer(candidate.valid());
    it.store(candidate).answer(new Stored(StoreOutcome.INVALID_ERASURE_ROOT));
    it.collationInvalid(candidate);
    neitherSignedNorReported();
  }

  @Test
  void aWrongErasureRootOfAnothersCandidateIsNeverSignedFor() {
    it.start().secondedElsewhere(candidate, 2);
    it.validation(candidate).answer(candidate.valid());
    it.store(candidate).answer(new Stored(StoreOutcome.INVALID_ERASURE_ROOT));
    neitherSignedNorReported();
    it.send(candidate.validBy(3)).backed(candidate);
    neitherSignedNorReported();
  }

  @Test
  void aValidationWithoutEndIsGivenUpAfterAWhile() {
    it.start().send(candidate.second()).code(candidate);
    var late = it.validation(candidate);
    it.harness.advance(29_999);
    assertThat(it.harness.count(Metric.ABSTENTIONS)).isZero();
    it.harness.advance(1);
    abstainedBecause("30000 ms");
    late.answer(candidate.valid());
    neitherSignedNorReported();
  }

  @Test
  void aFailedValidationIsTriedOnceMoreWhenSomebodyVotesAnew() {
    it.start().secondedElsewhere(candidate, 2);
    it.validation(candidate).drop();
    it.send(candidate.validBy(3)).backed(candidate).code(candidate);
    it.fetch(candidate, 3).answer(candidate.pov());
    it.validation(candidate).drop();
    it.send(candidate.validBy(5)).silence();
    assertThat(it.harness.explanations(Step.ABSTAINED).getLast().detail())
        .isEqualTo("validation failed here 2 times");
  }

  @Test
  void aFailedSecondMayBeAskedForOnceMore() {
    it.start().send(candidate.second()).code(candidate);
    it.validation(candidate).drop();
    it.send(candidate.second()).val(candidate).secondedHere(candidate, LEAF);
  }

  @Test
  void aPovThatDoesNotComeIsAskedForAtTheBackerThatVotedLast() {
    it.start().send(candidate.secondedBy(2)).introduced(candidate, true).code(candidate);
    Asked<FetchPoV> first = it.fetch(candidate, 2);
    it.send(candidate.validBy(3)).backed(candidate).send(candidate.validBy(5)).silence();
    first.drop();
    it.code(candidate).fetch(candidate, 5).fail(Failure.Kind.TIMEOUT);
    it.code(candidate).fetch(candidate, 3).answer(candidate.pov());
    it.validAndStored(candidate).share(candidate);
    it.silence();
  }

  @Test
  void whenNobodyDeliversTheNextVoteStartsAgain() {
    it.start().send(candidate.secondedBy(2)).introduced(candidate, true).code(candidate);
    it.fetch(candidate, 2).drop();
    it.silence();
    it.send(candidate.validBy(3)).backed(candidate).code(candidate);
    it.fetch(candidate, 3).answer(candidate.pov());
    it.validAndStored(candidate).share(candidate);
    it.silence();
  }

  @Test
  void aFurtherSecondedIsRememberedAndForgetsNobody() {
    it.start().send(candidate.secondedBy(2)).introduced(candidate, true).code(candidate);
    Asked<FetchPoV> first = it.fetch(candidate, 2);
    it.send(candidate.validBy(3)).backed(candidate);
    it.send(candidate.secondedBy(5)).silence();
    first.drop();
    it.code(candidate).fetch(candidate, 5).drop();
    it.code(candidate).fetch(candidate, 3).drop();
    it.silence();
  }

  @Test
  void aRefusalOfTheSigningRecordIsFinal() {
    it.harness
        .script()
        .outcome(
            SignerMessage.SignStatement.class,
            request -> Outcome.failed(Failure.Kind.BAD_REQUEST, "signed Seconded before"));
    it.start().secondedElsewhere(candidate, 2).validAndStored(candidate).silence();
    assertThat(it.harness.explanations(Step.ABSTAINED).getFirst().detail())
        .contains("signed Seconded before");
    it.send(candidate.validBy(3)).backed(candidate).silence();
  }

  @Test
  void aSignerThatIsAwayForAMomentIsAskedAgainWithTheNextVote() {
    it.harness.script().manual(SignerMessage.SignStatement.class);
    it.start().secondedElsewhere(candidate, 2).validAndStored(candidate);
    it.harness.asked(SignerMessage.SignStatement.class).drop();
    it.silence();
    it.send(candidate.validBy(3)).backed(candidate).code(candidate);
    it.fetch(candidate, 3).answer(candidate.pov());
    it.validAndStored(candidate);
    it.harness.asked(SignerMessage.SignStatement.class);
  }
}
