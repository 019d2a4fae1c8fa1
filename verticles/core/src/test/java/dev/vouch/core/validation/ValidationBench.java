package dev.vouch.core.validation;

import dev.vouch.core.fakes.FakeOutside;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromExhaustive;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.InvalidCandidate;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateDescriptorBuilder;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.ValidationCodeHash;
import dev.vouch.primitives.ValidationResult;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The fixture that the rows of the catalogue share (validation 6.1). */
final class ValidationBench {
  static final Hash LEAF = hash(0x11);
  static final Hash RELAY_PARENT = hash(0x22);
  static final Hash SCHEDULING_PARENT = hash(0x42);
  static final ParaId PARA = new ParaId(1);
  static final PvfExecKind BACKING = new PvfExecKind.Backing(RELAY_PARENT);
  static final PvfExecKind BACKING_SYSTEM = new PvfExecKind.BackingSystemParas(RELAY_PARENT);
  static final PvfExecKind APPROVAL = new PvfExecKind.Approval();
  static final PvfExecKind DISPUTE = new PvfExecKind.Dispute();
  static final List<PvfExecKind> BACKINGS = List.of(BACKING, BACKING_SYSTEM);
  static final List<PvfExecKind> OTHERS = List.of(APPROVAL, DISPUTE);
  static final List<PvfExecKind> ALL = Stream.concat(BACKINGS.stream(), OTHERS.stream()).toList();
  static final Bytes SEPARATOR = Bytes.EMPTY;

  static final Bytes POV_BYTES = repeat(1, 32);
  static final BlobRef POV = pov(POV_BYTES);
  static final Bytes CODE_BYTES = repeat(2, 16);
  static final BlobRef CODE = new BlobRef(Hash.blake2b256(CODE_BYTES), CODE_BYTES.length());
  static final HeadData HEAD = new HeadData(Bytes.fromHex("010101"));
  static final PersistedValidationData PVD =
      new PersistedValidationData(new HeadData(Bytes.EMPTY), 0, Hash.ZERO, 1024);

  final CandidateValidation validation;
  final FakeOutside outside;
  final Deque<ExecuteAnswer> backend = new ArrayDeque<>();
  long session = 1;
  ClaimQueue claims = claims(List.of(1), List.of());
  NodeFeatures features = NodeFeatures.none();

  ValidationBench() {
    this(ValidationConfig.standard(List.of()));
  }

  ValidationBench(ValidationConfig config) {
    validation = new CandidateValidation(config);
    outside = new FakeOutside(validation);
    outside
        .answer(
            RuntimeApiMessage.SessionIndexForChild.class,
            r -> new RuntimeApiMessage.SessionIndex(session))
        .answer(
            RuntimeApiMessage.SchedulingLookahead.class, r -> new RuntimeApiMessage.Lookahead(3))
        .answer(
            ChainApiMessage.GetAncestors.class,
            r -> new ChainApiMessage.Ancestors(List.of(hash(0x33), hash(0x34))))
        .answer(
            RuntimeApiMessage.GetNodeFeatures.class, r -> new RuntimeApiMessage.Features(features))
        .answer(
            RuntimeApiMessage.SessionExecutorParams.class,
            r -> new RuntimeApiMessage.Params(Optional.of(ExecutorParams.defaults())))
        .answer(
            RuntimeApiMessage.ValidationCodeBombLimit.class,
            r -> new RuntimeApiMessage.BombLimit(30 << 20))
        .answer(RuntimeApiMessage.GetClaimQueue.class, r -> new RuntimeApiMessage.Claims(claims))
        .answer(PvfHostMessage.ExecutePvf.class, r -> backend.remove());
  }

  /** A bench with a leaf. */
  static ValidationBench ready() {
    ValidationBench bench = new ValidationBench();
    bench.outside.activate(LEAF, 10).forget();
    return bench;
  }

  /** A bench that saw V3 enabled. */
  static ValidationBench readyWithV3() {
    ValidationBench bench = new ValidationBench();
    bench.features = NodeFeatures.none().with(NodeFeatures.Feature.CANDIDATE_RECEIPT_V3);
    bench.outside.activate(LEAF, 10).forget();
    return bench;
  }

  ValidationBench backend(ExecuteAnswer... answers) {
    backend.addAll(List.of(answers));
    return this;
  }

  Verdict validate(ValidateFromExhaustive request) {
    return outside.answerOf(outside.request(request), Verdict.class);
  }

  static InvalidCandidate invalid(Verdict verdict) {
    if (verdict instanceof Verdict.Invalid(InvalidCandidate reason)) {
      return reason;
    }
    throw new AssertionError("not invalid: " + verdict);
  }

  static Hash hash(int filler) {
    return Hash.of(repeat(filler, 32));
  }

  static Bytes repeat(int filler, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) filler);
    return Bytes.wrap(bytes);
  }

  static BlobRef pov(Bytes blockData) {
    PoV pov = new PoV(blockData);
    return new BlobRef(pov.hash(), pov.encodedLength());
  }

  /** A claim queue with a list of paras for core 0, core 1, ... */
  @SafeVarargs
  static ClaimQueue claims(List<Integer>... cores) {
    TreeMap<CoreIndex, List<ParaId>> map = new TreeMap<>();
    for (int core = 0; core < cores.length; core++) {
      map.put(new CoreIndex(core), cores[core].stream().map(ParaId::new).toList());
    }
    return new ClaimQueue(map);
  }

  static Bytes selectCore(int selector, int offset) {
    return Bytes.wrap(new byte[] {0, (byte) selector, (byte) offset});
  }

  static Bytes approvedPeer(String hex) {
    Bytes peer = Bytes.fromHex(hex);
    return Bytes.concat(Bytes.wrap(new byte[] {1, (byte) (peer.length() << 2)}), peer);
  }

  static ValidationResult result(Bytes... upward) {
    return new ValidationResult(
        HEAD, Optional.of(Bytes.fromHex("020202")), List.of(upward), List.of(), 0, 0);
  }

  static ExecuteAnswer finished(ValidationResult result) {
    return new ExecuteAnswer.Finished(result, 1, 1, false);
  }

  static ExecuteAnswer possibly(PvfHostMessage.PossiblyInvalidKind kind, String reason) {
    return new ExecuteAnswer.PossiblyInvalid(kind, reason);
  }

  static CandidateDescriptorBuilder builder(Hash relayParent) {
    return CandidateDescriptor.builder(PARA, relayParent)
        .persistedValidationDataHash(PVD.hash())
        .povHash(POV.hash())
        .paraHead(HEAD.hash())
        .validationCodeHash(new ValidationCodeHash(CODE.hash()));
  }

  static CandidateDescriptor v1() {
    return builder(RELAY_PARENT).v1(PublicKey.of(repeat(9, 32)), Signature.of(repeat(9, 64)));
  }

  static CandidateDescriptor v2(int core, long session) {
    return builder(RELAY_PARENT).v2(new CoreIndex(core), session);
  }

  static CandidateDescriptor v3(int core, long session, long schedulingSession) {
    return builder(RELAY_PARENT)
        .v3(new CoreIndex(core), session, SCHEDULING_PARENT, schedulingSession);
  }

  /** The request for a candidate that promises exactly this result. */
  static ValidateFromExhaustive request(
      CandidateDescriptor descriptor, ValidationResult result, PvfExecKind kind) {
    return new ValidateFromExhaustive(
        PVD, CODE, new CandidateReceipt(descriptor, result.toCommitments().hash()), POV, 1, kind);
  }

  static ValidateFromExhaustive with(
      ValidateFromExhaustive request, UnaryOperator<CandidateDescriptorBuilder> change) {
    return new ValidateFromExhaustive(
        request.validationData(),
        request.validationCode(),
        new CandidateReceipt(
            change.apply(builder(RELAY_PARENT)).v2(new CoreIndex(0), 1),
            request.candidateReceipt().commitmentsHash()),
        request.pov(),
        request.schedulingSessionIndex(),
        request.execKind());
  }
}
