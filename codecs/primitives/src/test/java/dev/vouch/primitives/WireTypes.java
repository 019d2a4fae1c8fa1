package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.util.LinkedHashMap;
import java.util.Map;

/** The codec of every type that the reference vectors name. */
final class WireTypes {
  private static final Map<String, Codec<?>> CODECS = new LinkedHashMap<>();

  static {
    scalars();
    types();
    network();
  }

  private WireTypes() {}

  static Map<String, Codec<?>> all() {
    return CODECS;
  }

  static Codec<?> codec(String type) {
    Codec<?> codec = CODECS.get(type);
    if (codec == null) {
      throw new AssertionError("no codec for the type " + type);
    }
    return codec;
  }

  private static void scalars() {
    CODECS.put("Compact<u32>", Scale.COMPACT_U32);
    CODECS.put("Compact<u64>", Scale.COMPACT_U64);
    CODECS.put("Compact<u128>", Scale.COMPACT_U128);
    CODECS.put("bool", Scale.BOOL);
    CODECS.put("Option<bool>", Codec.option(Scale.BOOL));
    CODECS.put("u16", Scale.U16);
    CODECS.put("u32", Scale.U32);
    CODECS.put("u64", Scale.U64);
    CODECS.put("u128", Scale.U128);
    CODECS.put("Vec<u8>", Bytes.CODEC);
    CODECS.put("Vec<u32>", Scale.U32S);
    CODECS.put("Vec<Vec<u8>>", Codec.vec(Bytes.CODEC));
    CODECS.put("Vec<H256>", Codec.vec(Hash.CODEC));
    CODECS.put("Option<u32>", Codec.option(Scale.U32));
    CODECS.put("String", Scale.STRING);
    CODECS.put("BTreeSet<u32>", Codec.set(Scale.U32));
    CODECS.put("BitVec", BitList.CODEC);
  }

  private static void types() {
    CODECS.put("HeadData", HeadData.CODEC);
    CODECS.put("ValidationCode", ValidationCode.CODEC);
    CODECS.put("PoV", PoV.CODEC);
    CODECS.put("PersistedValidationData", PersistedValidationData.CODEC);
    CODECS.put("OutboundHrmpMessage", OutboundHrmpMessage.CODEC);
    CODECS.put("InboundHrmpMessage", InboundHrmpMessage.CODEC);
    CODECS.put("InboundDownwardMessage", InboundDownwardMessage.CODEC);
    CODECS.put("HrmpChannelId", HrmpChannelId.CODEC);
    CODECS.put("UMPSignal", UmpSignal.CODEC);
    CODECS.put("CandidateCommitments", CandidateCommitments.CODEC);
    CODECS.put("CandidateDescriptor", CandidateDescriptor.CODEC);
    CODECS.put("CandidateReceipt", CandidateReceipt.CODEC);
    CODECS.put("CommittedCandidateReceipt", CommittedCandidateReceipt.CODEC);
    CODECS.put("ValidityAttestation", ValidityAttestation.CODEC);
    CODECS.put("BackedCandidate", BackedCandidate.CODEC);
    CODECS.put("CompactStatement", CompactStatement.CODEC);
    CODECS.put("Statement", Statement.CODEC);
    CODECS.put("UncheckedSignedStatement", SignedStatement.CODEC);
    CODECS.put("UncheckedSignedFullStatement", SignedFullStatement.CODEC);
    CODECS.put("UncheckedSignedAvailabilityBitfield", SignedAvailabilityBitfield.CODEC);
    CODECS.put("SigningContext", SigningContext.CODEC);
    CODECS.put("ScheduledCore", ScheduledCore.CODEC);
    CODECS.put("CoreState", CoreState.CODEC);
    CODECS.put("OccupiedCoreAssumption", OccupiedCoreAssumption.CODEC);
    CODECS.put("ValidatorGroups", ValidatorGroups.CODEC);
    CODECS.put("ClaimQueue", ClaimQueue.CODEC);
    CODECS.put("CandidateEvent", CandidateEvent.CODEC);
    CODECS.put("SessionInfo", SessionInfo.CODEC);
    CODECS.put("ExecutorParams", ExecutorParams.CODEC);
    CODECS.put("ValidationParams", ValidationParams.CODEC);
    CODECS.put("ValidationParamsExtension", ValidationParamsExtension.CODEC);
    CODECS.put("ValidationParamsWithExtension", PvfInput.CODEC);
    CODECS.put("ValidationResult", ValidationResult.CODEC);
    CODECS.put("AvailableData", AvailableData.CODEC);
    CODECS.put("ErasureChunk", ErasureChunk.CODEC);
    CODECS.put("Proof", ChunkProof.CODEC);
    CODECS.put("DisputeStatement", DisputeStatement.CODEC);
    CODECS.put("DisputeStatementSet", DisputeStatementSet.CODEC);
    CODECS.put("ScrapedOnChainVotes", ScrapedOnChainVotes.CODEC);
    CODECS.put("DisputeState", DisputeState.CODEC);
    CODECS.put("UncheckedDisputeMessage", UncheckedDisputeMessage.CODEC);
    CODECS.put("DisputeProof", DisputeProof.CODEC);
    CODECS.put("PendingSlashes", PendingSlashes.CODEC);
    CODECS.put("LegacyPendingSlashes", LegacyPendingSlashes.CODEC);
    CODECS.put("Constraints", BackingConstraints.CODEC);
    CODECS.put("BackingState", BackingState.CODEC);
    CODECS.put("AsyncBackingParams", AsyncBackingParams.CODEC);
    CODECS.put("PvfCheckStatement", PvfCheckStatement.CODEC);
    CODECS.put("Header", BlockHeader.CODEC);
    CODECS.put("InherentData", InherentData.CODEC);
    CODECS.put("ConsensusLog", ConsensusLog.CODEC);
    CODECS.put("RelayParentInfo", RelayParentInfo.CODEC);
    CODECS.put("CommittedCandidateReceiptError", UmpSignalError.CODEC);
    CODECS.put("table::ValidityAttestation", ValidityAttestation.TABLE_CODEC);
    CODECS.put("table::SignedStatement", TableSignedStatement.CODEC);
  }

  private static void network() {
    CODECS.put("StatementFilter", StatementFilter.CODEC);
    CODECS.put("BackedCandidateManifest", BackedCandidateManifest.CODEC);
    CODECS.put("BackedCandidateAcknowledgement", BackedCandidateAcknowledgement.CODEC);
    CODECS.put("StatementDistributionMessage", StatementDistributionMessage.CODEC);
    CODECS.put("View", View.CODEC);
    CODECS.put("validation/3 notification", WireMessage.VALIDATION_CODEC);
    CODECS.put("collation/1 notification", WireMessage.COLLATION_V1_CODEC);
    CODECS.put("collation/2 notification", WireMessage.COLLATION_V2_CODEC);
    CODECS.put("collation/3 notification", WireMessage.COLLATION_V3_CODEC);
    CODECS.put("collation/4 notification", WireMessage.COLLATION_V4_CODEC);
    CODECS.put("AttestedCandidateRequest", AttestedCandidateRequest.CODEC);
    CODECS.put("AttestedCandidateResponse", AttestedCandidateResponse.CODEC);
    CODECS.put("PoVFetchingRequest", PoVFetchingRequest.CODEC);
    CODECS.put("PoVFetchingResponse", PoVFetchingResponse.CODEC);
    CODECS.put("ChunkFetchingRequest", ChunkFetchingRequest.CODEC);
    CODECS.put("ChunkFetchingResponse v1", ChunkFetchingResponseV1.CODEC);
    CODECS.put("ChunkFetchingResponse v2", ChunkFetchingResponseV2.CODEC);
    CODECS.put("AvailableDataFetchingRequest", AvailableDataFetchingRequest.CODEC);
    CODECS.put("AvailableDataFetchingResponse", AvailableDataFetchingResponse.CODEC);
    CODECS.put("CollationFetchingRequest v1", CollationFetchingRequestV1.CODEC);
    CODECS.put("CollationFetchingRequest v2", CollationFetchingRequestV2.CODEC);
    CODECS.put("CollationFetchingRequest v3", CollationFetchingRequestV3.CODEC);
    CODECS.put("CollationFetchingResponse v1", CollationFetchingResponse.CODEC);
    CODECS.put("CollationFetchingResponse v3", CollationFetchingResponseV3.CODEC);
  }
}
