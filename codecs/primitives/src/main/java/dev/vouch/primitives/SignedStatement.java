package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** A compact statement with an unchecked signature, 105 bytes (wire 2.8). */
public record SignedStatement(
    CompactStatement statement, ValidatorIndex validator, Signature signature) {
  /** Fields in this order. */
  public static final Codec<SignedStatement> CODEC =
      Codec.of(
          "SignedStatement",
          (v, out) -> {
            CompactStatement.CODEC.encode(v.statement, out);
            ValidatorIndex.CODEC.encode(v.validator, out);
            Signature.CODEC.encode(v.signature, out);
          },
          in ->
              new SignedStatement(
                  in.field("statement", CompactStatement.CODEC),
                  in.field("validator", ValidatorIndex.CODEC),
                  in.field("signature", Signature.CODEC)));

  /** The bytes that the signature must cover. */
  public Bytes signingPayload(SigningContext context) {
    return statement.signingPayload(context);
  }
}
