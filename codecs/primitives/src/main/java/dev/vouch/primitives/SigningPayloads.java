package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The exact bytes that signatures of the protocol cover (wire 2.9). */
public final class SigningPayloads {
  static final Bytes BACKING_MAGIC = ascii("BKNG");
  private static final Bytes APPROVAL_MAGIC = ascii("APPR");
  private static final Bytes DISPUTE_MAGIC = ascii("DISP");
  private static final Bytes PVF_CHECK_MAGIC = ascii("VCPC");
  private static final Bytes COLLATOR_MAGIC = ascii("COLL");
  private static final Codec<List<CandidateHash>> HASHES = Codec.vec(CandidateHash.CODEC);

  private SigningPayloads() {}

  /** A backing statement, 73 bytes. */
  public static Bytes statement(CompactStatement statement, SigningContext context) {
    return new ScaleWriter()
        .value(CompactStatement.CODEC, statement)
        .value(SigningContext.CODEC, context)
        .toBytes();
  }

  /** An availability bitfield about the block of {@code context}. */
  public static Bytes availabilityBitfield(BitList bits, SigningContext context) {
    return new ScaleWriter()
        .value(BitList.CODEC, bits)
        .value(SigningContext.CODEC, context)
        .toBytes();
  }

  /** An approval of one candidate, 40 bytes. */
  public static Bytes approval(CandidateHash candidate, long session) {
    return new ScaleWriter()
        .raw(APPROVAL_MAGIC)
        .value(CandidateHash.CODEC, candidate)
        .u32(session)
        .toBytes();
  }

  /** An approval of several candidates; of exactly one it is {@link #approval}. */
  public static Bytes approvalOfSeveral(List<CandidateHash> candidates, long session) {
    if (candidates.size() == 1) {
      return approval(candidates.getFirst(), session);
    }
    return new ScaleWriter().raw(APPROVAL_MAGIC).value(HASHES, candidates).u32(session).toBytes();
  }

  /** An explicit vote in a dispute, 41 bytes. */
  public static Bytes explicitDispute(boolean valid, CandidateHash candidate, long session) {
    return new ScaleWriter()
        .raw(DISPUTE_MAGIC)
        .bool(valid)
        .value(CandidateHash.CODEC, candidate)
        .u32(session)
        .toBytes();
  }

  /** A vote in the pre-check of a PVF, 45 bytes. */
  public static Bytes pvfCheck(PvfCheckStatement statement) {
    return new ScaleWriter()
        .raw(PVF_CHECK_MAGIC)
        .value(PvfCheckStatement.CODEC, statement)
        .toBytes();
  }

  /** A collator's declaration under its peer id. */
  public static Bytes collatorDeclare(Bytes peerId) {
    return Bytes.concat(peerId, COLLATOR_MAGIC);
  }

  /** What the collator of a V1 descriptor signs, 132 bytes. No node checks it any more (DV-12). */
  public static Bytes collatorSignature(CandidateDescriptor descriptor) {
    return new ScaleWriter()
        .raw(descriptor.relayParent().bytes())
        .u32(descriptor.paraId().value())
        .raw(descriptor.persistedValidationDataHash().bytes())
        .raw(descriptor.povHash().bytes())
        .raw(descriptor.validationCodeHash().value().bytes())
        .toBytes();
  }

  /**
   * A vote on a disputed candidate. Empty where there is none: an approval of several candidates
   * that does not name this one.
   */
  public static Optional<Bytes> dispute(
      DisputeStatement statement, CandidateHash candidate, long session) {
    return switch (statement) {
      case DisputeStatement.Valid(ValidDisputeStatement kind) ->
          validDispute(kind, candidate, session);
      case DisputeStatement.Invalid invalid ->
          Optional.of(explicitDispute(false, candidate, session));
    };
  }

  private static Optional<Bytes> validDispute(
      ValidDisputeStatement kind, CandidateHash candidate, long session) {
    return switch (kind) {
      case ValidDisputeStatement.Explicit() ->
          Optional.of(explicitDispute(true, candidate, session));
      case ValidDisputeStatement.BackingSeconded(Hash parent) ->
          Optional.of(
              statement(
                  new CompactStatement.Seconded(candidate), new SigningContext(session, parent)));
      case ValidDisputeStatement.BackingValid(Hash parent) ->
          Optional.of(
              statement(
                  new CompactStatement.Valid(candidate), new SigningContext(session, parent)));
      case ValidDisputeStatement.ApprovalChecking() -> Optional.of(approval(candidate, session));
      case ValidDisputeStatement.ApprovalCheckingMultipleCandidates(List<CandidateHash> hashes) ->
          hashes.contains(candidate)
              ? Optional.of(approvalOfSeveral(hashes, session))
              : Optional.empty();
    };
  }

  private static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
