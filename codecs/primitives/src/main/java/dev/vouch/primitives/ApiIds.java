package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** The eight bytes that name a runtime API. */
final class ApiIds {
  static final Codec<Bytes> CODEC = Codec.of((v, out) -> out.raw(v), in -> Bytes.wrap(in.raw(8)));

  private ApiIds() {}
}
