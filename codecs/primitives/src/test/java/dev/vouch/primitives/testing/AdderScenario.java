package dev.vouch.primitives.testing;

import dev.vouch.crypto.Hashes;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateDescriptorBuilder;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.StatementFilter;
import dev.vouch.primitives.UmpSignal;
import dev.vouch.primitives.ValidationCodeHash;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.ValidityAttestation;
import dev.vouch.scale.ScaleWriter;
import java.util.List;
import java.util.Optional;

/**
 * The worked scenario of the specification (wire 8.8, 8.10), built from its inputs: para 2000 on
 * core 1 in session 7; the group is validators 1, 3 and 4 of six; Bob (1) seconded, Eve (4) voted
 * valid.
 */
public final class AdderScenario {
  /** The para. */
  public static final ParaId PARA = new ParaId(2000);

  /** The core. */
  public static final CoreIndex CORE = new CoreIndex(1);

  /** The session. */
  public static final long SESSION = 7;

  /** The relay parent. */
  public static final Hash RELAY_PARENT = TestHashes.filled(0x11);

  /** The scheduling parent of the V3 form. */
  public static final Hash SCHEDULING_PARENT = TestHashes.filled(0x33);

  /** Hash of the compressed code. */
  public static final ValidationCodeHash CODE_HASH =
      ValidationCodeHash.fromHex(
          "7a163b303ff19b1ba1911bcf6bc59c5a7a9d8f2e187aa4be772f56f76b8b6f0e");

  /** Bob's signature of his proposal. */
  public static final Signature BOB_SECONDED =
      Signature.fromHex(
          "de95c66f801028df44fa15987b66bd835024ef8de6ff31fbdfb1f6da16a40221"
              + "b30aff9d81a38f03f29a68a996c3a906ee06ab0326e4c922aa7c76763991ae85");

  /** Eve's signature of her vote. */
  public static final Signature EVE_VALID =
      Signature.fromHex(
          "7651719915e8de8346ea11731090d2cd51012e422e7edcc49dfbb58fe93c664f"
              + "a217ae5abdcd823a2c26a9db7407e581f89adf1b68142a921cee82a5098bb481");

  /** Charlie, who collated the V1 form. */
  public static final PublicKey COLLATOR =
      PublicKey.fromHex("90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22");

  /** Charlie's signature of the V1 form. */
  public static final Signature COLLATOR_SIGNATURE =
      Signature.fromHex(
          "c28a309bfea69976f7be6f3d7b9c078cbff68824a64b0321d2ccb22b6500d84e"
              + "f47154e49703422a246c8d759204ca5efa9f603c833268fb119eca921e94dd86");

  /** Block data: state 0, add 2. */
  public static final PoV POV = new PoV(new ScaleWriter().u64(0).u64(2).toBytes());

  private static final Hash ERASURE_ROOT =
      Hash.fromHex("9b4e3aec562f24d733fdc2ec6c6f97a668f677b0a037a7110ab727b6250cf8b0");

  private AdderScenario() {}

  /** The head of number 0. */
  public static HeadData parentHead() {
    return head(0, Hash.ZERO, 0);
  }

  /** The head of number 1: state 2. */
  public static HeadData newHead() {
    return head(1, keccak(parentHead().value()), 2);
  }

  /** The validation data. */
  public static PersistedValidationData pvd() {
    return new PersistedValidationData(parentHead(), 100, TestHashes.filled(0x22), 5_242_880);
  }

  /** The commitments, with the given upward messages. */
  public static CandidateCommitments commitments(List<Bytes> upwardMessages) {
    return new CandidateCommitments(upwardMessages, List.of(), Optional.empty(), newHead(), 0, 100);
  }

  /** A descriptor to be finished as any version. */
  public static CandidateDescriptorBuilder descriptor() {
    return CandidateDescriptor.builder(PARA, RELAY_PARENT)
        .persistedValidationDataHash(pvd().hash())
        .povHash(POV.hash())
        .erasureRoot(ERASURE_ROOT)
        .paraHead(newHead().hash())
        .validationCodeHash(CODE_HASH);
  }

  /** The candidate with a V2 descriptor. */
  public static CommittedCandidateReceipt candidate() {
    return new CommittedCandidateReceipt(descriptor().v2(CORE, SESSION), commitments(List.of()));
  }

  /** The candidate with a V3 descriptor and the signal that it needs. */
  public static CommittedCandidateReceipt candidateV3(long schedulingSession) {
    Bytes signal = UmpSignal.CODEC.encodeToBytes(new UmpSignal.SelectCore(0, 0));
    return new CommittedCandidateReceipt(
        descriptor().v3(CORE, SESSION, SCHEDULING_PARENT, schedulingSession),
        commitments(List.of(Bytes.EMPTY, signal)));
  }

  /** The candidate hash. */
  public static CandidateHash hash() {
    return candidate().hash();
  }

  /** What the statements are signed in. */
  public static SigningContext signingContext() {
    return new SigningContext(SESSION, RELAY_PARENT);
  }

  /** Bob's statement. */
  public static SignedStatement bob() {
    return new SignedStatement(
        new CompactStatement.Seconded(hash()), new ValidatorIndex(1), BOB_SECONDED);
  }

  /** Eve's statement. */
  public static SignedStatement eve() {
    return new SignedStatement(
        new CompactStatement.Valid(hash()), new ValidatorIndex(4), EVE_VALID);
  }

  /** The candidate as it goes on chain: members 0 and 2 of the group voted. */
  public static BackedCandidate backed() {
    return BackedCandidate.build(
        candidate(),
        List.of(
            new ValidityAttestation.Implicit(BOB_SECONDED),
            new ValidityAttestation.Explicit(EVE_VALID)),
        BitList.of("101"),
        CORE);
  }

  /** Who stated what: member 0 seconded, member 2 voted valid. */
  public static StatementFilter filter() {
    return new StatementFilter(BitList.of("100"), BitList.of("001"));
  }

  private static HeadData head(long number, Hash parent, long state) {
    Hash stateHash = keccak(new ScaleWriter().u64(state).toBytes());
    return new HeadData(
        new ScaleWriter().u64(number).raw(parent.bytes()).raw(stateHash.bytes()).toBytes());
  }

  private static Hash keccak(Bytes data) {
    return Hash.of(Hashes.keccak256(data.toArray()));
  }
}
