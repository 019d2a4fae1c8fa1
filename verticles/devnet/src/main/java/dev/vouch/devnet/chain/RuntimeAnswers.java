package dev.vouch.devnet.chain;

import dev.vouch.messages.Answer;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.BackingConstraints;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.CoreState;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.ScheduledCore;
import dev.vouch.primitives.SessionInfo;
import dev.vouch.primitives.UpgradeRestriction;
import dev.vouch.primitives.ValidationCodeHash;
import dev.vouch.primitives.ValidatorIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runtime and chain API calls at a block of the dev chain (neighbours spec 5.8, 5.9.3). */
public final class RuntimeAnswers {
  private final DevChain chain;

  public RuntimeAnswers(DevChain chain) {
    this.chain = chain;
  }

  /** Reads the state after the named block; fails for blocks that are not kept. */
  public Outcome<Answer> answer(RuntimeApiMessage<?> call) {
    Optional<DevChain.Entry> entry = chain.entry(call.at());
    if (entry.isEmpty()) {
      return Outcome.failed(Failure.Kind.UNAVAILABLE, "no state for block " + call.at());
    }
    return Outcome.answered(at(entry.orElseThrow(), call));
  }

  private Answer at(DevChain.Entry entry, RuntimeApiMessage<?> call) {
    RelayState state = entry.state();
    ChainSpec spec = chain.spec();
    return switch (call) {
      case RuntimeApiMessage.SessionIndexForChild c ->
          new RuntimeApiMessage.SessionIndex(state.session());
      case RuntimeApiMessage.Validators c -> new RuntimeApiMessage.ValidatorSet(spec.validators());
      case RuntimeApiMessage.ValidatorGroups c ->
          new RuntimeApiMessage.Groups(
              chain.scheduler().groups(),
              chain.scheduler().rotation(state, entry.block().number() + 1));
      case RuntimeApiMessage.GetClaimQueue c ->
          new RuntimeApiMessage.Claims(chain.scheduler().claims());
      case RuntimeApiMessage.DisabledValidators c -> new RuntimeApiMessage.Disabled(List.of());
      case RuntimeApiMessage.MinimumBackingVotes c ->
          new RuntimeApiMessage.MinimumVotes(spec.minimumBackingVotes());
      case RuntimeApiMessage.GetNodeFeatures c ->
          new RuntimeApiMessage.Features(spec.nodeFeatures());
      case RuntimeApiMessage.SchedulingLookahead c ->
          new RuntimeApiMessage.Lookahead(spec.schedulingLookahead());
      case RuntimeApiMessage.SessionExecutorParams c ->
          new RuntimeApiMessage.Params(
              isKnownSession(state, c.session())
                  ? Optional.of(spec.executorParams())
                  : Optional.empty());
      case RuntimeApiMessage.ValidationCodeBombLimit c ->
          new RuntimeApiMessage.BombLimit(ChainSpec.BOMB_LIMIT_FACTOR * spec.maxCodeSize());
      case RuntimeApiMessage.ValidationCodeByHash c ->
          new RuntimeApiMessage.Code(codeByHash(state, c.codeHash()));
      case RuntimeApiMessage.GetValidationCode c ->
          new RuntimeApiMessage.Code(para(state, c.para()).map(ParaState::code));
      case RuntimeApiMessage.AncestorRelayParentInfo c ->
          new RuntimeApiMessage.RelayParentInfo(
              state
                  .relayParent(c.session(), c.relayParent())
                  .map(
                      rp -> new RuntimeApiMessage.NumberAndStateRoot(rp.number(), rp.stateRoot())));
      case RuntimeApiMessage.GetBackingConstraints c ->
          new RuntimeApiMessage.Constraints(
              para(state, c.para()).map(para -> constraints(entry, para)));
      case RuntimeApiMessage.CandidatesPendingAvailability c ->
          new RuntimeApiMessage.PendingCandidates(List.of());
      case RuntimeApiMessage.AvailabilityCores c -> new RuntimeApiMessage.Cores(cores());
      case RuntimeApiMessage.GetPersistedValidationData c ->
          new RuntimeApiMessage.ValidationData(
              para(state, c.para()).map(para -> validationData(entry, para)));
      case RuntimeApiMessage.CheckValidationOutputs c ->
          new RuntimeApiMessage.OutputsCheck(
              para(state, c.para())
                  .filter(
                      para ->
                          OutputCheck.refusal(para, c.commitments(), entry.block().number())
                              .isEmpty())
                  .isPresent());
      case RuntimeApiMessage.GetSessionInfo c ->
          new RuntimeApiMessage.Session(
              isKnownSession(state, c.session()) ? Optional.of(sessionInfo()) : Optional.empty());
      case RuntimeApiMessage.Authorities c ->
          new RuntimeApiMessage.AuthoritySet(spec.discoveryKeys());
      case RuntimeApiMessage.GetCandidateEvents c ->
          new RuntimeApiMessage.Events(entry.block().events());
      case RuntimeApiMessage.ParaIds c ->
          new RuntimeApiMessage.Paras(List.copyOf(state.paras().keySet()));
    };
  }

  /** Chain API: every kept block is known; the finalized chain is an ancestry of the best one. */
  public Outcome<Answer> answer(ChainApiMessage<?> call) {
    return Outcome.answered(
        switch (call) {
          case ChainApiMessage.GetBlockHeader(Hash hash) ->
              new ChainApiMessage.Header(chain.block(hash).map(RelayBlock::header));
          case ChainApiMessage.GetBlockNumber(Hash hash) ->
              new ChainApiMessage.BlockNumber(chain.block(hash).map(RelayBlock::number));
          case ChainApiMessage.GetAncestors(Hash hash, int k) ->
              new ChainApiMessage.Ancestors(ancestors(hash, k));
          case ChainApiMessage.GetFinalizedBlockHash(long number) ->
              new ChainApiMessage.FinalizedHash(finalizedHash(number));
          case ChainApiMessage.GetFinalizedBlockNumber() ->
              new ChainApiMessage.FinalizedNumber(chain.finalized().number());
        });
  }

  private List<Hash> ancestors(Hash of, int k) {
    List<Hash> ancestors = new ArrayList<>();
    Optional<RelayBlock> block = chain.block(of);
    while (ancestors.size() < k && block.filter(b -> b.number() > 0).isPresent()) {
      block = chain.block(block.orElseThrow().parent());
      block.ifPresent(b -> ancestors.add(b.hash()));
    }
    return ancestors;
  }

  private Optional<Hash> finalizedHash(long number) {
    Optional<RelayBlock> block = Optional.of(chain.finalized());
    while (block.filter(b -> b.number() > number).isPresent()) {
      block = chain.block(block.orElseThrow().parent());
    }
    return block.filter(b -> b.number() == number).map(RelayBlock::hash);
  }

  private static Optional<ParaState> para(RelayState state, ParaId para) {
    return Optional.ofNullable(state.paras().get(para));
  }

  private static boolean isKnownSession(RelayState state, long session) {
    // The set never changes, so every session up to the current one has the same facts.
    return session <= state.session();
  }

  private static Optional<BlobRef> codeByHash(RelayState state, ValidationCodeHash hash) {
    return state.paras().values().stream()
        .map(ParaState::code)
        .filter(code -> code.hash().equals(hash.value()))
        .findFirst();
  }

  private PersistedValidationData validationData(DevChain.Entry entry, ParaState para) {
    return new PersistedValidationData(
        para.head(),
        entry.block().number(),
        entry.block().header().stateRoot(),
        chain.spec().maxPovSize());
  }

  /** The head's data for a candidate with this block as relay parent. */
  public Optional<PersistedValidationData> validationData(Hash block, ParaId id) {
    return chain
        .entry(block)
        .flatMap(entry -> para(entry.state(), id).map(para -> validationData(entry, para)));
  }

  private BackingConstraints constraints(DevChain.Entry entry, ParaState para) {
    ChainSpec spec = chain.spec();
    long oldest =
        entry.state().relayParents().isEmpty()
            ? entry.block().number()
            : entry.state().relayParents().getFirst().number();
    return new BackingConstraints(
        Math.max(para.mostRecentContext(), oldest),
        spec.maxPovSize(),
        spec.maxCodeSize(),
        ChainSpec.MAX_HEAD_DATA_SIZE,
        ChainSpec.MAX_UMP_PER_CANDIDATE,
        (long) ChainSpec.MAX_UMP_PER_CANDIDATE * ChainSpec.MAX_UMP_MESSAGE_SIZE,
        ChainSpec.MAX_UMP_PER_CANDIDATE,
        List.of(),
        // No message ever came in, so a watermark is the relay parent itself (5.8).
        List.of(),
        List.of(),
        0,
        para.head(),
        new ValidationCodeHash(para.code().hash()),
        Optional.of(UpgradeRestriction.PRESENT),
        Optional.empty());
  }

  private List<CoreState> cores() {
    var claims = chain.scheduler().claims();
    return IntStream.range(0, chain.spec().cores())
        .mapToObj(
            core ->
                claims.paras(new CoreIndex(core)).stream()
                    .findFirst()
                    .<CoreState>map(
                        para -> new CoreState.Scheduled(new ScheduledCore(para, Optional.empty())))
                    .orElseGet(CoreState.Free::new))
        .toList();
  }

  private SessionInfo sessionInfo() {
    ChainSpec spec = chain.spec();
    List<ValidatorIndex> all =
        IntStream.range(0, spec.validators().size()).mapToObj(ValidatorIndex::new).toList();
    return new SessionInfo(
        all,
        Hash.ZERO,
        6,
        spec.validators(),
        spec.discoveryKeys(),
        spec.validators(),
        chain.scheduler().groups(),
        spec.cores(),
        0,
        1,
        1,
        1,
        1);
  }
}
