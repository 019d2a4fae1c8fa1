package dev.vouch.core.backing;

import static dev.vouch.core.backing.BackingFixture.LEAF;
import static dev.vouch.core.backing.FakeChain.block;
import static dev.vouch.core.backing.FakeChain.indices;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.kernel.Explanation.Step;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.testing.Asked;
import dev.vouch.messages.AvailabilityStoreMessage.StoreOutcome;
import dev.vouch.messages.AvailabilityStoreMessage.Stored;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromExhaustive;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.InvalidCandidate;
import dev.vouch.messages.Misbehavior;
import dev.vouch.messages.ProvisionerMessage.Provisionable;
import dev.vouch.messages.ProvisionerMessage.ProvisionableData;
import dev.vouch.messages.SignerMessage;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.GroupRotationInfo;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.StatementWithPvd;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.ValidityAttestation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The rows B1 to B24 of the test catalogue (backing spec 7.1). */
class CandidateBackingTest {
  private static final Stored OK = new Stored(StoreOutcome.OK);
  private static final Verdict INVALID =
      new Verdict.Invalid(new InvalidCandidate(InvalidCandidate.Kind.BAD_RETURN, "as scripted"));

  private final BackingFixture it = new BackingFixture();
  private final Candidates candidate = Candidates.of(1, LEAF, 0);
  private final Candidates other = Candidates.of(1, LEAF, 1);

  @Test
  void aValidCollationIsSeconded() {
    it.start().send(candidate.second()).val(candidate).secondedHere(candidate, LEAF);
    assertThat(it.harness.explanations(Step.SECONDED))
        .singleElement()
        .satisfies(told -> assertThat(told.detail()).isEqualTo("validator=0 core=0 session=1"));
    assertThat(it.harness.count(Metric.CANDIDATES_SECONDED)).isEqualTo(1);
    var signed = it.harness.logged(SignerMessage.SignStatement.class).getFirst();
    assertThat(signed.context().parentHash()).isEqualTo(LEAF);
    assertThat(signed.context().sessionIndex()).isEqualTo(1);
    assertThat(signed.secondingLimit()).isEqualTo(1);
    assertThat(it.harness.timers()).as("timers left behind").isZero();
  }

  @Test
  void aValidCandidateOfAnotherIsVotedForAndBackedAtQuorum() {
    it.start().secondedElsewhere(candidate, 2).validAndStored(candidate);
    assertThat(it.share(candidate).statement().statement())
        .isEqualTo(new StatementWithPvd.Valid(candidate.hash()));
    it.backed(candidate).silence();
    it.send(candidate.validBy(5)).silence();
    BackedCandidate backed = it.theBackable(candidate);
    assertThat(backed.groupBits().toString()).isEqualTo("1101");
    assertThat(backed.injectedCoreIndex()).contains(new CoreIndex(0));
    assertThat(backed.validityVotes())
        .containsExactly(
            new ValidityAttestation.Implicit(Candidates.signature(2, 1)),
            new ValidityAttestation.Explicit(Candidates.signature(0, 99)),
            new ValidityAttestation.Explicit(Candidates.signature(5, 1)));
    assertThat(it.harness.explanations(Step.BACKED).getFirst().detail())
        .isEqualTo("votes=2 validators=0,2 core=0");
  }

  @Test
  void theTimeFromSecondToQuorumIsMeasuredWhereItWasSeconded() {
    it.start().send(candidate.second());
    it.harness.advance(700);
    it.val(candidate).secondedHere(candidate, LEAF);
    it.harness.advance(300);
    it.send(candidate.validBy(3)).backed(candidate).silence();
    assertThat(it.harness.times(Metric.SECOND_TO_BACKED)).containsExactly(1000L);
    assertThat(it.harness.explanations(Step.BACKED).getFirst().detail())
        .isEqualTo("votes=2 validators=0,3 core=0 millis=1000");
  }

  @Test
  void backableCandidatesComeInTheOrderAskedForUpToTheFirstGap() {
    it.keysHeld.clear();
    it.keysHeld.add(0);
    it.chain.groups = List.of(indices(2), indices(1), indices(3));
    it.chain.claims =
        new TreeMap<>(
            Map.of(
                new CoreIndex(0), List.of(new ParaId(1)),
                new CoreIndex(1), List.of(new ParaId(1)),
                new CoreIndex(2), List.of(new ParaId(2))));
    it.start();
    Candidates third = Candidates.of(2, LEAF, 2);
    it.send(candidate.secondedBy(2)).introduced(candidate, true).backed(candidate);
    it.send(other.secondedBy(1)).introduced(other, true).backed(other);
    it.send(third.secondedBy(3)).introduced(third, true).backed(third).silence();
    Candidates unknown = Candidates.of(1, LEAF, 9);
    Candidates elsewhere = Candidates.of(1, block(77), 9);
    assertThat(numbersOf(it.backable(candidate, other, third))).isEqualTo("1=2 2=1");
    assertThat(numbersOf(it.backable(unknown, other, third))).isEqualTo("2=1");
    assertThat(numbersOf(it.backable(elsewhere, other, third))).isEqualTo("2=1");
    assertThat(numbersOf(it.backable(candidate, unknown, third))).isEqualTo("1=1 2=1");
    assertThat(it.backable(candidate, other).getOrDefault(new ParaId(1), List.of()))
        .extracting(BackedCandidate::candidate)
        .containsExactly(candidate.committed(), other.committed());
  }

  private static String numbersOf(Map<ParaId, List<BackedCandidate>> answer) {
    StringBuilder text = new StringBuilder();
    answer.forEach((para, list) -> text.append(' ').append(para).append('=').append(list.size()));
    return text.toString().trim();
  }

  @Test
  void othersReachTheQuorumWhileOurValidationIsStillGoingOn() {
    it.start().secondedElsewhere(candidate, 2);
    it.validation(candidate);
    it.send(candidate.validBy(5)).backed(candidate).silence();
    it.send(candidate.validBy(3)).silence();
    BackedCandidate backed = it.theBackable(candidate);
    assertThat(backed.groupBits().toString()).isEqualTo("1011");
    assertThat(backed.validityVotes()).hasSize(3);
  }

  @Test
  void aDoubleVoteIsReportedOnce() {
    it.start().secondedElsewhere(candidate, 2).validAndStored(candidate).share(candidate);
    it.backed(candidate).send(candidate.validBy(2));
    it.harness.expect(
        new ProvisionableData(
            LEAF,
            new Provisionable.MisbehaviorReport(
                new ValidatorIndex(2),
                new Misbehavior.ValidityDoubleVote(
                    candidate.committed(),
                    Candidates.signature(2, 1),
                    candidate.hash(),
                    Candidates.signature(2, 1)))));
    it.silence();
    assertThat(it.harness.count(Metric.MISBEHAVIORS)).isEqualTo(1);
  }

  @Test
  void anInvalidCollationIsReportedAndAnotherOneSeconded() {
    it.start().send(candidate.second()).code(candidate).validation(candidate).answer(INVALID);
    it.collationInvalid(candidate).silence();
    it.send(other.second()).val(other).secondedHere(other, LEAF);
  }

  @Test
  void whatWasFoundInvalidIsNeverSecondedButOthersAre() {
    it.start().secondedElsewhere(candidate, 2).validation(candidate).answer(INVALID);
    it.silence().send(candidate.second()).silence();
    it.send(other.second()).code(other).validation(other);
    assertThat(it.harness.explanations(Step.INVALID)).hasSize(1);
  }

  @Test
  void aNodeThatIsNoValidatorObservesBacking() {
    it.keysHeld.clear();
    it.start().send(candidate.secondedBy(0)).introduced(candidate, true).silence();
    it.send(candidate.validBy(5)).backed(candidate).silence();
    it.send(candidate.validBy(2)).silence();
  }

  @Test
  void aDisabledValidatorDoesNotValidate() {
    it.chain.disabled.put(LEAF, indices(0));
    it.start().send(candidate.secondedBy(2)).introduced(candidate, true).silence();
    assertThat(it.harness.explanations(Step.ABSTAINED)).hasSize(1);
    it.send(candidate.second()).silence();
    assertThat(it.harness.count(Metric.SECONDINGS_REFUSED)).isEqualTo(1);
  }

  @Test
  void statementsOfDisabledValidatorsAreIgnored() {
    it.chain.disabled.put(LEAF, indices(2));
    it.start().send(candidate.secondedBy(2)).silence();
    it.secondedElsewhere(candidate, 3).validAndStored(candidate).share(candidate);
    it.backed(candidate).silence();
  }

  @Test
  void theCoreOfAStatementIsThatOfItsSignersGroup() {
    CoreAssignments assignments =
        new CoreAssignments(
            it.chain.groups, new GroupRotationInfo(0, 100, 1), new ClaimQueue(it.chain.claims));
    ValidatorIndex inGroup0 = new ValidatorIndex(2);
    ValidatorIndex inGroup1 = new ValidatorIndex(1);
    assertThat(assignments.coreOf(inGroup0, Optional.of(new ParaId(1)))).contains(new CoreIndex(0));
    assertThat(assignments.coreOf(inGroup1, Optional.of(new ParaId(1)))).isEmpty();
    assertThat(assignments.coreOf(inGroup1, Optional.of(new ParaId(2)))).contains(new CoreIndex(1));
    assertThat(assignments.coreOf(inGroup1, Optional.empty())).contains(new CoreIndex(1));
    assertThat(assignments.coreOf(new ValidatorIndex(4), Optional.empty())).isEmpty();
  }

  @Test
  void aReSignedStatementIsADoubleSignAndTheSameOneNothing() {
    it.start().secondedElsewhere(candidate, 2);
    it.validation(candidate);
    it.send(candidate.secondedBy(2)).silence();
    it.send(candidate.secondedBy(2, 7));
    var report = it.harness.next(ProvisionableData.class).data();
    assertThat(((Provisionable.MisbehaviorReport) report).misbehavior())
        .isInstanceOf(Misbehavior.DoubleSignSeconded.class);
    it.silence();
  }

  @Test
  void theMinimumOfVotesIsNeverMoreThanTheGroupHas() {
    it.chain.minimumVotes = 3;
    it.chain.groups = List.of(indices(2, 3), indices(1));
    it.start().send(candidate.secondedBy(2)).introduced(candidate, true).silence();
    it.send(candidate.validBy(3)).backed(candidate).silence();
  }

  @Test
  void weNeverSignValidForWhatWeSeconded() {
    it.start().send(candidate.second()).val(candidate).secondedHere(candidate, LEAF);
    it.send(candidate.secondedBy(2)).backed(candidate).silence();
    it.send(candidate.validBy(3)).silence();
    assertThat(it.harness.logged(SignerMessage.SignStatement.class)).hasSize(1);
  }

  @Test
  void weNeverSecondWhatWeSignedValidFor() {
    it.start().secondedElsewhere(candidate, 2).validAndStored(candidate).share(candidate);
    it.backed(candidate).send(candidate.second()).silence();
    assertThat(it.harness.logged(SignerMessage.SignStatement.class)).hasSize(1);
  }

  @Test
  void aSecondThatOvertakesAForeignSecondedEndsInOneStatementOnly() {
    it.start().send(candidate.second()).code(candidate);
    Asked<ValidateFromExhaustive> validation = it.validation(candidate);
    it.send(candidate.secondedBy(2)).introduced(candidate, true).silence();
    validation.answer(candidate.valid());
    it.store(candidate).answer(OK);
    it.membership(candidate, LEAF, LEAF).share(candidate);
    it.backed(candidate).seconded(candidate).silence();
    assertThat(it.harness.logged(SignerMessage.SignStatement.class)).hasSize(1);
  }

  @Test
  void ourOwnStatementFromBeforeARestartIsCountedAndNeverContradicted() {
    it.start().send(candidate.secondedBy(0)).introduced(candidate, true).silence();
    it.send(candidate.second()).silence();
    it.send(candidate.secondedBy(2)).backed(candidate).silence();
  }
}
