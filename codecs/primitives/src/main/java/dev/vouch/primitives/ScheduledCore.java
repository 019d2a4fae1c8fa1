package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.util.Optional;

/** A core with a para assigned; the collator is deprecated (wire 2.10). */
public record ScheduledCore(ParaId paraId, Optional<PublicKey> collator) {
  private static final Codec<Optional<PublicKey>> COLLATOR = Codec.option(PublicKey.CODEC);

  /** Fields in this order. */
  public static final Codec<ScheduledCore> CODEC =
      Codec.of(
          "ScheduledCore",
          (v, out) -> {
            ParaId.CODEC.encode(v.paraId, out);
            COLLATOR.encode(v.collator, out);
          },
          in ->
              new ScheduledCore(in.field("para_id", ParaId.CODEC), in.field("collator", COLLATOR)));
}
