package dev.vouch.bench;

import dev.vouch.core.backing.BackingConfig;
import dev.vouch.core.backing.CandidateBacking;
import dev.vouch.core.kernel.Effects;
import dev.vouch.core.kernel.Event;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.messages.Answer;
import dev.vouch.messages.AvailabilityStoreMessage;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.CandidateValidationMessage;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.ProspectiveParachainsMessage;
import dev.vouch.messages.Request;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SignerMessage;
import dev.vouch.messages.StatementDistributionInput;
import dev.vouch.primitives.BlockHeader;
import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.GroupRotationInfo;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SignedFullStatementWithPvd;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.StatementWithPvd;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestHashes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One candidate from {@code Second} to its quorum on the backing core. Everything around answers at
 * once and nothing is signed or run, so what is left is backing itself.
 */
final class BackingRound implements Effects {
  private static final Hash LEAF = TestHashes.filled(0x11);
  private static final long NUMBER = 100;
  private static final ParaId PARA = new ParaId(2000);
  private static final TestCandidate CANDIDATE =
      TestCandidate.builder().para(PARA).relayParent(LEAF).relayParentNumber(NUMBER).build();
  private static final BlobRef CODE = new BlobRef(CANDIDATE.code().hash().value(), 9);
  private static final List<PublicKey> KEYS =
      IntStream.range(0, 6).mapToObj(i -> PublicKey.of(TestHashes.filled(i + 1).bytes())).toList();

  private final CandidateBacking core = new CandidateBacking(BackingConfig.standard());
  private final Deque<Event> events = new ArrayDeque<>();
  private int backed;

  /** Plays the round; the number of candidates that reached their quorum. */
  int play() {
    handle(
        new Event.Signalled(
            new OverseerSignal.ActiveLeaves(
                Optional.of(new OverseerSignal.ActivatedLeaf(LEAF, NUMBER, true)), List.of())));
    handle(
        received(
            new CandidateBackingMessage.Second(
                LEAF,
                CANDIDATE.receipt(),
                CANDIDATE.pvd(),
                new BlobRef(CANDIDATE.pov().hash(), CANDIDATE.pov().encodedLength()))));
    handle(
        received(
            new CandidateBackingMessage.Statement(
                LEAF,
                new SignedFullStatementWithPvd(
                    new StatementWithPvd.Valid(CANDIDATE.hash()),
                    new ValidatorIndex(1),
                    TestHashes.signature(1)))));
    return backed;
  }

  private static Event received(Message message) {
    return new Event.Received(message, 1, Optional.empty());
  }

  private void handle(Event first) {
    events.add(first);
    while (!events.isEmpty()) {
      core.on(0, events.remove(), this);
    }
  }

  @Override
  public <A extends Answer> void request(long correlation, Request<A> request) {
    events.add(new Event.Answered(correlation, answer(request)));
  }

  private static Outcome<? extends Answer> answer(Request<?> request) {
    return switch (request) {
      case RuntimeApiMessage<?> call -> Outcome.answered(answer(call));
      case ChainApiMessage.GetAncestors call ->
          Outcome.answered(new ChainApiMessage.Ancestors(List.of()));
      case ChainApiMessage.GetBlockHeader call ->
          Outcome.answered(
              new ChainApiMessage.Header(
                  Optional.of(
                      new BlockHeader(Hash.ZERO, NUMBER, Hash.ZERO, Hash.ZERO, List.of()))));
      case SignerMessage.GetValidatorKeys call ->
          Outcome.answered(new SignerMessage.ValidatorKeys(KEYS.subList(0, 1)));
      case SignerMessage.SignStatement call ->
          Outcome.answered(
              new SignerMessage.Signed(
                  new SignedStatement(
                      call.statement(), call.validator(), TestHashes.signature(9))));
      case CandidateValidationMessage.ValidateFromExhaustive call ->
          Outcome.answered(
              new CandidateValidationMessage.Verdict.Valid(
                  CANDIDATE.commitments(), CANDIDATE.pvd()));
      case AvailabilityStoreMessage.StoreAvailableData call ->
          Outcome.answered(
              new AvailabilityStoreMessage.Stored(AvailabilityStoreMessage.StoreOutcome.OK));
      case ProspectiveParachainsMessage.GetHypotheticalMembership call ->
          Outcome.answered(
              new ProspectiveParachainsMessage.HypotheticalMemberships(
                  call.candidates().stream()
                      .map(c -> new ProspectiveParachainsMessage.Membership(c, List.of(LEAF)))
                      .toList()));
      case ProspectiveParachainsMessage.IntroduceSecondedCandidate call ->
          Outcome.answered(new ProspectiveParachainsMessage.Introduced(true));
      default -> Outcome.failed(Failure.Kind.NO_HANDLER, "not part of the round");
    };
  }

  private static Answer answer(RuntimeApiMessage<?> call) {
    TreeMap<CoreIndex, List<ParaId>> claims = new TreeMap<>();
    claims.put(new CoreIndex(0), List.of(PARA, PARA, PARA));
    return switch (call) {
      case RuntimeApiMessage.SessionIndexForChild c -> new RuntimeApiMessage.SessionIndex(7);
      case RuntimeApiMessage.SchedulingLookahead c -> new RuntimeApiMessage.Lookahead(3);
      case RuntimeApiMessage.ValidatorGroups c ->
          new RuntimeApiMessage.Groups(
              List.of(indices(0, 1, 2), indices(3, 4, 5)),
              new GroupRotationInfo(1, 1_000, NUMBER + 1));
      case RuntimeApiMessage.GetClaimQueue c ->
          new RuntimeApiMessage.Claims(new ClaimQueue(claims));
      case RuntimeApiMessage.DisabledValidators c -> new RuntimeApiMessage.Disabled(List.of());
      case RuntimeApiMessage.Validators c -> new RuntimeApiMessage.ValidatorSet(KEYS);
      case RuntimeApiMessage.GetNodeFeatures c ->
          new RuntimeApiMessage.Features(NodeFeatures.none());
      case RuntimeApiMessage.MinimumBackingVotes c -> new RuntimeApiMessage.MinimumVotes(2);
      case RuntimeApiMessage.ValidationCodeByHash c ->
          new RuntimeApiMessage.Code(Optional.of(CODE));
      default -> throw new IllegalStateException("backing does not ask " + call);
    };
  }

  private static List<ValidatorIndex> indices(int... values) {
    return IntStream.of(values).mapToObj(ValidatorIndex::new).toList();
  }

  @Override
  public void send(Message message) {
    if (message instanceof StatementDistributionInput.Backed) {
      backed++;
    }
  }

  @Override
  public void reply(ReplyTo replyTo, Outcome<? extends Answer> outcome) {}

  @Override
  public void startTimer(long timer, long delayMillis) {}

  @Override
  public void cancelTimer(long timer) {}

  @Override
  public void count(Metric metric, long amount) {}

  @Override
  public void time(Metric metric, long millis) {}

  @Override
  public void explain(Explanation explanation) {}
}
