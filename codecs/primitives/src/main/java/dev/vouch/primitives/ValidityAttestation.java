package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** A vote for a backed candidate (wire 2.7). */
public sealed interface ValidityAttestation {
  /** 1 or 2, and the signature. */
  Codec<ValidityAttestation> CODEC =
      Codec.of("ValidityAttestation", (v, out) -> encode(v, 1, out), in -> decode(in, 1));

  /**
   * As the statement table writes it, with 0 and 1 in place of 1 and 2 (wire 2.15): never on the
   * network.
   */
  Codec<ValidityAttestation> TABLE_CODEC =
      Codec.of("ValidityAttestation", (v, out) -> encode(v, 0, out), in -> decode(in, 0));

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

  private static void encode(ValidityAttestation value, int first, ScaleWriter out) {
    int variant =
        switch (value) {
          case Implicit implicit -> 0;
          case Explicit explicit -> 1;
        };
    out.u8(first + variant).value(Signature.CODEC, value.signature());
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
