package dev.vouch.runtimeapi;

import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.scale.Codec;

/** A para and the hash of the validation data that it is expected to have (wire 4.2). */
public record ExpectedValidationData(ParaId para, Hash expectedHash) {
  /** Fields in this order. */
  public static final Codec<ExpectedValidationData> CODEC =
      Codec.of(
          "ExpectedValidationData",
          (v, out) -> {
            ParaId.CODEC.encode(v.para, out);
            Hash.CODEC.encode(v.expectedHash, out);
          },
          in ->
              new ExpectedValidationData(
                  in.field("para", ParaId.CODEC), in.field("expected_hash", Hash.CODEC)));
}
