package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** Number and storage root of an allowed relay parent (wire 2.17). */
public record RelayParentInfo(long number, Hash stateRoot) {
  /** Fields in this order. */
  public static final Codec<RelayParentInfo> CODEC =
      Codec.of(
          "RelayParentInfo",
          (v, out) -> {
            Scale.U32.encode(v.number, out);
            Hash.CODEC.encode(v.stateRoot, out);
          },
          in ->
              new RelayParentInfo(
                  in.field("number", Scale.U32), in.field("state_root", Hash.CODEC)));

  /** Copies lists and refuses numbers out of range. */
  public RelayParentInfo {
    U32.check("number", number);
  }
}
