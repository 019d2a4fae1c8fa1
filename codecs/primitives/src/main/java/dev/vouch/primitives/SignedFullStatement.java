package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** A full statement with an unchecked signature (wire 2.8). */
public record SignedFullStatement(
    Statement statement, ValidatorIndex validator, Signature signature) {
  /** Fields in this order. */
  public static final Codec<SignedFullStatement> CODEC =
      Codec.of(
          "SignedFullStatement",
          (v, out) -> {
            Statement.CODEC.encode(v.statement, out);
            ValidatorIndex.CODEC.encode(v.validator, out);
            Signature.CODEC.encode(v.signature, out);
          },
          in ->
              new SignedFullStatement(
                  in.field("statement", Statement.CODEC),
                  in.field("validator", ValidatorIndex.CODEC),
                  in.field("signature", Signature.CODEC)));

  /** The compact statement under the same signature. */
  public SignedStatement toCompact() {
    return new SignedStatement(statement.compact(), validator, signature);
  }
}
