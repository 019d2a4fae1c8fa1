package dev.vouch.runtimeapi;

import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.ValidationCodeHash;
import dev.vouch.scale.Codec;

/** Validation data with the expected hash, and the code that goes with it (wire 4.2). */
public record AssumedValidationData(PersistedValidationData data, ValidationCodeHash codeHash) {
  /** Fields in this order. */
  public static final Codec<AssumedValidationData> CODEC =
      Codec.of(
          "AssumedValidationData",
          (v, out) -> {
            PersistedValidationData.CODEC.encode(v.data, out);
            ValidationCodeHash.CODEC.encode(v.codeHash, out);
          },
          in ->
              new AssumedValidationData(
                  in.field("data", PersistedValidationData.CODEC),
                  in.field("code_hash", ValidationCodeHash.CODEC)));
}
