package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Validators to slash for one dispute, as older runtimes tell it (wire 2.16). */
public record LegacyPendingSlashes(
    SortedMap<ValidatorIndex, PublicKey> keys, LegacyDisputeOffenceKind kind) {
  private static final Codec<SortedMap<ValidatorIndex, PublicKey>> KEYS =
      Codec.map(ValidatorIndex.CODEC, PublicKey.CODEC);

  /** Fields in this order. */
  public static final Codec<LegacyPendingSlashes> CODEC =
      Codec.of(
          "LegacyPendingSlashes",
          (v, out) -> {
            KEYS.encode(v.keys, out);
            LegacyDisputeOffenceKind.CODEC.encode(v.kind, out);
          },
          in ->
              new LegacyPendingSlashes(
                  in.field("keys", KEYS), in.field("kind", LegacyDisputeOffenceKind.CODEC)));

  /** Copies the map. */
  public LegacyPendingSlashes {
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }

  /** The same with the kind of today. */
  public PendingSlashes toCurrent() {
    return new PendingSlashes(
        keys,
        switch (kind) {
          case FOR_INVALID -> DisputeOffenceKind.FOR_INVALID_BACKED;
          case AGAINST_VALID -> DisputeOffenceKind.AGAINST_VALID;
        });
  }
}
