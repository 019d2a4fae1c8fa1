package dev.vouch.devnet.chain;

import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.devnet.DevAccounts;
import dev.vouch.messages.BlobRef;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.ValidationCode;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.ValidityAttestation;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestCandidateBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A chain with a few validators and paras 2000 and on, and candidates for it. Candidates are right
 * in every respect unless a test changes them; votes are signed by the dev accounts.
 */
final class DevChainFixture {
  static final ValidationCode CODE = new ValidationCode(Bytes.fromHex("0061736d01000000ff"));
  static final long MAX_POV = 5_242_880;
  private static final List<Sr25519KeyPair> KEYS =
      IntStream.range(0, 9).mapToObj(i -> Sr25519KeyPair.fromUri(DevAccounts.uri(i))).toList();

  final DevChain chain;
  private final long sessionLength;
  private long slot;

  DevChainFixture(ChainSpec spec) {
    this.chain = new DevChain(spec);
    this.sessionLength = spec.sessionLength();
  }

  static ParaId para(int number) {
    return new ParaId(2000 + number);
  }

  static HeadData head(String hex) {
    return new HeadData(Bytes.fromHex(hex));
  }

  /** Six validators in two groups of three, two paras, sessions of ten blocks. */
  static DevChainFixture ordinary() {
    return new DevChainFixture(spec(6, 3, 2, 10, 4, NodeFeatures.none()));
  }

  static DevChainFixture withV3() {
    return new DevChainFixture(
        spec(6, 3, 2, 10, 4, NodeFeatures.none().with(NodeFeatures.Feature.CANDIDATE_RECEIPT_V3)));
  }

  static ChainSpec spec(
      int validators,
      int groupSize,
      int paras,
      long sessionLength,
      long rotation,
      NodeFeatures features) {
    List<PublicKey> keys = KEYS.stream().limit(validators).map(Sr25519KeyPair::publicKey).toList();
    BlobRef code = new BlobRef(CODE.hash().value(), 9);
    List<GenesisPara> genesis =
        IntStream.range(0, paras)
            .mapToObj(i -> new GenesisPara(para(i), head("00"), code))
            .toList();
    return new ChainSpec(
        keys,
        keys,
        groupSize,
        genesis,
        sessionLength,
        rotation,
        3,
        2,
        features,
        ExecutorParams.defaults(),
        MAX_POV,
        3 * 1024 * 1024,
        2);
  }

  /** The next block on the best one. */
  RelayBlock author(BackedCandidate... candidates) {
    return authorOn(chain.best(), candidates);
  }

  RelayBlock authorOn(RelayBlock parent, BackedCandidate... candidates) {
    return chain.author(parent.hash(), slot++, 0, List.of(candidates));
  }

  /** So many empty blocks. */
  RelayBlock empty(int blocks) {
    for (int i = 0; i < blocks; i++) {
      author();
    }
    return chain.best();
  }

  /** Session for the children of a block. */
  long session(RelayBlock block) {
    return block.number() / sessionLength;
  }

  /** A right candidate of a para with this relay parent, on its head there. */
  TestCandidateBuilder builder(int para, RelayBlock relayParent, String newHead) {
    return TestCandidate.builder()
        .para(para(para))
        .core(para)
        .relayParent(relayParent.hash())
        .relayParentNumber(relayParent.number())
        .storageRoot(relayParent.header().stateRoot())
        .session(session(relayParent))
        .maxPovSize(MAX_POV)
        .code(CODE)
        .parentHead(chain.headOf(chain.best().hash(), para(para)).orElseThrow())
        .newHead(head(newHead));
  }

  /** Validators of the group that backs a core for children of this scheduling parent. */
  List<ValidatorIndex> group(int core, RelayBlock schedulingParent) {
    RelayState state = chain.entry(schedulingParent.hash()).orElseThrow().state();
    return chain
        .scheduler()
        .groups()
        .get(
            chain
                .scheduler()
                .groupForCore(state, new CoreIndex(core), schedulingParent.number())
                .orElseThrow()
                .value());
  }

  /** The candidate with the votes of the first two of its group. */
  BackedCandidate backed(TestCandidate candidate) {
    return backed(candidate, 2);
  }

  BackedCandidate backed(TestCandidate candidate, int votes) {
    RelayBlock scheduling = chain.block(candidate.descriptor().schedulingParent()).orElseThrow();
    int core = candidate.descriptor().paraId().value() - 2000;
    return backed(candidate, group(core, scheduling), core, votes, candidate.signingContext());
  }

  static BackedCandidate backed(
      TestCandidate candidate,
      List<ValidatorIndex> group,
      int core,
      int votes,
      SigningContext context) {
    BitList bits = BitList.zeros(group.size());
    List<ValidityAttestation> attestations = new ArrayList<>();
    for (int i = 0; i < votes; i++) {
      bits = bits.with(i, true);
      attestations.add(vote(candidate, group.get(i), i == 0, context));
    }
    return BackedCandidate.build(candidate.committed(), attestations, bits, new CoreIndex(core));
  }

  static ValidityAttestation vote(
      TestCandidate candidate, ValidatorIndex validator, boolean seconds, SigningContext context) {
    CompactStatement statement =
        seconds
            ? new CompactStatement.Seconded(candidate.hash())
            : new CompactStatement.Valid(candidate.hash());
    Signature signature =
        KEYS.get(validator.value())
            .sign(statement.signingPayload(context), out -> java.util.Arrays.fill(out, (byte) 7));
    return seconds
        ? new ValidityAttestation.Implicit(signature)
        : new ValidityAttestation.Explicit(signature);
  }

  /** Why the author of the next block would leave out this candidate; "accepted" if not. */
  String refusal(BackedCandidate candidate) {
    RelayBlock parent = chain.best();
    RelayBlock tried = authorOn(parent, candidate);
    return tried.dropped().isEmpty() ? "accepted" : tried.dropped().getFirst().reason();
  }

  String refusal(TestCandidateBuilder builder) {
    return refusal(backed(builder.build()));
  }

  HeadData headOf(int para) {
    return chain.headOf(chain.best().hash(), para(para)).orElseThrow();
  }

  Hash best() {
    return chain.best().hash();
  }
}
