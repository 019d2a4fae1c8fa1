package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.util.List;
import java.util.Optional;

/** What a candidate commits to (wire 2.3). */
public record CandidateCommitments(
    List<Bytes> upwardMessages,
    List<OutboundHrmpMessage> horizontalMessages,
    Optional<Bytes> newValidationCode,
    HeadData headData,
    long processedDownwardMessages,
    long hrmpWatermark) {
  private static final Codec<List<Bytes>> UPWARD_MESSAGES =
      Codec.vec(Bytes.CODEC, Limits.MESSAGES_PER_CANDIDATE);
  private static final Codec<List<OutboundHrmpMessage>> HORIZONTAL_MESSAGES =
      Codec.vec(OutboundHrmpMessage.CODEC, Limits.MESSAGES_PER_CANDIDATE);
  private static final Codec<Optional<Bytes>> NEW_VALIDATION_CODE = Codec.option(Bytes.CODEC);

  /** Fields in this order. */
  public static final Codec<CandidateCommitments> CODEC =
      Codec.of(
          "CandidateCommitments",
          (v, out) -> {
            UPWARD_MESSAGES.encode(v.upwardMessages, out);
            HORIZONTAL_MESSAGES.encode(v.horizontalMessages, out);
            NEW_VALIDATION_CODE.encode(v.newValidationCode, out);
            HeadData.CODEC.encode(v.headData, out);
            Scale.U32.encode(v.processedDownwardMessages, out);
            Scale.U32.encode(v.hrmpWatermark, out);
          },
          in ->
              new CandidateCommitments(
                  in.field("upward_messages", UPWARD_MESSAGES),
                  in.field("horizontal_messages", HORIZONTAL_MESSAGES),
                  in.field("new_validation_code", NEW_VALIDATION_CODE),
                  in.field("head_data", HeadData.CODEC),
                  in.field("processed_downward_messages", Scale.U32),
                  in.field("hrmp_watermark", Scale.U32)));

  /** Copies lists and refuses numbers out of range. */
  public CandidateCommitments {
    U32.check("processedDownwardMessages", processedDownwardMessages);
    U32.check("hrmpWatermark", hrmpWatermark);
    upwardMessages = List.copyOf(upwardMessages);
    horizontalMessages = List.copyOf(horizontalMessages);
  }

  /** BLAKE2b-256 of the encoding. */
  public Hash hash() {
    return Hash.ofEncoded(CODEC, this);
  }
}
