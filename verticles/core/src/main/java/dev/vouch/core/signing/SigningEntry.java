package dev.vouch.core.signing;

import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.scale.Codec;

/**
 * A statement that was signed. Always {@link #LENGTH} bytes long.
 *
 * @param para and {@code relayParent}: for people who look at the record
 */
public record SigningEntry(
    PublicKey key,
    SigningContext context,
    CompactStatement statement,
    ValidatorIndex validator,
    ParaId para,
    Hash relayParent,
    Signature signature) {
  /** Bytes of every entry. */
  public static final int LENGTH = 209;

  /** Fields in this order. */
  public static final Codec<SigningEntry> CODEC =
      Codec.of(
          "SigningEntry",
          (entry, out) ->
              out.value(PublicKey.CODEC, entry.key)
                  .value(SigningContext.CODEC, entry.context)
                  .value(CompactStatement.CODEC, entry.statement)
                  .value(ValidatorIndex.CODEC, entry.validator)
                  .value(ParaId.CODEC, entry.para)
                  .value(Hash.CODEC, entry.relayParent)
                  .value(Signature.CODEC, entry.signature),
          in ->
              new SigningEntry(
                  in.field("key", PublicKey.CODEC),
                  in.field("context", SigningContext.CODEC),
                  in.field("statement", CompactStatement.CODEC),
                  in.field("validator", ValidatorIndex.CODEC),
                  in.field("para", ParaId.CODEC),
                  in.field("relay_parent", Hash.CODEC),
                  in.field("signature", Signature.CODEC)));

  public SignedStatement signed() {
    return new SignedStatement(statement, validator, signature);
  }
}
