package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/**
 * What the validators keep available of a candidate (wire 2.14). The PoV is as the collator sent
 * it.
 */
public record AvailableData(PoV pov, PersistedValidationData validationData) {
  /** Fields in this order. */
  public static final Codec<AvailableData> CODEC =
      Codec.of(
          "AvailableData",
          (v, out) -> {
            PoV.CODEC.encode(v.pov, out);
            PersistedValidationData.CODEC.encode(v.validationData, out);
          },
          in ->
              new AvailableData(
                  in.field("pov", PoV.CODEC),
                  in.field("validation_data", PersistedValidationData.CODEC)));
}
