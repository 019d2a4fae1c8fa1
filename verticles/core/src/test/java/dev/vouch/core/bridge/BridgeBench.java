package dev.vouch.core.bridge;

import dev.vouch.core.fakes.FakeOutside;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.NetworkMessage.ReportPeer;
import dev.vouch.messages.NetworkMessage.ResponsePayload;
import dev.vouch.messages.NetworkMessage.SendValidationMessage;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.PeerId;
import dev.vouch.messages.ProspectiveParachainsMessage;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.StatementDistributionInput;
import dev.vouch.primitives.AttestedCandidateResponse;
import dev.vouch.primitives.BlockHeader;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.GroupRotationInfo;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SessionInfo;
import dev.vouch.primitives.SignedFullStatementWithPvd;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.StatementDistributionMessage;
import dev.vouch.primitives.StatementWithPvd;
import dev.vouch.primitives.ValidationProtocol;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.View;
import dev.vouch.primitives.WireMessage;
import dev.vouch.scale.ScaleException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Six validators in two groups of three; core i claims para i three times; the local validator is
 * the third of group 0 (backing 7.3). A and B are the others of group 0, C, D and E are group 1.
 */
final class BridgeBench {
  static final Hash LEAF = hash(1);
  static final Hash LEAF_2 = hash(2);
  static final long SESSION = 1;
  static final PeerId A = new PeerId("a");
  static final PeerId B = new PeerId("b");
  static final PeerId C = new PeerId("c");
  static final PeerId D = new PeerId("d");
  static final PeerId STRANGER = new PeerId("stranger");
  static final int LOCAL = 2;
  private static final List<Sr25519KeyPair> PAIRS =
      Stream.of("//Alice", "//Bob", "//Ferdie", "//Charlie", "//Dave", "//Eve")
          .map(Sr25519KeyPair::fromUri)
          .toList();

  final StatementDistribution bridge;
  final FakeOutside outside;
  List<ValidatorIndex> disabled = List.of();
  boolean hasPlace = true;
  int claimed = 3;

  BridgeBench() {
    this(new BridgeConfig(0));
  }

  BridgeBench(BridgeConfig config) {
    bridge = new StatementDistribution(config);
    outside = new FakeOutside(bridge);
    outside
        .answer(
            RuntimeApiMessage.SessionIndexForChild.class,
            r -> new RuntimeApiMessage.SessionIndex(SESSION))
        .answer(
            RuntimeApiMessage.SchedulingLookahead.class, r -> new RuntimeApiMessage.Lookahead(2))
        .answer(
            ChainApiMessage.GetAncestors.class,
            r -> new ChainApiMessage.Ancestors(r.hash().equals(LEAF_2) ? List.of(LEAF) : List.of()))
        .answer(
            ChainApiMessage.GetBlockHeader.class,
            r ->
                new ChainApiMessage.Header(
                    Optional.of(
                        new BlockHeader(
                            Hash.ZERO, r.hash().bytes().at(0), Hash.ZERO, Hash.ZERO, List.of()))))
        .answer(
            RuntimeApiMessage.DisabledValidators.class,
            r -> new RuntimeApiMessage.Disabled(disabled))
        .answer(
            RuntimeApiMessage.GetSessionInfo.class,
            r -> new RuntimeApiMessage.Session(Optional.of(info())))
        .answer(
            RuntimeApiMessage.ValidatorGroups.class,
            r ->
                new RuntimeApiMessage.Groups(
                    List.of(validators(0, 1, 2), validators(3, 4, 5)),
                    new GroupRotationInfo(1, 12, 1)))
        .answer(RuntimeApiMessage.GetClaimQueue.class, r -> new RuntimeApiMessage.Claims(claims()))
        .answer(
            ProspectiveParachainsMessage.GetHypotheticalMembership.class,
            r ->
                new ProspectiveParachainsMessage.HypotheticalMemberships(
                    r.candidates().stream()
                        .map(
                            c ->
                                new ProspectiveParachainsMessage.Membership(
                                    c,
                                    hasPlace
                                        ? r.fragmentChainRelayParent()
                                            .map(List::of)
                                            .orElse(List.of(LEAF, LEAF_2))
                                        : List.of()))
                        .toList()));
  }

  /** A bench with peers A to D and a leaf. */
  static BridgeBench ready() {
    BridgeBench bench = new BridgeBench();
    bench.connect();
    bench.outside.activate(LEAF, 1).forget();
    return bench;
  }

  void connect() {
    connect(A, 0);
    connect(B, 1);
    connect(C, 3);
    connect(D, 4);
  }

  void connect(PeerId peer, int validator) {
    outside.tell(new StatementDistributionInput.PeerConnected(peer, List.of(discovery(validator))));
  }

  private ClaimQueue claims() {
    TreeMap<CoreIndex, List<ParaId>> map = new TreeMap<>();
    for (int core = 0; core < 2; core++) {
      ParaId para = new ParaId(core);
      map.put(new CoreIndex(core), IntStream.range(0, claimed).mapToObj(i -> para).toList());
    }
    return new ClaimQueue(map);
  }

  private static SessionInfo info() {
    return new SessionInfo(
        List.of(),
        Hash.ZERO,
        6,
        PAIRS.stream().map(Sr25519KeyPair::publicKey).toList(),
        IntStream.range(0, 6).mapToObj(BridgeBench::discovery).toList(),
        List.of(),
        List.of(),
        2,
        0,
        0,
        0,
        0,
        0);
  }

  static PublicKey discovery(int validator) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) (0xd0 + validator));
    return PublicKey.of(key);
  }

  static List<ValidatorIndex> validators(int... indices) {
    return Arrays.stream(indices).mapToObj(ValidatorIndex::new).toList();
  }

  static Hash hash(int filler) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) filler);
    return Hash.of(bytes);
  }

  static final PersistedValidationData PVD =
      new PersistedValidationData(new HeadData(Bytes.fromHex("0102")), 1, Hash.ZERO, 1_000_000);

  /** A V2 candidate of a para on its core; the number makes it one of many. */
  static CommittedCandidateReceipt candidate(int para, int number) {
    return candidate(para, number, SESSION, para);
  }

  static CommittedCandidateReceipt candidate(int para, int number, long session, int core) {
    CandidateCommitments commitments =
        new CandidateCommitments(
            List.of(),
            List.of(),
            Optional.empty(),
            new HeadData(Bytes.wrap(new byte[] {4, 5, (byte) number})),
            0,
            1);
    CandidateDescriptor descriptor =
        CandidateDescriptor.builder(new ParaId(para), LEAF)
            .persistedValidationDataHash(PVD.hash())
            .paraHead(commitments.headData().hash())
            .v2(new CoreIndex(core), session);
    return new CommittedCandidateReceipt(descriptor, commitments);
  }

  static CompactStatement seconded(CommittedCandidateReceipt receipt) {
    return new CompactStatement.Seconded(receipt.hash());
  }

  static CompactStatement valid(CommittedCandidateReceipt receipt) {
    return new CompactStatement.Valid(receipt.hash());
  }

  static SignedStatement signed(int validator, CompactStatement statement) {
    return signed(validator, statement, LEAF);
  }

  static SignedStatement signed(int validator, CompactStatement statement, Hash parent) {
    Bytes payload = statement.signingPayload(new SigningContext(SESSION, parent));
    return new SignedStatement(
        statement,
        new ValidatorIndex(validator),
        PAIRS.get(validator).sign(payload, bytes -> Arrays.fill(bytes, (byte) 7)));
  }

  static Bytes wire(Hash schedulingParent, SignedStatement signed) {
    return WireMessage.VALIDATION_CODEC.encodeToBytes(
        WireMessage.of(new StatementDistributionMessage.Statement(schedulingParent, signed)));
  }

  void receive(PeerId from, SignedStatement signed) {
    receive(from, wire(LEAF, signed));
  }

  void receive(PeerId from, Bytes notification) {
    outside.tell(new StatementDistributionInput.PeerMessage(from, notification));
  }

  void receiveView(PeerId from, Hash... heads) {
    receive(
        from,
        WireMessage.VALIDATION_CODEC.encodeToBytes(
            new WireMessage.ViewUpdate<>(new View(List.of(heads), 0))));
  }

  void share(int validator, CommittedCandidateReceipt receipt, boolean second) {
    SignedStatement signed = signed(validator, second ? seconded(receipt) : valid(receipt));
    outside.tell(
        new StatementDistributionInput.Share(
            LEAF,
            new SignedFullStatementWithPvd(
                second
                    ? new StatementWithPvd.Seconded(receipt, PVD)
                    : new StatementWithPvd.Valid(receipt.hash()),
                signed.validator(),
                signed.signature())));
  }

  static Outcome<ResponsePayload> response(
      CommittedCandidateReceipt receipt, SignedStatement... statements) {
    return Outcome.answered(
        new ResponsePayload(
            AttestedCandidateResponse.CODEC.encodeToBytes(
                new AttestedCandidateResponse(receipt, PVD, List.of(statements)))));
  }

  /** Statements sent to peers since the last {@code forget}, as "peer validator kind". */
  List<String> statementsSent() {
    return outside.sent(SendValidationMessage.class).stream()
        .flatMap(
            message ->
                statement(message.notification()).stream()
                    .flatMap(s -> message.peers().stream().map(peer -> peer.value() + " " + s)))
        .toList();
  }

  /** Views sent to peers since the last {@code forget}. */
  List<View> viewsSent() {
    return outside.sent(SendValidationMessage.class).stream()
        .flatMap(message -> view(message.notification()).stream())
        .toList();
  }

  private static WireMessage<ValidationProtocol> decode(Bytes notification) {
    try {
      return WireMessage.VALIDATION_CODEC.decodeAll(notification);
    } catch (ScaleException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<View> view(Bytes notification) {
    return decode(notification) instanceof WireMessage.ViewUpdate<ValidationProtocol>(View view)
        ? Optional.of(view)
        : Optional.empty();
  }

  private static Optional<String> statement(Bytes notification) {
    if (decode(notification) instanceof WireMessage.ProtocolMessage<ValidationProtocol>(var message)
        && message instanceof ValidationProtocol.StatementDistribution(var inner)
        && inner instanceof StatementDistributionMessage.Statement(Hash parent, var signed)) {
      String kind = signed.statement() instanceof CompactStatement.Seconded ? "seconded" : "valid";
      return Optional.of(signed.validator() + " " + kind);
    }
    return Optional.empty();
  }

  /** Reports as "peer value". */
  List<String> reports() {
    return outside.sent(ReportPeer.class).stream()
        .map(report -> report.peer().value() + " " + report.value())
        .toList();
  }

  static List<CandidateHash> hashes(CommittedCandidateReceipt... receipts) {
    return Arrays.stream(receipts).map(CommittedCandidateReceipt::hash).toList();
  }
}
