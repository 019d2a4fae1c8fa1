package dev.vouch.core.backing;

import static dev.vouch.core.backing.BackingFixture.LEAF;
import static dev.vouch.core.backing.FakeChain.block;
import static dev.vouch.core.backing.FakeChain.indices;
import static dev.vouch.core.backing.FakeChain.parent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.CandidateBackingMessage.Second;
import dev.vouch.messages.CandidateBackingMessage.Statement;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.InvalidCandidate;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SignerMessage;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Descriptor versions and the V3 flag: rows B25 to B29, BX13 to BX27 (CB-9 to CB-11). */
class DescriptorVersionsTest {
  private static final NodeFeatures V3 =
      NodeFeatures.none().with(NodeFeatures.Feature.CANDIDATE_RECEIPT_V3);
  private static final Hash OLD_RELAY_PARENT = block(4000);

  private final BackingFixture it = new BackingFixture();
  private final Candidates ambiguous = withByte(164, 1);
  private final Candidates v3 = v3(LEAF, LEAF);

  private static Candidates v3(Hash relayParent, Hash schedulingParent) {
    return Candidates.of(
        1, relayParent, 0, (builder, core) -> builder.v3(core, 1, schedulingParent, 1));
  }

  /** A version 2 candidate with one byte of the descriptor changed. */
  private static Candidates withByte(int offset, int value) {
    return Candidates.of(
        1,
        LEAF,
        0,
        (builder, core) -> {
          byte[] bytes = builder.v2(core, 1).bytes().toArray();
          bytes[offset] = (byte) value;
          return new CandidateDescriptor(Bytes.copyOf(bytes));
        });
  }

  private BackingFixture finalized(int id, long session) {
    it.chain.sessions.put(block(id), session);
    it.harness.signal(new OverseerSignal.BlockFinalized(block(id), 1));
    return it.silence();
  }

  @Test
  void aVersion1CandidateIsBackedAsEver() {
    it.chain.features.put(1L, V3);
    byte[] collator = new byte[32];
    byte[] signature = new byte[64];
    for (int i = 0; i < 64; i++) {
      collator[i / 2] = (byte) (i / 2);
      signature[i] = (byte) i;
    }
    Candidates v1 =
        Candidates.of(
            1,
            LEAF,
            0,
            (builder, core) -> builder.v1(PublicKey.of(collator), Signature.of(signature)));
    it.start().secondedElsewhere(v1, 2).validAndStored(v1).share(v1);
    it.backed(v1).send(v1.validBy(5)).silence();
    assertThat(it.theBackable(v1).validityVotes()).hasSize(3);
  }

  @Test
  void anAmbiguousCandidateIsRefusedInEveryWay() {
    it.start().send(ambiguous.secondedBy(2)).silence();
    it.send(ambiguous.second()).collationInvalid(ambiguous).silence();
    it.send(ambiguous.second()).collationInvalid(ambiguous).silence();
  }

  @Test
  void anAmbiguousCollationIsReportedByEverybodyAndForAnyBlock() {
    it.keysHeld.clear();
    it.send(ambiguous.second()).collationInvalid(ambiguous);
    it.start().send(ambiguous.second()).collationInvalid(ambiguous).silence();
  }

  @Test
  void aDisabledValidatorReportsAnAmbiguousCollationToo() {
    it.chain.disabled.put(LEAF, indices(0));
    it.start().send(ambiguous.second()).collationInvalid(ambiguous).silence();
  }

  @Test
  void wrongValidationDataIsNoticedFirst() {
    PersistedValidationData other =
        new PersistedValidationData(new HeadData(Bytes.EMPTY), 0, Hash.ZERO, 1);
    it.start().send(new Second(LEAF, ambiguous.receipt(), other, ambiguous.pov())).silence();
  }

  @Test
  void version3IsSecondedOnceAFinalizedBlocksSessionHasIt() {
    it.start();
    it.chain.features.put(2L, V3);
    it.send(ambiguous.second()).collationInvalid(ambiguous);
    it.send(v3.second()).collationInvalid(v3).silence();
    finalized(900, 2);
    assertThat(it.harness.log().reversed().subList(0, 2))
        .containsExactly(
            new RuntimeApiMessage.GetNodeFeatures(block(900), 2),
            new RuntimeApiMessage.SessionIndexForChild(block(900)));
    it.send(ambiguous.second()).collationInvalid(ambiguous);
    it.send(v3.second()).code(v3);
  }

  @Test
  void version3StatementsCountOnceAFinalizedBlocksSessionHasIt() {
    it.start();
    it.chain.features.put(2L, V3);
    it.send(ambiguous.secondedBy(2)).silence().send(v3.secondedBy(2)).silence();
    finalized(900, 2).send(ambiguous.secondedBy(2)).silence();
    it.send(v3.secondedBy(2)).introduced(v3, true);
  }

  @Test
  void theFlagIsAskedForUntilItIsSetAndNeverCleared() {
    it.start();
    int asked = it.harness.logged(RuntimeApiMessage.GetNodeFeatures.class).size();
    finalized(900, 1);
    assertThat(it.harness.logged(RuntimeApiMessage.GetNodeFeatures.class)).hasSize(asked);
    it.chain.features.put(2L, V3);
    finalized(901, 2);
    assertThat(it.harness.logged(RuntimeApiMessage.GetNodeFeatures.class)).hasSize(asked + 1);
    int messages = it.harness.log().size();
    finalized(902, 3);
    assertThat(it.harness.log()).hasSize(messages);
    it.send(v3.second()).code(v3);
  }

  @Test
  void theFeatureOfALeafAloneIsNotEnough() {
    it.chain.features.put(1L, V3);
    it.start().send(v3.second()).collationInvalid(v3).send(v3.secondedBy(2)).silence();
  }

  @Test
  void everythingOfAVersion3CandidateHappensUnderItsSchedulingParent() {
    it.chain.features.put(1L, V3);
    it.start();
    finalized(900, 1);
    Candidates away = v3(OLD_RELAY_PARENT, parent(LEAF));
    it.send(away.second()).val(away).secondedHere(away, LEAF);
    var signed = it.harness.logged(SignerMessage.SignStatement.class).getFirst();
    assertThat(signed.context().parentHash()).isEqualTo(parent(LEAF));
    assertThat(signed.relayParent()).isEqualTo(OLD_RELAY_PARENT);
  }

  @Test
  void aSchedulingParentOutOfViewIsNoWorkOfOurs() {
    it.chain.features.put(1L, V3);
    it.start();
    finalized(900, 1);
    for (Candidates out : List.of(v3(LEAF, block(777)), v3(LEAF, Hash.ZERO))) {
      it.send(out.second()).silence().send(out.secondedBy(2)).silence();
    }
  }

  @Test
  void aStatementUnderAnotherBlockThanItsCandidatesIsDropped() {
    it.chain.features.put(1L, V3);
    it.start();
    finalized(900, 1);
    var statement = v3(LEAF, parent(LEAF)).secondedBy(2).statement();
    it.send(new Statement(LEAF, statement)).silence();
  }

  @Test
  void invalidityOfAVersion3CollationIsReportedUnderItsSchedulingParent() {
    it.chain.features.put(1L, V3);
    it.start();
    finalized(900, 1);
    Candidates away = v3(OLD_RELAY_PARENT, parent(LEAF));
    it.send(away.second()).code(away).validation(away).answer(invalid());
    it.collationInvalid(away).send(away.second()).val(away).membership(away, LEAF, LEAF);
    it.introduced(away, false).collationInvalid(away).silence();
  }

  @Test
  void aConsistentUnknownVersionGoesToValidation() {
    Candidates unknown = withByte(36, 2);
    it.start().send(unknown.second()).code(unknown).validation(unknown).answer(invalid());
    it.collationInvalid(unknown).silence();
  }

  private static Verdict invalid() {
    return new Verdict.Invalid(
        new InvalidCandidate(InvalidCandidate.Kind.INVALID_UMP_SIGNALS, "as scripted"));
  }
}
