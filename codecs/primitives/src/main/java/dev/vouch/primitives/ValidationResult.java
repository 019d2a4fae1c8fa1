package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.util.List;
import java.util.Optional;

/** What a PVF returns: other field order than the commitments (wire 2.13). */
public record ValidationResult(
    HeadData headData,
    Optional<Bytes> newValidationCode,
    List<Bytes> upwardMessages,
    List<OutboundHrmpMessage> horizontalMessages,
    long processedDownwardMessages,
    long hrmpWatermark) {
  private static final Codec<Optional<Bytes>> NEW_VALIDATION_CODE = Codec.option(Bytes.CODEC);
  private static final Codec<List<Bytes>> UPWARD_MESSAGES =
      Codec.vec(Bytes.CODEC, Limits.MESSAGES_PER_CANDIDATE);
  private static final Codec<List<OutboundHrmpMessage>> HORIZONTAL_MESSAGES =
      Codec.vec(OutboundHrmpMessage.CODEC, Limits.MESSAGES_PER_CANDIDATE);

  /** Fields in this order. */
  public static final Codec<ValidationResult> CODEC =
      Codec.of(
          "ValidationResult",
          (v, out) -> {
            HeadData.CODEC.encode(v.headData, out);
            NEW_VALIDATION_CODE.encode(v.newValidationCode, out);
            UPWARD_MESSAGES.encode(v.upwardMessages, out);
            HORIZONTAL_MESSAGES.encode(v.horizontalMessages, out);
            Scale.U32.encode(v.processedDownwardMessages, out);
            Scale.U32.encode(v.hrmpWatermark, out);
          },
          in ->
              new ValidationResult(
                  in.field("head_data", HeadData.CODEC),
                  in.field("new_validation_code", NEW_VALIDATION_CODE),
                  in.field("upward_messages", UPWARD_MESSAGES),
                  in.field("horizontal_messages", HORIZONTAL_MESSAGES),
                  in.field("processed_downward_messages", Scale.U32),
                  in.field("hrmp_watermark", Scale.U32)));

  /** Copies lists and refuses numbers out of range. */
  public ValidationResult {
    U32.check("processedDownwardMessages", processedDownwardMessages);
    U32.check("hrmpWatermark", hrmpWatermark);
    upwardMessages = List.copyOf(upwardMessages);
    horizontalMessages = List.copyOf(horizontalMessages);
  }

  /** The commitments that this result makes. */
  public CandidateCommitments toCommitments() {
    return new CandidateCommitments(
        upwardMessages,
        horizontalMessages,
        newValidationCode,
        headData,
        processedDownwardMessages,
        hrmpWatermark);
  }
}
