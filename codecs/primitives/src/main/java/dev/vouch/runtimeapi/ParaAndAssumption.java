package dev.vouch.runtimeapi;

import dev.vouch.primitives.OccupiedCoreAssumption;
import dev.vouch.primitives.ParaId;
import dev.vouch.scale.Codec;

/** A para, and what to assume about its candidate that awaits availability (wire 4.2). */
public record ParaAndAssumption(ParaId para, OccupiedCoreAssumption assumption) {
  /** Fields in this order. */
  public static final Codec<ParaAndAssumption> CODEC =
      Codec.of(
          "ParaAndAssumption",
          (v, out) -> {
            ParaId.CODEC.encode(v.para, out);
            OccupiedCoreAssumption.CODEC.encode(v.assumption, out);
          },
          in ->
              new ParaAndAssumption(
                  in.field("para", ParaId.CODEC),
                  in.field("assumption", OccupiedCoreAssumption.CODEC)));
}
