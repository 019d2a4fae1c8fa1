package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** Code that a pending upgrade applies, and from which relay-chain block (wire 2.17). */
public record FutureValidationCode(long at, ValidationCodeHash hash) {
  /** Fields in this order. */
  public static final Codec<FutureValidationCode> CODEC =
      Codec.of(
          "FutureValidationCode",
          (v, out) -> {
            Scale.U32.encode(v.at, out);
            ValidationCodeHash.CODEC.encode(v.hash, out);
          },
          in ->
              new FutureValidationCode(
                  in.field("at", Scale.U32), in.field("hash", ValidationCodeHash.CODEC)));

  /** Copies lists and refuses numbers out of range. */
  public FutureValidationCode {
    U32.check("at", at);
  }
}
