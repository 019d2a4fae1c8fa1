package dev.vouch.devnet.collator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.devnet.DevAccounts;
import dev.vouch.devnet.chain.ChainSpec;
import dev.vouch.devnet.chain.DevChain;
import dev.vouch.devnet.chain.GenesisPara;
import dev.vouch.devnet.chain.RelayBlock;
import dev.vouch.devnet.chain.RuntimeAnswers;
import dev.vouch.messages.BlobRef;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.ValidationCode;
import dev.vouch.primitives.ValidityAttestation;
import dev.vouch.primitives.testing.TestHashes;
import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.scale.ScaleException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The two test paras on the dev relay chain, block after block, with signed votes. */
final class CollatorTest {
  private static final List<Sr25519KeyPair> KEYS =
      Stream.of(0, 1).map(i -> Sr25519KeyPair.fromUri(DevAccounts.uri(i))).toList();
  private static final List<ParaId> PARAS = List.of(new ParaId(2000), new ParaId(2001));
  private static final long SESSION_LENGTH = 8;

  private final DevChain chain = new DevChain(spec());
  private final RuntimeAnswers runtime = new RuntimeAnswers(chain);
  private final List<Collator> collators =
      PARAS.stream()
          .map(para -> new Collator(para, TestPara.of(para), (data, n) -> TestHashes.filled(4)))
          .toList();

  private static ChainSpec spec() {
    List<PublicKey> keys = KEYS.stream().map(Sr25519KeyPair::publicKey).toList();
    List<GenesisPara> paras =
        PARAS.stream()
            .map(
                id -> {
                  TestPara kind = TestPara.of(id);
                  return new GenesisPara(
                      id,
                      kind.genesisHead(),
                      new BlobRef(
                          new ValidationCode(kind.code()).hash().value(), kind.code().length()));
                })
            .toList();
    return new ChainSpec(
        keys,
        keys,
        1,
        paras,
        SESSION_LENGTH,
        3,
        3,
        1,
        NodeFeatures.none(),
        ExecutorParams.defaults(),
        5 * 1024 * 1024,
        3 * 1024 * 1024,
        2);
  }

  @Test
  void bothParasAreIncludedInEveryBlockButThatOfASessionChange() {
    for (int number = 1; number <= 20; number++) {
      RelayBlock parent = chain.best();
      List<BackedCandidate> backed = new ArrayList<>();
      IntStream.range(0, 2).forEach(core -> backed.add(collateAndBack(parent, core)));
      RelayBlock block = chain.author(parent.hash(), number, 0, backed);
      if (number % SESSION_LENGTH == 0) {
        assertThat(block.inherent()).isEmpty();
      } else {
        assertThat(block.dropped()).as("block %d", number).isEmpty();
        assertThat(block.inherent()).hasSize(2);
      }
    }
  }

  @Test
  void aCollationIsTheNextBlockOnTheParentHead() {
    PersistedValidationData pvd =
        runtime.validationData(chain.genesis().hash(), PARAS.getFirst()).orElseThrow();
    Collation first = collate(chain.genesis(), 0);
    assertThat(first.pvd()).isEqualTo(pvd);
    assertThat(first.receipt().descriptor().povHash()).isEqualTo(Hash.blake2b256(first.pov()));
    assertThat(first.receipt().descriptor().relayParent()).isEqualTo(chain.genesis().hash());
    assertThat(collate(chain.genesis(), 0)).as("deterministic").isEqualTo(first);
    assertThat(AdderState.STEP).isPositive();
  }

  private Collation collate(RelayBlock parent, int core) {
    PersistedValidationData pvd =
        runtime.validationData(parent.hash(), PARAS.get(core)).orElseThrow();
    return collators
        .get(core)
        .collate(
            pvd,
            new Collator.Slot(
                parent.hash(), new CoreIndex(core), parent.number() / SESSION_LENGTH, 2));
  }

  /** The one validator of the core's group seconds. */
  private BackedCandidate collateAndBack(RelayBlock parent, int core) {
    Collation collation = collate(parent, core);
    TestPara kind = TestPara.of(PARAS.get(core));
    CommittedCandidateReceipt committed =
        new CommittedCandidateReceipt(
            collation.receipt().descriptor(), decode(kind, collation, parent.number()));
    CandidateHash hash = collation.receipt().hash();
    assertThat(committed.hash()).isEqualTo(hash);
    long session = parent.number() / SESSION_LENGTH;
    long rotations = (parent.number() - session * SESSION_LENGTH) / 3;
    int validator = (int) ((core + rotations) % 2);
    ValidityAttestation vote =
        new ValidityAttestation.Implicit(
            KEYS.get(validator)
                .sign(
                    new CompactStatement.Seconded(hash)
                        .signingPayload(new SigningContext(session, parent.hash())),
                    out -> Arrays.fill(out, (byte) 1)));
    return BackedCandidate.build(committed, List.of(vote), BitList.of("1"), new CoreIndex(core));
  }

  private static CandidateCommitments decode(
      TestPara kind, Collation collation, long relayParentNumber) {
    byte[] encoded =
        kind.blockOn(collation.pvd().parentHead()).commitments(Math.toIntExact(relayParentNumber));
    try {
      return CandidateCommitments.CODEC.decodeAll(Bytes.wrap(encoded));
    } catch (ScaleException e) {
      throw new AssertionError(e);
    }
  }
}
