package dev.vouch.core.prospective;

import static dev.vouch.core.prospective.ChainFixture.head;
import static dev.vouch.core.prospective.ProspectiveFixture.LEAF;
import static dev.vouch.core.prospective.ProspectiveFixture.NEXT;
import static dev.vouch.core.prospective.ProspectiveFixture.ONE;
import static dev.vouch.core.prospective.ProspectiveFixture.block;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.HypotheticalCandidate;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.ProspectiveParachainsMessage.GetHypotheticalMembership;
import dev.vouch.messages.ProspectiveParachainsMessage.GetProspectiveValidationData;
import dev.vouch.messages.ProspectiveParachainsMessage.Membership;
import dev.vouch.messages.ProspectiveParachainsMessage.ParentHead;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestHashes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Hypothetical candidates and validation data (neighbours spec 1.16). */
final class ProspectiveQuestionsTest {
  private final ProspectiveFixture f = new ProspectiveFixture();

  @Test
  void manyHypotheticalsAreAnsweredInTheOrderOfTheRequest() {
    f.activate(LEAF);
    List<HypotheticalCandidate> asked = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      asked.add(
          new HypotheticalCandidate.Incomplete(
              new CandidateHash(TestHashes.filled(i % 200)),
              ONE,
              head("010203").hash(),
              i % 3 == 0 ? TestHashes.filled(9) : LEAF));
    }
    TestCandidate a = f.row(LEAF, 1).getFirst();
    asked.addFirst(new HypotheticalCandidate.Complete(a.hash(), a.committed(), a.pvd()));
    List<Membership> answer =
        f.harness
            .ask(new GetHypotheticalMembership(asked, Optional.empty()))
            .answer()
            .memberships();
    assertThat(answer).extracting(Membership::candidate).isEqualTo(asked);
    assertThat(answer.get(0).leaves()).containsExactly(LEAF);
    assertThat(answer.get(1).leaves()).isEmpty();
    assertThat(answer.get(2).leaves()).containsExactly(LEAF);
  }

  @Test
  void aRelayParentThatDoesNotFitTheValidationDataIsRefused() {
    f.activate(LEAF);
    f.activate(NEXT);
    TestCandidate fine = f.row(LEAF, 1).getFirst();
    TestCandidate number =
        f.builder(LEAF, ONE, head("010203"), head("11")).relayParentNumber(99).v1().build();
    TestCandidate root =
        f.builder(LEAF, ONE, head("010203"), head("12"))
            .storageRoot(TestHashes.filled(3))
            .v1()
            .build();
    TestCandidate session = f.builder(LEAF, ONE, head("010203"), head("13")).session(2).build();
    assertThat(List.of(number, root, session)).noneMatch(f::introduce);
    assertThat(f.introduce(fine)).isTrue();
    assertThat(f.introduce(fine, number.pvd())).as("a foreign PVD").isFalse();
  }

  @Test
  void validationDataIsFoundAsSoonAsTheHeadIsKnown() {
    f.activate(LEAF);
    TestCandidate a = f.row(LEAF, 1).getFirst();
    assertThat(validationData(LEAF, head("010203"))).contains(a.pvd());
    assertThat(validationData(LEAF, head("01"))).isEmpty();
    f.introduce(a);
    assertThat(validationData(LEAF, head("01")).orElseThrow().parentHead()).isEqualTo(head("01"));
    assertThat(validationData(block(98), head("01")).orElseThrow().relayParentNumber())
        .isEqualTo(98);
    assertThat(validationData(TestHashes.filled(0xdd), head("01"))).isEmpty();
  }

  @Test
  void aSuppliedHeadIsTakenAsItIs() {
    f.activate(LEAF);
    Optional<PersistedValidationData> data =
        f.harness
            .ask(
                new GetProspectiveValidationData(
                    ONE, LEAF, 1, new ParentHead(TestHashes.filled(0xcc), Optional.of(head("77")))))
            .answer()
            .data();
    assertThat(data.orElseThrow().parentHead()).isEqualTo(head("77"));
    assertThat(data.orElseThrow().maxPovSize()).isEqualTo(ProspectiveFixture.MAX_POV);
  }

  @Test
  void anOldRuntimeIsAskedForTheRelayParentsHeader() {
    f.harness
        .script()
        .outcome(
            RuntimeApiMessage.AncestorRelayParentInfo.class,
            call -> Outcome.failed(Failure.Kind.NOT_SUPPORTED, "too old"));
    f.activate(LEAF);
    assertThat(validationData(block(98), head("010203")).orElseThrow().relayParentNumber())
        .isEqualTo(98);
    assertThat(f.harness.logged(ChainApiMessage.GetBlockHeader.class)).hasSize(1);
  }

  private Optional<PersistedValidationData> validationData(Hash relayParent, HeadData parent) {
    return f.harness
        .ask(
            new GetProspectiveValidationData(
                ONE, relayParent, 1, new ParentHead(parent.hash(), Optional.empty())))
        .answer()
        .data();
  }
}
