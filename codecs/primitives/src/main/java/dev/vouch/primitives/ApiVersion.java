package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;

/** A runtime API and its version (wire 4.1). */
public record ApiVersion(Bytes id, long version) {
  /** Fields in this order. */
  public static final Codec<ApiVersion> CODEC =
      Codec.of(
          "ApiVersion",
          (v, out) -> {
            ApiIds.CODEC.encode(v.id, out);
            Scale.U32.encode(v.version, out);
          },
          in -> new ApiVersion(in.field("id", ApiIds.CODEC), in.field("version", Scale.U32)));

  /** Copies lists and refuses numbers out of range. */
  public ApiVersion {
    U32.check("version", version);
    if (id.length() != 8) {
      throw new IllegalArgumentException("an API id has 8 bytes, not " + id.length());
    }
  }
}
