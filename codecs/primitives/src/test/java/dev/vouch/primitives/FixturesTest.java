package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.crypto.Sr25519;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.erasure.ErasureException;
import dev.vouch.erasure.ErasureRoot;
import dev.vouch.primitives.testing.DevAccount;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestHashes;
import dev.vouch.primitives.testing.TestStatements;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The published fixtures are what they say: their hashes agree and their signatures verify. */
class FixturesTest {
  @ParameterizedTest
  @EnumSource
  void aDevAccountHasTheKeyOfItsUri(DevAccount account) {
    try (Sr25519KeyPair key = account.keyPair()) {
      assertThat(key.publicKey()).isEqualTo(account.publicKey());
    }
  }

  @Test
  void aCandidateOfEachVersionIsConsistentAndAcceptedWithItsSignal() {
    UmpSignal select = new UmpSignal.SelectCore(0, 0);
    TestCandidate v2 = TestCandidate.builder().signals(select).build();
    TestCandidate v3 = TestCandidate.builder().v3(TestHashes.filled(7), 9).signals(select).build();
    for (TestCandidate candidate : List.of(v2, v3)) {
      CandidateDescriptor descriptor = candidate.descriptor();
      assertThat(descriptor.acceptance(true)).isEqualTo(DescriptorAcceptance.ACCEPTED);
      assertThat(descriptor.persistedValidationDataHash()).isEqualTo(candidate.pvd().hash());
      assertThat(descriptor.paraHead()).isEqualTo(candidate.commitments().headData().hash());
      assertThat(descriptor.schedulingSession())
          .hasValue(candidate.signingContext().sessionIndex());
      assertThat(UmpSignals.extract(candidate.commitments().upwardMessages()))
          .isInstanceOf(UmpSignals.Result.Ok.class);
    }
  }

  @Test
  void anErasureRootMadeOfTheFixturesHolds() throws ErasureException {
    TestCandidate plain = TestCandidate.valid();
    AvailableData data = new AvailableData(plain.pov(), plain.pvd());
    Hash root = ErasureRoot.of(6, data);
    TestCandidate candidate = TestCandidate.builder().erasureRoot(root).build();
    assertThat(candidate.descriptor().erasureRoot()).isEqualTo(root);
    assertThat(candidate.pvd()).isEqualTo(plain.pvd());
  }

  @Test
  void signedStatementsOfAllFormsVerify() {
    TestCandidate candidate = TestCandidate.valid();
    SigningContext context = candidate.signingContext();
    SignedFullStatement full =
        TestStatements.full(DevAccount.BOB, 1, candidate.fullSeconded(), context);
    SignedStatement compact =
        TestStatements.compact(
            DevAccount.BOB, 1, new CompactStatement.Seconded(candidate.hash()), context);
    assertThat(full.toCompact()).isEqualTo(compact);
    assertThat(
            Sr25519.verify(
                DevAccount.BOB.publicKey(), compact.signingPayload(context), compact.signature()))
        .isTrue();
  }

  @Test
  void aBackedCandidateHasTheVotesOfItsWholeGroup() {
    List<DevAccount> group = List.of(DevAccount.BOB, DevAccount.DAVE, DevAccount.EVE);
    TestCandidate candidate = TestCandidate.valid();
    BackedCandidate backed = TestStatements.backed(candidate, group, new CoreIndex(5));
    assertThat(backed.injectedCoreIndex()).hasValue(new CoreIndex(5));
    assertThat(
            BackingCheck.votes(
                candidate.hash(),
                backed.validityVotes(),
                backed.groupBits(),
                candidate.signingContext(),
                group.size(),
                i -> Optional.of(group.get(i).publicKey())))
        .hasValue(3);
  }
}
