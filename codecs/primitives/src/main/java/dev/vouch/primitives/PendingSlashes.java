package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Validators to slash for one dispute (wire 2.16). */
public record PendingSlashes(SortedMap<ValidatorIndex, PublicKey> keys, DisputeOffenceKind kind) {
  private static final Codec<SortedMap<ValidatorIndex, PublicKey>> KEYS =
      Codec.map(ValidatorIndex.CODEC, PublicKey.CODEC);

  /** Fields in this order. */
  public static final Codec<PendingSlashes> CODEC =
      Codec.of(
          "PendingSlashes",
          (v, out) -> {
            KEYS.encode(v.keys, out);
            DisputeOffenceKind.CODEC.encode(v.kind, out);
          },
          in ->
              new PendingSlashes(
                  in.field("keys", KEYS), in.field("kind", DisputeOffenceKind.CODEC)));

  /** Copies the map. */
  public PendingSlashes {
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }
}
