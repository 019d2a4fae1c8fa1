package dev.vouch.runtimeapi;

import dev.vouch.primitives.AsyncBackingParams;
import dev.vouch.primitives.BackingConstraints;
import dev.vouch.primitives.BackingState;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateEvent;
import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreState;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.InboundDownwardMessage;
import dev.vouch.primitives.InboundHrmpMessage;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.RelayParentInfo;
import dev.vouch.primitives.ScrapedOnChainVotes;
import dev.vouch.primitives.SessionInfo;
import dev.vouch.primitives.ValidationCodeHash;
import dev.vouch.primitives.ValidatorGroups;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;

/** The functions of the API {@code ParachainHost}, in the order of their versions (wire 4.2). */
public final class ParachainHost {
  private static final SequencedMap<String, RuntimeFunction<?, ?>> BY_METHOD =
      new LinkedHashMap<>();

  public static final RuntimeFunction<Nothing, List<PublicKey>> VALIDATORS =
      function("validators", 1, Nothing.CODEC, Codec.vec(PublicKey.CODEC));

  /** The rotation is that of the hypothetical child block. */
  public static final RuntimeFunction<Nothing, ValidatorGroups> VALIDATOR_GROUPS =
      function("validator_groups", 1, Nothing.CODEC, ValidatorGroups.CODEC);

  public static final RuntimeFunction<Nothing, List<CoreState>> AVAILABILITY_CORES =
      function("availability_cores", 1, Nothing.CODEC, Codec.vec(CoreState.CODEC));

  public static final RuntimeFunction<ParaAndAssumption, Optional<PersistedValidationData>>
      PERSISTED_VALIDATION_DATA =
          function(
              "persisted_validation_data",
              1,
              ParaAndAssumption.CODEC,
              Codec.option(PersistedValidationData.CODEC));

  public static final RuntimeFunction<ExpectedValidationData, Optional<AssumedValidationData>>
      ASSUMED_VALIDATION_DATA =
          function(
              "assumed_validation_data",
              1,
              ExpectedValidationData.CODEC,
              Codec.option(AssumedValidationData.CODEC));

  public static final RuntimeFunction<OutputsToCheck, Boolean> CHECK_VALIDATION_OUTPUTS =
      function("check_validation_outputs", 1, OutputsToCheck.CODEC, Scale.BOOL);

  public static final RuntimeFunction<Nothing, Long> SESSION_INDEX_FOR_CHILD =
      function("session_index_for_child", 1, Nothing.CODEC, Scale.U32);

  public static final RuntimeFunction<ParaAndAssumption, Optional<Bytes>> VALIDATION_CODE =
      function("validation_code", 1, ParaAndAssumption.CODEC, Codec.option(Bytes.CODEC));

  public static final RuntimeFunction<ParaId, Optional<CommittedCandidateReceipt>>
      CANDIDATE_PENDING_AVAILABILITY =
          function(
              "candidate_pending_availability",
              1,
              ParaId.CODEC,
              Codec.option(CommittedCandidateReceipt.CODEC));

  public static final RuntimeFunction<Nothing, List<CandidateEvent>> CANDIDATE_EVENTS =
      function("candidate_events", 1, Nothing.CODEC, Codec.vec(CandidateEvent.CODEC));

  public static final RuntimeFunction<ParaId, List<InboundDownwardMessage>> DMQ_CONTENTS =
      function("dmq_contents", 1, ParaId.CODEC, Codec.vec(InboundDownwardMessage.CODEC));

  public static final RuntimeFunction<ParaId, SortedMap<ParaId, List<InboundHrmpMessage>>>
      INBOUND_HRMP_CHANNELS_CONTENTS =
          function(
              "inbound_hrmp_channels_contents",
              1,
              ParaId.CODEC,
              Codec.map(ParaId.CODEC, Codec.vec(InboundHrmpMessage.CODEC)));

  public static final RuntimeFunction<ValidationCodeHash, Optional<Bytes>> VALIDATION_CODE_BY_HASH =
      function("validation_code_by_hash", 1, ValidationCodeHash.CODEC, Codec.option(Bytes.CODEC));

  public static final RuntimeFunction<Nothing, Optional<ScrapedOnChainVotes>> ON_CHAIN_VOTES =
      function("on_chain_votes", 1, Nothing.CODEC, Codec.option(ScrapedOnChainVotes.CODEC));

  public static final RuntimeFunction<Long, Optional<SessionInfo>> SESSION_INFO =
      function("session_info", 2, Scale.U32, Codec.option(SessionInfo.CODEC));

  public static final RuntimeFunction<PvfCheckVote, Nothing> SUBMIT_PVF_CHECK_STATEMENT =
      function("submit_pvf_check_statement", 2, PvfCheckVote.CODEC, Nothing.CODEC);

  public static final RuntimeFunction<Nothing, List<ValidationCodeHash>> PVFS_REQUIRE_PRECHECK =
      function("pvfs_require_precheck", 2, Nothing.CODEC, Codec.vec(ValidationCodeHash.CODEC));

  public static final RuntimeFunction<ParaAndAssumption, Optional<ValidationCodeHash>>
      VALIDATION_CODE_HASH =
          function(
              "validation_code_hash",
              2,
              ParaAndAssumption.CODEC,
              Codec.option(ValidationCodeHash.CODEC));

  public static final RuntimeFunction<Nothing, List<DisputeInSession>> DISPUTES =
      function("disputes", 3, Nothing.CODEC, Codec.vec(DisputeInSession.CODEC));

  public static final RuntimeFunction<Long, Optional<ExecutorParams>> SESSION_EXECUTOR_PARAMS =
      function("session_executor_params", 4, Scale.U32, Codec.option(ExecutorParams.CODEC));

  /** Deprecated by version 15. */
  public static final RuntimeFunction<Nothing, List<LegacyUnappliedSlashes>> UNAPPLIED_SLASHES =
      function("unapplied_slashes", 5, Nothing.CODEC, Codec.vec(LegacyUnappliedSlashes.CODEC));

  public static final RuntimeFunction<PublicKey, Optional<Bytes>> KEY_OWNERSHIP_PROOF =
      function("key_ownership_proof", 5, PublicKey.CODEC, Codec.option(Bytes.CODEC));

  /** Whether the report was taken. */
  public static final RuntimeFunction<DisputeLost, Optional<Nothing>> SUBMIT_REPORT_DISPUTE_LOST =
      function("submit_report_dispute_lost", 5, DisputeLost.CODEC, Codec.option(Nothing.CODEC));

  public static final RuntimeFunction<Nothing, Long> MINIMUM_BACKING_VOTES =
      function("minimum_backing_votes", 6, Nothing.CODEC, Scale.U32);

  /**
   * Its layout changed without a change of version (wire 2.17): never ask a runtime that is not
   * known to be of the present layout; {@link #BACKING_CONSTRAINTS} and {@link
   * #CANDIDATES_PENDING_AVAILABILITY} tell the same.
   */
  public static final RuntimeFunction<ParaId, Optional<BackingState>> PARA_BACKING_STATE =
      function("para_backing_state", 7, ParaId.CODEC, Codec.option(BackingState.CODEC));

  public static final RuntimeFunction<Nothing, AsyncBackingParams> ASYNC_BACKING_PARAMS =
      function("async_backing_params", 7, Nothing.CODEC, AsyncBackingParams.CODEC);

  public static final RuntimeFunction<Nothing, List<ValidatorIndex>> DISABLED_VALIDATORS =
      function("disabled_validators", 8, Nothing.CODEC, Codec.vec(ValidatorIndex.CODEC));

  public static final RuntimeFunction<Nothing, NodeFeatures> NODE_FEATURES =
      function("node_features", 9, Nothing.CODEC, NodeFeatures.CODEC);

  /** Most candidates of one approval vote. */
  public static final RuntimeFunction<Nothing, Long> APPROVAL_VOTING_PARAMS =
      function("approval_voting_params", 10, Nothing.CODEC, Scale.U32);

  public static final RuntimeFunction<Nothing, ClaimQueue> CLAIM_QUEUE =
      function("claim_queue", 11, Nothing.CODEC, ClaimQueue.CODEC);

  public static final RuntimeFunction<ParaId, List<CommittedCandidateReceipt>>
      CANDIDATES_PENDING_AVAILABILITY =
          function(
              "candidates_pending_availability",
              11,
              ParaId.CODEC,
              Codec.vec(CommittedCandidateReceipt.CODEC));

  /** Most bytes of code after decompression. */
  public static final RuntimeFunction<Nothing, Long> VALIDATION_CODE_BOMB_LIMIT =
      function("validation_code_bomb_limit", 12, Nothing.CODEC, Scale.U32);

  public static final RuntimeFunction<ParaId, Optional<BackingConstraints>> BACKING_CONSTRAINTS =
      function("backing_constraints", 13, ParaId.CODEC, Codec.option(BackingConstraints.CODEC));

  public static final RuntimeFunction<Nothing, Long> SCHEDULING_LOOKAHEAD =
      function("scheduling_lookahead", 13, Nothing.CODEC, Scale.U32);

  public static final RuntimeFunction<Nothing, List<ParaId>> PARA_IDS =
      function("para_ids", 14, Nothing.CODEC, Codec.vec(ParaId.CODEC));

  public static final RuntimeFunction<Nothing, List<UnappliedSlashes>> UNAPPLIED_SLASHES_V2 =
      function("unapplied_slashes_v2", 15, Nothing.CODEC, Codec.vec(UnappliedSlashes.CODEC));

  /** How many sessions a relay parent may lie back; 0 is the current only. */
  public static final RuntimeFunction<Nothing, Long> MAX_RELAY_PARENT_SESSION_AGE =
      function("max_relay_parent_session_age", 16, Nothing.CODEC, Scale.U32);

  /** Nothing for the very block that is asked: it enters the list in its child. */
  public static final RuntimeFunction<RelayParentInSession, Optional<RelayParentInfo>>
      ANCESTOR_RELAY_PARENT_INFO =
          function(
              "ancestor_relay_parent_info",
              16,
              RelayParentInSession.CODEC,
              Codec.option(RelayParentInfo.CODEC));

  private ParachainHost() {}

  /** All of them. */
  public static List<RuntimeFunction<?, ?>> all() {
    return List.copyOf(BY_METHOD.sequencedValues());
  }

  /** The function that {@code state_call} calls so. */
  public static Optional<RuntimeFunction<?, ?>> of(String method) {
    return Optional.ofNullable(BY_METHOD.get(method));
  }

  private static <A, R> RuntimeFunction<A, R> function(
      String name, int since, Codec<A> arguments, Codec<R> result) {
    RuntimeFunction<A, R> function =
        new RuntimeFunction<>(RuntimeApi.PARACHAIN_HOST, name, since, arguments, result);
    BY_METHOD.put(function.method(), function);
    return function;
  }
}
