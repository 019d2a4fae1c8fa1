package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** What the host appends to the input of a PVF for a V3 candidate (wire 2.13). */
public sealed interface ValidationParamsExtension {
  /** The discriminant, then the fields. */
  Codec<ValidationParamsExtension> CODEC =
      Codec.of(
          "ValidationParamsExtension",
          ValidationParamsExtension::encode,
          ValidationParamsExtension::decode);

  /** Both parents of the candidate. */
  record V3(Hash relayParent, Hash schedulingParent) implements ValidationParamsExtension {}

  private static void encode(ValidationParamsExtension value, ScaleWriter out) {
    switch (value) {
      case V3(Hash relayParent, Hash schedulingParent) ->
          out.u8(3).value(Hash.CODEC, relayParent).value(Hash.CODEC, schedulingParent);
    }
  }

  private static ValidationParamsExtension decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 3 ->
          new V3(in.field("relay_parent", Hash.CODEC), in.field("scheduling_parent", Hash.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
