package dev.vouch.runtimeapi;

import dev.vouch.messages.Answer;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.RelayParentInfo;
import dev.vouch.primitives.ValidatorGroups;
import dev.vouch.runtimeapi.Binding.Where;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The function of every request. A request that is missing here cannot be asked by name. */
final class Bindings {
  private static final Map<Class<?>, Binding<?, ?, ?, ?>> BY_REQUEST = new HashMap<>();
  private static final Map<String, Binding<?, ?, ?, ?>> BY_METHOD = new HashMap<>();

  static {
    session();
    candidates();
    validation();
  }

  private Bindings() {}

  static Optional<Binding<?, ?, ?, ?>> of(RuntimeApiMessage<?> request) {
    return Optional.ofNullable(BY_REQUEST.get(request.getClass()));
  }

  static Optional<Binding<?, ?, ?, ?>> of(String method) {
    return Optional.ofNullable(BY_METHOD.get(method));
  }

  private static void session() {
    plain(
        RuntimeApiMessage.SessionIndexForChild.class,
        ParachainHost.SESSION_INDEX_FOR_CHILD,
        w -> new RuntimeApiMessage.SessionIndexForChild(w.at()),
        RuntimeApiMessage.SessionIndex::new,
        RuntimeApiMessage.SessionIndex::session);
    plain(
        RuntimeApiMessage.Validators.class,
        ParachainHost.VALIDATORS,
        w -> new RuntimeApiMessage.Validators(w.at()),
        RuntimeApiMessage.ValidatorSet::new,
        RuntimeApiMessage.ValidatorSet::validators);
    plain(
        RuntimeApiMessage.ValidatorGroups.class,
        ParachainHost.VALIDATOR_GROUPS,
        w -> new RuntimeApiMessage.ValidatorGroups(w.at()),
        r -> new RuntimeApiMessage.Groups(r.groups(), r.rotation()),
        a -> new ValidatorGroups(a.groups(), a.rotation()));
    plain(
        RuntimeApiMessage.DisabledValidators.class,
        ParachainHost.DISABLED_VALIDATORS,
        w -> new RuntimeApiMessage.DisabledValidators(w.at()),
        RuntimeApiMessage.Disabled::new,
        RuntimeApiMessage.Disabled::validators);
    plain(
        RuntimeApiMessage.MinimumBackingVotes.class,
        ParachainHost.MINIMUM_BACKING_VOTES,
        w -> new RuntimeApiMessage.MinimumBackingVotes(w.at(), w.session()),
        r -> new RuntimeApiMessage.MinimumVotes(count(r)),
        a -> (long) a.votes());
    plain(
        RuntimeApiMessage.GetNodeFeatures.class,
        ParachainHost.NODE_FEATURES,
        w -> new RuntimeApiMessage.GetNodeFeatures(w.at(), w.session()),
        RuntimeApiMessage.Features::new,
        RuntimeApiMessage.Features::features);
    plain(
        RuntimeApiMessage.SchedulingLookahead.class,
        ParachainHost.SCHEDULING_LOOKAHEAD,
        w -> new RuntimeApiMessage.SchedulingLookahead(w.at(), w.session()),
        r -> new RuntimeApiMessage.Lookahead(count(r)),
        a -> (long) a.blocks());
    bind(
        RuntimeApiMessage.GetSessionInfo.class,
        ParachainHost.SESSION_INFO,
        RuntimeApiMessage.GetSessionInfo::session,
        (w, session) -> new RuntimeApiMessage.GetSessionInfo(w.at(), session),
        RuntimeApiMessage.Session::new,
        RuntimeApiMessage.Session::info);
    plain(
        RuntimeApiMessage.Authorities.class,
        OtherFunctions.AUTHORITIES,
        w -> new RuntimeApiMessage.Authorities(w.at()),
        RuntimeApiMessage.AuthoritySet::new,
        RuntimeApiMessage.AuthoritySet::authorities);
  }

  private static void candidates() {
    plain(
        RuntimeApiMessage.GetClaimQueue.class,
        ParachainHost.CLAIM_QUEUE,
        w -> new RuntimeApiMessage.GetClaimQueue(w.at()),
        RuntimeApiMessage.Claims::new,
        RuntimeApiMessage.Claims::claimQueue);
    plain(
        RuntimeApiMessage.AvailabilityCores.class,
        ParachainHost.AVAILABILITY_CORES,
        w -> new RuntimeApiMessage.AvailabilityCores(w.at()),
        RuntimeApiMessage.Cores::new,
        RuntimeApiMessage.Cores::cores);
    plain(
        RuntimeApiMessage.GetCandidateEvents.class,
        ParachainHost.CANDIDATE_EVENTS,
        w -> new RuntimeApiMessage.GetCandidateEvents(w.at()),
        RuntimeApiMessage.Events::new,
        RuntimeApiMessage.Events::events);
    plain(
        RuntimeApiMessage.ParaIds.class,
        ParachainHost.PARA_IDS,
        w -> new RuntimeApiMessage.ParaIds(w.at(), w.session()),
        RuntimeApiMessage.Paras::new,
        RuntimeApiMessage.Paras::paras);
    bind(
        RuntimeApiMessage.GetBackingConstraints.class,
        ParachainHost.BACKING_CONSTRAINTS,
        RuntimeApiMessage.GetBackingConstraints::para,
        (w, para) -> new RuntimeApiMessage.GetBackingConstraints(w.at(), para),
        RuntimeApiMessage.Constraints::new,
        RuntimeApiMessage.Constraints::constraints);
    bind(
        RuntimeApiMessage.CandidatesPendingAvailability.class,
        ParachainHost.CANDIDATES_PENDING_AVAILABILITY,
        RuntimeApiMessage.CandidatesPendingAvailability::para,
        (w, para) -> new RuntimeApiMessage.CandidatesPendingAvailability(w.at(), para),
        RuntimeApiMessage.PendingCandidates::new,
        RuntimeApiMessage.PendingCandidates::candidates);
    bind(
        RuntimeApiMessage.AncestorRelayParentInfo.class,
        ParachainHost.ANCESTOR_RELAY_PARENT_INFO,
        q -> new RelayParentInSession(q.session(), q.relayParent()),
        (w, p) ->
            new RuntimeApiMessage.AncestorRelayParentInfo(w.at(), p.session(), p.relayParent()),
        r ->
            new RuntimeApiMessage.RelayParentInfo(
                r.map(i -> new RuntimeApiMessage.NumberAndStateRoot(i.number(), i.stateRoot()))),
        a -> a.info().map(i -> new RelayParentInfo(i.number(), i.stateRoot())));
  }

  private static void validation() {
    bind(
        RuntimeApiMessage.GetPersistedValidationData.class,
        ParachainHost.PERSISTED_VALIDATION_DATA,
        q -> new ParaAndAssumption(q.para(), q.assumption()),
        (w, p) ->
            new RuntimeApiMessage.GetPersistedValidationData(w.at(), p.para(), p.assumption()),
        RuntimeApiMessage.ValidationData::new,
        RuntimeApiMessage.ValidationData::data);
    bind(
        RuntimeApiMessage.CheckValidationOutputs.class,
        ParachainHost.CHECK_VALIDATION_OUTPUTS,
        q -> new OutputsToCheck(q.para(), q.commitments()),
        (w, p) -> new RuntimeApiMessage.CheckValidationOutputs(w.at(), p.para(), p.commitments()),
        RuntimeApiMessage.OutputsCheck::new,
        RuntimeApiMessage.OutputsCheck::acceptable);
    bind(
        RuntimeApiMessage.SessionExecutorParams.class,
        ParachainHost.SESSION_EXECUTOR_PARAMS,
        RuntimeApiMessage.SessionExecutorParams::session,
        (w, session) -> new RuntimeApiMessage.SessionExecutorParams(w.at(), session),
        RuntimeApiMessage.Params::new,
        RuntimeApiMessage.Params::params);
    plain(
        RuntimeApiMessage.ValidationCodeBombLimit.class,
        ParachainHost.VALIDATION_CODE_BOMB_LIMIT,
        w -> new RuntimeApiMessage.ValidationCodeBombLimit(w.at(), w.session()),
        RuntimeApiMessage.BombLimit::new,
        RuntimeApiMessage.BombLimit::bytes);
    bindCode(
        RuntimeApiMessage.ValidationCodeByHash.class,
        ParachainHost.VALIDATION_CODE_BY_HASH,
        RuntimeApiMessage.ValidationCodeByHash::codeHash,
        (w, hash) -> new RuntimeApiMessage.ValidationCodeByHash(w.at(), hash));
    bindCode(
        RuntimeApiMessage.GetValidationCode.class,
        ParachainHost.VALIDATION_CODE,
        q -> new ParaAndAssumption(q.para(), q.assumption()),
        (w, p) -> new RuntimeApiMessage.GetValidationCode(w.at(), p.para(), p.assumption()));
  }

  /** A function without arguments. */
  private static <Q extends RuntimeApiMessage<A>, A extends Answer, R> void plain(
      Class<Q> type,
      RuntimeFunction<Nothing, R> function,
      Function<Where, Q> toRequest,
      Function<R, A> toAnswer,
      Function<A, R> toResult) {
    bind(type, function, q -> new Nothing(), (w, n) -> toRequest.apply(w), toAnswer, toResult);
  }

  private static <Q extends RuntimeApiMessage<A>, A extends Answer, P, R> void bind(
      Class<Q> type,
      RuntimeFunction<P, R> function,
      Function<Q, P> toArguments,
      BiFunction<Where, P, Q> toRequest,
      Function<R, A> toAnswer,
      Function<A, R> toResult) {
    add(
        new Binding<>(
            type,
            function,
            toArguments,
            toRequest,
            (r, blobs) -> toAnswer.apply(r),
            (a, blobs) -> toResult.apply(a)));
  }

  /** Code goes through the blob store: a message only names it. */
  private static <Q extends RuntimeApiMessage<RuntimeApiMessage.Code>, P> void bindCode(
      Class<Q> type,
      RuntimeFunction<P, Optional<Bytes>> function,
      Function<Q, P> toArguments,
      BiFunction<Where, P, Q> toRequest) {
    add(
        new Binding<>(
            type,
            function,
            toArguments,
            toRequest,
            (r, blobs) -> new RuntimeApiMessage.Code(r.map(blobs::put)),
            (a, blobs) -> a.code().map(ref -> present(ref, blobs))));
  }

  private static void add(Binding<?, ?, ?, ?> binding) {
    BY_REQUEST.put(binding.type(), binding);
    BY_METHOD.put(binding.function().method(), binding);
  }

  private static Bytes present(BlobRef ref, Blobs blobs) {
    return blobs
        .get(ref)
        .orElseThrow(() -> new Unanswerable("the code " + ref.hash() + " is no longer here"));
  }

  private static int count(long value) {
    if (value > Integer.MAX_VALUE) {
      throw new Unanswerable("the runtime answered " + value + ", more than 2^31-1");
    }
    return (int) value;
  }

  /** What was said cannot be said on the other side. */
  static final class Unanswerable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unanswerable(String message) {
      super(message, null, false, false);
    }
  }
}
