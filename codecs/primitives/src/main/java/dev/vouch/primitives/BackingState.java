package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.util.List;

/** Constraints and pending candidates of a para (wire 2.17). */
public record BackingState(
    BackingConstraints constraints, List<CandidatePendingAvailability> pendingAvailability) {
  private static final Codec<List<CandidatePendingAvailability>> PENDING_AVAILABILITY =
      Codec.vec(CandidatePendingAvailability.CODEC);

  /** Fields in this order. */
  public static final Codec<BackingState> CODEC =
      Codec.of(
          "BackingState",
          (v, out) -> {
            BackingConstraints.CODEC.encode(v.constraints, out);
            PENDING_AVAILABILITY.encode(v.pendingAvailability, out);
          },
          in ->
              new BackingState(
                  in.field("constraints", BackingConstraints.CODEC),
                  in.field("pending_availability", PENDING_AVAILABILITY)));

  /** Copies lists and refuses numbers out of range. */
  public BackingState {
    pendingAvailability = List.copyOf(pendingAvailability);
  }
}
