package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.util.List;
import java.util.Optional;

/** What the runtime allows the next candidate of a para: {@code Constraints} (wire 2.17). */
public record BackingConstraints(
    long minRelayParentNumber,
    long maxPovSize,
    long maxCodeSize,
    long maxHeadDataSize,
    long umpRemaining,
    long umpRemainingBytes,
    long maxUmpNumPerCandidate,
    List<Long> dmpRemainingMessages,
    List<Long> hrmpInboundValidWatermarks,
    List<HrmpChannelOut> hrmpChannelsOut,
    long maxHrmpNumPerCandidate,
    HeadData requiredParent,
    ValidationCodeHash validationCodeHash,
    Optional<UpgradeRestriction> upgradeRestriction,
    Optional<FutureValidationCode> futureValidationCode) {
  private static final Codec<List<HrmpChannelOut>> HRMP_CHANNELS_OUT =
      Codec.vec(HrmpChannelOut.CODEC);
  private static final Codec<Optional<UpgradeRestriction>> UPGRADE_RESTRICTION =
      Codec.option(UpgradeRestriction.CODEC);
  private static final Codec<Optional<FutureValidationCode>> FUTURE_VALIDATION_CODE =
      Codec.option(FutureValidationCode.CODEC);

  /** Fields in this order. */
  public static final Codec<BackingConstraints> CODEC =
      Codec.of(
          "BackingConstraints",
          (v, out) -> {
            Scale.U32.encode(v.minRelayParentNumber, out);
            Scale.U32.encode(v.maxPovSize, out);
            Scale.U32.encode(v.maxCodeSize, out);
            Scale.U32.encode(v.maxHeadDataSize, out);
            Scale.U32.encode(v.umpRemaining, out);
            Scale.U32.encode(v.umpRemainingBytes, out);
            Scale.U32.encode(v.maxUmpNumPerCandidate, out);
            Scale.U32S.encode(v.dmpRemainingMessages, out);
            Scale.U32S.encode(v.hrmpInboundValidWatermarks, out);
            HRMP_CHANNELS_OUT.encode(v.hrmpChannelsOut, out);
            Scale.U32.encode(v.maxHrmpNumPerCandidate, out);
            HeadData.CODEC.encode(v.requiredParent, out);
            ValidationCodeHash.CODEC.encode(v.validationCodeHash, out);
            UPGRADE_RESTRICTION.encode(v.upgradeRestriction, out);
            FUTURE_VALIDATION_CODE.encode(v.futureValidationCode, out);
          },
          in ->
              new BackingConstraints(
                  in.field("min_relay_parent_number", Scale.U32),
                  in.field("max_pov_size", Scale.U32),
                  in.field("max_code_size", Scale.U32),
                  in.field("max_head_data_size", Scale.U32),
                  in.field("ump_remaining", Scale.U32),
                  in.field("ump_remaining_bytes", Scale.U32),
                  in.field("max_ump_num_per_candidate", Scale.U32),
                  in.field("dmp_remaining_messages", Scale.U32S),
                  in.field("hrmp_inbound_valid_watermarks", Scale.U32S),
                  in.field("hrmp_channels_out", HRMP_CHANNELS_OUT),
                  in.field("max_hrmp_num_per_candidate", Scale.U32),
                  in.field("required_parent", HeadData.CODEC),
                  in.field("validation_code_hash", ValidationCodeHash.CODEC),
                  in.field("upgrade_restriction", UPGRADE_RESTRICTION),
                  in.field("future_validation_code", FUTURE_VALIDATION_CODE)));

  /** Copies lists and refuses numbers out of range. */
  public BackingConstraints {
    U32.check("minRelayParentNumber", minRelayParentNumber);
    U32.check("maxPovSize", maxPovSize);
    U32.check("maxCodeSize", maxCodeSize);
    U32.check("maxHeadDataSize", maxHeadDataSize);
    U32.check("umpRemaining", umpRemaining);
    U32.check("umpRemainingBytes", umpRemainingBytes);
    U32.check("maxUmpNumPerCandidate", maxUmpNumPerCandidate);
    U32.check("maxHrmpNumPerCandidate", maxHrmpNumPerCandidate);
    dmpRemainingMessages = List.copyOf(dmpRemainingMessages);
    hrmpInboundValidWatermarks = List.copyOf(hrmpInboundValidWatermarks);
    hrmpChannelsOut = List.copyOf(hrmpChannelsOut);
  }
}
