package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** A set of host functions that executor parameters may turn on (wire 2.12). */
public enum ExecutorHostFunction {
  /** Curves BLS12-381, Ed-on-BLS12-381-Bandersnatch, Pallas and Vesta. */
  ECC_RFC_163;

  /** One byte, 1; there is no other value yet. */
  public static final Codec<ExecutorHostFunction> CODEC =
      Codec.of(
          (v, out) -> out.u8(1),
          in -> {
            int tag = in.tag();
            if (tag != 1) {
              throw in.unknownTag(tag);
            }
            return ECC_RFC_163;
          });
}
