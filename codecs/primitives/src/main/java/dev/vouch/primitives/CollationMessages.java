package dev.vouch.primitives;

import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/**
 * What the three versions of the collation protocol share (wire 3.5): an outer enum of one variant,
 * the discriminants, and all fields but those of an advertisement.
 */
final class CollationMessages {
  private static final int OUTER = 0;
  private static final int DECLARE = 0;
  private static final int ADVERTISE = 1;
  private static final int SECONDED = 4;

  private CollationMessages() {}

  /** Makes the declaration of a version. */
  @FunctionalInterface
  interface Declares<T> {
    T of(PublicKey collator, ParaId paraId, Signature signature);
  }

  /** Reads what a version's advertisement has after the scheduling parent. */
  @FunctionalInterface
  interface Advertises<T> {
    T read(Hash schedulingParent, ScaleReader in) throws ScaleException;
  }

  /** Makes the notification of a version. */
  @FunctionalInterface
  interface Seconds<T> {
    T of(Hash schedulingParent, SignedFullStatement statement);
  }

  static void declare(ScaleWriter out, PublicKey collator, ParaId paraId, Signature signature) {
    out.u8(OUTER)
        .u8(DECLARE)
        .value(PublicKey.CODEC, collator)
        .value(ParaId.CODEC, paraId)
        .value(Signature.CODEC, signature);
  }

  /** The caller writes the rest. */
  static ScaleWriter advertise(ScaleWriter out, Hash schedulingParent) {
    return out.u8(OUTER).u8(ADVERTISE).value(Hash.CODEC, schedulingParent);
  }

  static void seconded(ScaleWriter out, Hash schedulingParent, SignedFullStatement statement) {
    out.u8(OUTER)
        .u8(SECONDED)
        .value(Hash.CODEC, schedulingParent)
        .value(SignedFullStatement.CODEC, statement);
  }

  static <T> T decode(
      ScaleReader in, Declares<T> declares, Advertises<T> advertises, Seconds<T> seconds)
      throws ScaleException {
    int outer = in.tag();
    if (outer != OUTER) {
      throw in.unknownTag(outer);
    }
    int tag = in.tag();
    return switch (tag) {
      case DECLARE ->
          declares.of(
              in.field("collator", PublicKey.CODEC),
              in.field("para_id", ParaId.CODEC),
              in.field("signature", Signature.CODEC));
      case ADVERTISE -> advertises.read(in.field("scheduling_parent", Hash.CODEC), in);
      case SECONDED ->
          seconds.of(
              in.field("scheduling_parent", Hash.CODEC),
              in.field("statement", SignedFullStatement.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
