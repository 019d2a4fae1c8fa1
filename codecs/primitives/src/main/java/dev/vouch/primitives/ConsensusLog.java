package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** What the parachains runtime puts into a header, under the engine id POL1 (wire 2.16). */
public sealed interface ConsensusLog {
  /** The discriminant, then the fields. */
  Codec<ConsensusLog> CODEC = Codec.of("ConsensusLog", ConsensusLog::encode, ConsensusLog::decode);

  /** The item of a header's digest that carries this log. */
  default Bytes digestItem() {
    return new ScaleWriter()
        .u8(4)
        .raw(Bytes.fromHex("504f4c31"))
        .value(Bytes.CODEC, CODEC.encodeToBytes(this))
        .toBytes();
  }

  /** A para upgrades its code. */
  record ParaUpgradeCode(ParaId paraId, ValidationCodeHash codeHash) implements ConsensusLog {}

  /** A para will upgrade its code. */
  record ParaScheduleUpgradeCode(ParaId paraId, ValidationCodeHash codeHash, long relayParentNumber)
      implements ConsensusLog {
    /** Copies lists and refuses numbers out of range. */
    public ParaScheduleUpgradeCode {
      U32.check("relayParentNumber", relayParentNumber);
    }
  }

  /** Blocks up to this number are approved by decree. */
  record ForceApprove(long number) implements ConsensusLog {
    /** Copies lists and refuses numbers out of range. */
    public ForceApprove {
      U32.check("number", number);
    }
  }

  /** Blocks from this number on must not be built upon. */
  record Revert(long number) implements ConsensusLog {
    /** Copies lists and refuses numbers out of range. */
    public Revert {
      U32.check("number", number);
    }
  }

  private static void encode(ConsensusLog value, ScaleWriter out) {
    switch (value) {
      case ParaUpgradeCode(ParaId paraId, ValidationCodeHash codeHash) ->
          out.u8(1).value(ParaId.CODEC, paraId).value(ValidationCodeHash.CODEC, codeHash);
      case ParaScheduleUpgradeCode(
              ParaId paraId,
              ValidationCodeHash codeHash,
              long relayParentNumber) ->
          out.u8(2)
              .value(ParaId.CODEC, paraId)
              .value(ValidationCodeHash.CODEC, codeHash)
              .value(Scale.U32, relayParentNumber);
      case ForceApprove(long number) -> out.u8(3).value(Scale.U32, number);
      case Revert(long number) -> out.u8(4).value(Scale.U32, number);
    }
  }

  private static ConsensusLog decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 1 ->
          new ParaUpgradeCode(
              in.field("para_id", ParaId.CODEC), in.field("code_hash", ValidationCodeHash.CODEC));
      case 2 ->
          new ParaScheduleUpgradeCode(
              in.field("para_id", ParaId.CODEC),
              in.field("code_hash", ValidationCodeHash.CODEC),
              in.field("relay_parent_number", Scale.U32));
      case 3 -> new ForceApprove(in.field("number", Scale.U32));
      case 4 -> new Revert(in.field("number", Scale.U32));
      default -> throw in.unknownTag(tag);
    };
  }
}
