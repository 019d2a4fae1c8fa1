package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** A statement as the statement table keeps it; its codec is never on the network (wire 2.15). */
public record TableSignedStatement(
    Statement statement, Signature signature, ValidatorIndex sender) {
  /** Fields in this order. */
  public static final Codec<TableSignedStatement> CODEC =
      Codec.of(
          "TableSignedStatement",
          (v, out) -> {
            Statement.CODEC.encode(v.statement, out);
            Signature.CODEC.encode(v.signature, out);
            ValidatorIndex.CODEC.encode(v.sender, out);
          },
          in ->
              new TableSignedStatement(
                  in.field("statement", Statement.CODEC),
                  in.field("signature", Signature.CODEC),
                  in.field("sender", ValidatorIndex.CODEC)));
}
