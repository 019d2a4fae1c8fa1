package dev.vouch.runtimeapi;

import dev.vouch.scale.Codec;

/** The arguments of a function that has none, and {@code ()} as a result: no bytes at all. */
public record Nothing() {
  /** Zero bytes. */
  public static final Codec<Nothing> CODEC = Codec.of((v, out) -> {}, in -> new Nothing());
}
