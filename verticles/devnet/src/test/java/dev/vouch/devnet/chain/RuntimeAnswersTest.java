package dev.vouch.devnet.chain;

import static dev.vouch.devnet.chain.DevChainFixture.head;
import static dev.vouch.devnet.chain.DevChainFixture.para;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.Answer;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.BackingConstraints;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.CoreState;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.OccupiedCoreAssumption;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestHashes;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What the runtime and the chain answer at a block (neighbours spec 5.8, rows RC27 to RC33). */
final class RuntimeAnswersTest {
  private final DevChainFixture f = DevChainFixture.ordinary();
  private final RuntimeAnswers answers = new RuntimeAnswers(f.chain);

  @SuppressWarnings("unchecked") // The answer's type is the call's; a cast that fails is a failure.
  private <A extends Answer> A ask(RuntimeApiMessage<A> call) {
    return (A) answered(answers.answer(call));
  }

  @SuppressWarnings("unchecked")
  private <A extends Answer> A ask(ChainApiMessage<A> call) {
    return (A) answered(answers.answer(call));
  }

  private static Answer answered(Outcome<Answer> outcome) {
    return switch (outcome) {
      case Outcome.Answered<Answer>(Answer answer) -> answer;
      case Outcome.Failed<Answer>(Failure failure) -> throw new AssertionError(failure);
    };
  }

  private BackingConstraints constraints(RelayBlock at) {
    return ask(new RuntimeApiMessage.GetBackingConstraints(at.hash(), para(0)))
        .constraints()
        .orElseThrow();
  }

  @Test
  void answersAreOfTheStateAfterTheBlock() {
    RelayBlock before = f.empty(9);
    RelayBlock change = f.empty(1);
    assertThat(ask(new RuntimeApiMessage.SessionIndexForChild(before.hash())).session()).isZero();
    assertThat(ask(new RuntimeApiMessage.SessionIndexForChild(change.hash())).session())
        .isEqualTo(1);
    var groups = ask(new RuntimeApiMessage.ValidatorGroups(change.hash()));
    assertThat(groups.rotation().sessionStartBlock()).isEqualTo(11);
    assertThat(groups.rotation().now()).isEqualTo(11);
    assertThat(groups.groups()).hasSize(2);
  }

  @Test
  void anUnknownBlockHasNoState() {
    assertThat(answers.answer(new RuntimeApiMessage.Validators(TestHashes.filled(1))))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.UNAVAILABLE));
  }

  @Test
  void validationDataIsTheHeadAtTheBlockWithItsNumberAndRoot() {
    RelayBlock parent = f.empty(1);
    RelayBlock with = f.author(f.backed(f.builder(0, parent, "01").build()));
    for (OccupiedCoreAssumption assumption : OccupiedCoreAssumption.values()) {
      assertThat(
              ask(new RuntimeApiMessage.GetPersistedValidationData(
                      with.hash(), para(0), assumption))
                  .data())
          .contains(
              new PersistedValidationData(
                  head("01"), 2, with.header().stateRoot(), DevChainFixture.MAX_POV));
    }
    assertThat(
            ask(new RuntimeApiMessage.GetPersistedValidationData(
                    with.hash(), para(9), OccupiedCoreAssumption.FREE))
                .data())
        .isEmpty();
    TestCandidate next = f.builder(0, with, "02").build();
    assertThat(answers.validationData(with.hash(), para(0))).contains(next.pvd());
  }

  @Test
  void theOldestRelayParentIsThatOfTheLastCandidateOrOfTheSession() {
    RelayBlock genesis = f.chain.genesis();
    assertThat(constraints(genesis).minRelayParentNumber()).isZero();
    RelayBlock one = f.author(f.backed(f.builder(0, genesis, "01").build()));
    assertThat(constraints(one).minRelayParentNumber()).isZero();
    RelayBlock two = f.author(f.backed(f.builder(0, one, "02").build()));
    assertThat(constraints(two).minRelayParentNumber()).isEqualTo(1);
    RelayBlock three = f.author(f.backed(f.builder(0, two, "03").build()));
    assertThat(constraints(three).minRelayParentNumber()).isEqualTo(2);
    assertThat(constraints(f.empty(1)).minRelayParentNumber()).isEqualTo(2);
    RelayBlock change = f.empty(6);
    assertThat(change.sessionChanged()).isTrue();
    assertThat(constraints(change).minRelayParentNumber()).isEqualTo(10);
    assertThat(constraints(f.empty(1)).minRelayParentNumber()).isEqualTo(10);
  }

  @Test
  void constraintsTellTheHeadTheCodeAndWhatIsNotAllowed() {
    RelayBlock block = f.empty(1);
    BackingConstraints c = constraints(block);
    assertThat(c.requiredParent()).isEqualTo(head("00"));
    assertThat(c.validationCodeHash()).isEqualTo(DevChainFixture.CODE.hash());
    assertThat(c.maxPovSize()).isEqualTo(DevChainFixture.MAX_POV);
    assertThat(c.maxHeadDataSize()).isEqualTo(20_480);
    assertThat(c.hrmpInboundValidWatermarks()).as("no message ever came in").isEmpty();
    assertThat(c.upgradeRestriction()).as("upgrades are refused on inclusion").isPresent();
    assertThat(c.maxHrmpNumPerCandidate()).isZero();
    assertThat(
            ask(new RuntimeApiMessage.GetBackingConstraints(block.hash(), para(9))).constraints())
        .isEmpty();
    assertThat(
            ask(new RuntimeApiMessage.CandidatesPendingAvailability(block.hash(), para(0)))
                .candidates())
        .isEmpty();
  }

  @Test
  void aBlockIsNoAncestorOfItself() {
    RelayBlock one = f.empty(1);
    RelayBlock two = f.empty(1);
    assertThat(ask(new RuntimeApiMessage.AncestorRelayParentInfo(two.hash(), 0, one.hash())).info())
        .contains(new RuntimeApiMessage.NumberAndStateRoot(1, one.header().stateRoot()));
    assertThat(ask(new RuntimeApiMessage.AncestorRelayParentInfo(two.hash(), 0, two.hash())).info())
        .isEmpty();
    assertThat(ask(new RuntimeApiMessage.AncestorRelayParentInfo(two.hash(), 1, one.hash())).info())
        .as("the session is part of the question")
        .isEmpty();
  }

  @Test
  void relayParentsOfAnEndedSessionAreGone() {
    RelayBlock nine = f.empty(9);
    RelayBlock ten = f.empty(1);
    RelayBlock eleven = f.empty(1);
    assertThat(
            ask(new RuntimeApiMessage.AncestorRelayParentInfo(eleven.hash(), 0, nine.hash()))
                .info())
        .isEmpty();
    assertThat(
            ask(new RuntimeApiMessage.AncestorRelayParentInfo(eleven.hash(), 1, ten.hash())).info())
        .isPresent();
  }

  @Test
  void coresAreScheduledForTheirParaAndSurplusCoresAreFree() {
    DevChainFixture wide =
        new DevChainFixture(DevChainFixture.spec(6, 2, 2, 10, 4, NodeFeatures.none()));
    RuntimeAnswers runtime = new RuntimeAnswers(wide.chain);
    Hash at = wide.chain.genesis().hash();
    var cores =
        ((RuntimeApiMessage.Cores)
                answered(runtime.answer(new RuntimeApiMessage.AvailabilityCores(at))))
            .cores();
    assertThat(cores).hasSize(3);
    assertThat(cores.get(1))
        .isInstanceOfSatisfying(
            CoreState.Scheduled.class,
            scheduled -> assertThat(scheduled.core().paraId()).isEqualTo(para(1)));
    assertThat(cores.get(2)).isInstanceOf(CoreState.Free.class);
    var queue =
        ((RuntimeApiMessage.Claims)
                answered(runtime.answer(new RuntimeApiMessage.GetClaimQueue(at))))
            .claimQueue();
    assertThat(queue.paras(new CoreIndex(0))).isEqualTo(Collections.nCopies(3, para(0)));
    assertThat(queue.paras(new CoreIndex(2))).isEmpty();
  }

  @Test
  void outputsAreJudgedAsOnInclusion() {
    RelayBlock block = f.empty(1);
    TestCandidate right = f.builder(0, block, "01").build();
    TestCandidate upgrade =
        f.builder(0, block, "01").newCode(dev.vouch.primitives.Bytes.fromHex("00")).build();
    assertThat(acceptable(block, right)).isTrue();
    assertThat(acceptable(block, upgrade)).isFalse();
  }

  private boolean acceptable(RelayBlock at, TestCandidate candidate) {
    return ask(new RuntimeApiMessage.CheckValidationOutputs(
            at.hash(), para(0), candidate.commitments()))
        .acceptable();
  }

  @Test
  void factsOfTheSessionAreThoseOfTheSpecification() {
    Hash at = f.empty(1).hash();
    ChainSpec spec = f.chain.spec();
    assertThat(ask(new RuntimeApiMessage.Validators(at)).validators()).isEqualTo(spec.validators());
    assertThat(ask(new RuntimeApiMessage.MinimumBackingVotes(at, 0)).votes()).isEqualTo(2);
    assertThat(ask(new RuntimeApiMessage.SchedulingLookahead(at, 0)).blocks()).isEqualTo(3);
    assertThat(ask(new RuntimeApiMessage.ValidationCodeBombLimit(at, 0)).bytes())
        .isEqualTo(10 * spec.maxCodeSize());
    assertThat(ask(new RuntimeApiMessage.DisabledValidators(at)).validators()).isEmpty();
    assertThat(ask(new RuntimeApiMessage.ParaIds(at, 0)).paras()).containsExactly(para(0), para(1));
    assertThat(ask(new RuntimeApiMessage.SessionExecutorParams(at, 0)).params()).isPresent();
    assertThat(ask(new RuntimeApiMessage.SessionExecutorParams(at, 1)).params())
        .as("a session to come")
        .isEmpty();
    var info = ask(new RuntimeApiMessage.GetSessionInfo(at, 0)).info().orElseThrow();
    assertThat(info.validators()).isEqualTo(spec.validators());
    assertThat(ask(new RuntimeApiMessage.GetSessionInfo(at, 1)).info()).isEmpty();
  }

  @Test
  void codeIsFoundByParaAndByHash() {
    Hash at = f.empty(1).hash();
    var byPara =
        ask(new RuntimeApiMessage.GetValidationCode(at, para(0), OccupiedCoreAssumption.INCLUDED));
    assertThat(byPara.code().orElseThrow().hash()).isEqualTo(DevChainFixture.CODE.hash().value());
    assertThat(
            ask(new RuntimeApiMessage.ValidationCodeByHash(at, DevChainFixture.CODE.hash())).code())
        .isEqualTo(byPara.code());
    assertThat(ask(new RuntimeApiMessage.ValidationCodeByHash(at, TestHashes.code(1))).code())
        .isEmpty();
  }

  @Test
  void eventsAreThoseOfTheBlockAlone() {
    RelayBlock with = f.author(f.backed(f.builder(0, f.chain.genesis(), "01").build()));
    RelayBlock after = f.empty(1);
    assertThat(ask(new RuntimeApiMessage.GetCandidateEvents(with.hash())).events()).hasSize(2);
    assertThat(ask(new RuntimeApiMessage.GetCandidateEvents(after.hash())).events()).isEmpty();
  }

  @Test
  void ancestorsGoBackToGenesis() {
    RelayBlock one = f.empty(1);
    RelayBlock two = f.empty(1);
    RelayBlock three = f.empty(1);
    Hash genesis = f.chain.genesis().hash();
    assertThat(ask(new ChainApiMessage.GetAncestors(three.hash(), 5)).ancestors())
        .containsExactly(two.hash(), one.hash(), genesis);
    assertThat(ask(new ChainApiMessage.GetAncestors(three.hash(), 1)).ancestors())
        .containsExactly(two.hash());
    assertThat(ask(new ChainApiMessage.GetAncestors(three.hash(), 0)).ancestors()).isEmpty();
    assertThat(ask(new ChainApiMessage.GetAncestors(genesis, 5)).ancestors()).isEmpty();
    assertThat(ask(new ChainApiMessage.GetAncestors(TestHashes.filled(1), 5)).ancestors())
        .isEmpty();
  }

  @Test
  void headersNumbersAndTheFinalizedChain() {
    RelayBlock five = f.empty(5);
    assertThat(ask(new ChainApiMessage.GetBlockHeader(five.hash())).header())
        .contains(five.header());
    assertThat(ask(new ChainApiMessage.GetBlockNumber(five.hash())).number()).contains(5L);
    assertThat(ask(new ChainApiMessage.GetBlockNumber(TestHashes.filled(1))).number()).isEmpty();
    assertThat(ask(new ChainApiMessage.GetFinalizedBlockNumber()).number()).isEqualTo(3);
    assertThat(ask(new ChainApiMessage.GetFinalizedBlockHash(0)).hash())
        .contains(f.chain.genesis().hash());
    assertThat(ask(new ChainApiMessage.GetFinalizedBlockHash(3)).hash())
        .contains(f.chain.finalized().hash());
    assertThat(ask(new ChainApiMessage.GetFinalizedBlockHash(4)).hash())
        .as("not final yet")
        .isEmpty();
  }
}
