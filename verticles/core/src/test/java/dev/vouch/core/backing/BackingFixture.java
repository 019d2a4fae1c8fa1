package dev.vouch.core.backing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.testing.Asked;
import dev.vouch.core.testing.CoreHarness;
import dev.vouch.messages.AvailabilityDistributionMessage.FetchPoV;
import dev.vouch.messages.AvailabilityStoreMessage.StoreAvailableData;
import dev.vouch.messages.AvailabilityStoreMessage.StoreOutcome;
import dev.vouch.messages.AvailabilityStoreMessage.Stored;
import dev.vouch.messages.BackableCandidateRef;
import dev.vouch.messages.CandidateBackingMessage.GetBackableCandidates;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromExhaustive;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.CollatorProtocolMessage;
import dev.vouch.messages.HypotheticalCandidate;
import dev.vouch.messages.Message;
import dev.vouch.messages.ProspectiveParachainsMessage.CandidateBacked;
import dev.vouch.messages.ProspectiveParachainsMessage.GetHypotheticalMembership;
import dev.vouch.messages.ProspectiveParachainsMessage.HypotheticalMemberships;
import dev.vouch.messages.ProspectiveParachainsMessage.IntroduceSecondedCandidate;
import dev.vouch.messages.ProspectiveParachainsMessage.Introduced;
import dev.vouch.messages.ProspectiveParachainsMessage.Membership;
import dev.vouch.messages.ProvisionerMessage.Provisionable;
import dev.vouch.messages.ProvisionerMessage.ProvisionableData;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SignerMessage;
import dev.vouch.messages.StatementDistributionInput;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.ValidatorIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Candidate backing among fakes, and the catalogue's sub-sequences as methods. */
final class BackingFixture {
  final FakeChain chain = new FakeChain();
  final List<Integer> keysHeld = new ArrayList<>(List.of(0));
  final CoreHarness harness;

  BackingFixture() {
    this(BackingConfig.standard());
  }

  BackingFixture(BackingConfig config) {
    harness = new CoreHarness(new CandidateBacking(config));
    chain.serve(harness);
    harness
        .script()
        .on(
            SignerMessage.GetValidatorKeys.class,
            request ->
                new SignerMessage.ValidatorKeys(keysHeld.stream().map(FakeChain::key).toList()))
        .on(
            SignerMessage.SignStatement.class,
            request ->
                new SignerMessage.Signed(
                    new SignedStatement(
                        request.statement(),
                        request.validator(),
                        Candidates.signature(request.validator().value(), 99))));
  }

  /** The initial leaf: block 5 with number 99. */
  static final Hash LEAF = FakeChain.block(5);

  BackingFixture start() {
    return activate(LEAF, 99);
  }

  BackingFixture activate(Hash leaf, long number) {
    chain.leaf(leaf, number);
    harness.activate(leaf, number).expectSilence();
    return this;
  }

  BackingFixture send(Message message) {
    harness.send(message);
    return this;
  }

  BackingFixture silence() {
    harness.expectSilence();
    return this;
  }

  /** The code request, answered. */
  BackingFixture code(Candidates candidate) {
    Asked<RuntimeApiMessage.ValidationCodeByHash> asked =
        harness.asked(RuntimeApiMessage.ValidationCodeByHash.class);
    assertThat(asked.request().at()).isEqualTo(candidate.schedulingParent());
    assertThat(asked.request().codeHash().value()).isEqualTo(Candidates.CODE.hash());
    asked.answer(new RuntimeApiMessage.Code(Optional.of(Candidates.CODE)));
    return this;
  }

  Asked<FetchPoV> fetch(Candidates candidate, int from) {
    Asked<FetchPoV> asked = harness.asked(FetchPoV.class);
    assertThat(asked.request())
        .isEqualTo(
            new FetchPoV(
                candidate.schedulingParent(),
                new ValidatorIndex(from),
                candidate.committed().descriptor().paraId(),
                candidate.hash(),
                candidate.pov().hash()));
    return asked;
  }

  Asked<ValidateFromExhaustive> validation(Candidates candidate) {
    Asked<ValidateFromExhaustive> asked = harness.asked(ValidateFromExhaustive.class);
    assertThat(asked.request())
        .isEqualTo(
            new ValidateFromExhaustive(
                candidate.pvd(),
                Candidates.CODE,
                candidate.receipt(),
                candidate.pov(),
                chain.session(candidate.schedulingParent()),
                new PvfExecKind.BackingSystemParas(candidate.schedulingParent())));
    return asked;
  }

  Asked<StoreAvailableData> store(Candidates candidate) {
    Asked<StoreAvailableData> asked = harness.asked(StoreAvailableData.class);
    assertThat(asked.request().candidateHash()).isEqualTo(candidate.hash());
    assertThat(asked.request().nValidators()).isEqualTo(FakeChain.VALIDATORS);
    assertThat(asked.request().expectedErasureRoot())
        .isEqualTo(candidate.committed().descriptor().erasureRoot());
    return asked;
  }

  /** VAL after the code request: verdict valid, data stored. */
  BackingFixture validAndStored(Candidates candidate) {
    return validAndStored(candidate, candidate.valid());
  }

  BackingFixture validAndStored(Candidates candidate, Verdict.Valid verdict) {
    validation(candidate).answer(verdict);
    store(candidate).answer(new Stored(StoreOutcome.OK));
    return this;
  }

  BackingFixture val(Candidates candidate) {
    return code(candidate).validAndStored(candidate);
  }

  /** MEMB for one leaf, answered with these leaves. */
  BackingFixture membership(Candidates candidate, Hash leaf, Hash... leaves) {
    Asked<GetHypotheticalMembership> asked = harness.asked(GetHypotheticalMembership.class);
    assertThat(asked.request().fragmentChainRelayParent()).contains(leaf);
    HypotheticalCandidate hypothetical = asked.request().candidates().getFirst();
    assertThat(hypothetical.candidateHash()).isEqualTo(candidate.hash());
    asked.answer(
        new HypotheticalMemberships(List.of(new Membership(hypothetical, List.of(leaves)))));
    return this;
  }

  BackingFixture introduced(Candidates candidate, boolean accepted) {
    Asked<IntroduceSecondedCandidate> asked = harness.asked(IntroduceSecondedCandidate.class);
    assertThat(asked.request())
        .isEqualTo(
            new IntroduceSecondedCandidate(
                candidate.committed().descriptor().paraId(),
                candidate.committed(),
                candidate.pvd()));
    asked.answer(new Introduced(accepted));
    return this;
  }

  StatementDistributionInput.Share share(Candidates candidate) {
    var share = harness.next(StatementDistributionInput.Share.class);
    assertThat(share.schedulingParent()).isEqualTo(candidate.schedulingParent());
    assertThat(share.statement().statement().candidateHash()).isEqualTo(candidate.hash());
    return share;
  }

  BackingFixture backed(Candidates candidate) {
    harness.expect(
        new CandidateBacked(candidate.committed().descriptor().paraId(), candidate.hash()));
    harness.expect(new StatementDistributionInput.Backed(candidate.hash()));
    harness.expect(
        new ProvisionableData(
            candidate.schedulingParent(),
            new Provisionable.BackedCandidateReceipt(candidate.receipt())));
    return this;
  }

  BackingFixture seconded(Candidates candidate) {
    var seconded = harness.next(CollatorProtocolMessage.Seconded.class);
    assertThat(seconded.schedulingParent()).isEqualTo(candidate.schedulingParent());
    assertThat(seconded.statement().toCompact().statement().candidateHash())
        .isEqualTo(candidate.hash());
    return this;
  }

  BackingFixture collationInvalid(Candidates candidate) {
    harness.expect(
        new CollatorProtocolMessage.Invalid(candidate.schedulingParent(), candidate.receipt()));
    return this;
  }

  /** INTRO, code, FETCH(validator): what a Seconded of our group brings about. */
  BackingFixture secondedElsewhere(Candidates candidate, int validator) {
    send(candidate.secondedBy(validator)).introduced(candidate, true).code(candidate);
    fetch(candidate, validator).answer(candidate.pov());
    return this;
  }

  /** MEMB(leaf), INTRO, SHARE, SEC. */
  BackingFixture secondedHere(Candidates candidate, Hash... leaves) {
    for (Hash leaf : leaves) {
      membership(candidate, leaf, leaf);
    }
    introduced(candidate, true).share(candidate);
    return seconded(candidate).silence();
  }

  BackedCandidate theBackable(Candidates wanted) {
    return backable(wanted).values().stream()
        .flatMap(List::stream)
        .reduce(
            (first, second) -> {
              throw new AssertionError("more than one");
            })
        .orElseThrow();
  }

  Map<ParaId, List<BackedCandidate>> backable(Candidates... wanted) {
    TreeMap<ParaId, List<BackableCandidateRef>> request = new TreeMap<>();
    for (Candidates candidate : wanted) {
      request
          .computeIfAbsent(candidate.committed().descriptor().paraId(), para -> new ArrayList<>())
          .add(new BackableCandidateRef(candidate.hash(), candidate.schedulingParent()));
    }
    return harness.ask(new GetBackableCandidates(request)).answer().candidates();
  }
}
