package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;

/** A vote for a backed candidate (wire 2.7). */
public sealed interface ValidityAttestation {
  /** 1 or 2, and the signature. */
  Codec<ValidityAttestation> CODEC =
      Codec.of(
          "ValidityAttestation",
          (v, out) -> out.u8(v instanceof Implicit ? 1 : 2).value(Signature.CODEC, v.signature()),
          in -> decode(in, 1));

  /**
   * As the statement table writes it, with 0 and 1 in place of 1 and 2 (wire 2.15): never on the
   * network.
   */
  Codec<ValidityAttestation> TABLE_CODEC =
      Codec.of(
          "ValidityAttestation",
          (v, out) -> out.u8(v instanceof Implicit ? 0 : 1).value(Signature.CODEC, v.signature()),
          in -> decode(in, 0));

  /** The signature of the statement that makes the vote. */
  Signature signature();

  /** A vote by a {@code Seconded} statement. */
  record Implicit(Signature signature) implements ValidityAttestation {}

  /** A vote by a {@code Valid} statement. */
  record Explicit(Signature signature) implements ValidityAttestation {}

  /** The statement that the signature covers. */
  default CompactStatement statement(CandidateHash candidate) {
    return switch (this) {
      case Implicit implicit -> new CompactStatement.Seconded(candidate);
      case Explicit explicit -> new CompactStatement.Valid(candidate);
    };
  }

  private static ValidityAttestation decode(ScaleReader in, int first) throws ScaleException {
    int tag = in.tag();
    return switch (tag - first) {
      case 0 -> new Implicit(in.field("Implicit", Signature.CODEC));
      case 1 -> new Explicit(in.field("Explicit", Signature.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
