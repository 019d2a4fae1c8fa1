package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.util.Optional;

/** A core with a candidate pending availability (wire 2.10). */
public record OccupiedCore(
    Optional<ScheduledCore> nextUpOnAvailable,
    long occupiedSince,
    long timeOutAt,
    Optional<ScheduledCore> nextUpOnTimeOut,
    BitList availability,
    GroupIndex groupResponsible,
    CandidateHash candidateHash,
    CandidateDescriptor candidateDescriptor) {
  private static final Codec<Optional<ScheduledCore>> NEXT_UP_ON_AVAILABLE =
      Codec.option(ScheduledCore.CODEC);
  private static final Codec<Optional<ScheduledCore>> NEXT_UP_ON_TIME_OUT =
      Codec.option(ScheduledCore.CODEC);

  /** Fields in this order. */
  public static final Codec<OccupiedCore> CODEC =
      Codec.of(
          "OccupiedCore",
          (v, out) -> {
            NEXT_UP_ON_AVAILABLE.encode(v.nextUpOnAvailable, out);
            Scale.U32.encode(v.occupiedSince, out);
            Scale.U32.encode(v.timeOutAt, out);
            NEXT_UP_ON_TIME_OUT.encode(v.nextUpOnTimeOut, out);
            BitList.CODEC.encode(v.availability, out);
            GroupIndex.CODEC.encode(v.groupResponsible, out);
            CandidateHash.CODEC.encode(v.candidateHash, out);
            CandidateDescriptor.CODEC.encode(v.candidateDescriptor, out);
          },
          in ->
              new OccupiedCore(
                  in.field("next_up_on_available", NEXT_UP_ON_AVAILABLE),
                  in.field("occupied_since", Scale.U32),
                  in.field("time_out_at", Scale.U32),
                  in.field("next_up_on_time_out", NEXT_UP_ON_TIME_OUT),
                  in.field("availability", BitList.CODEC),
                  in.field("group_responsible", GroupIndex.CODEC),
                  in.field("candidate_hash", CandidateHash.CODEC),
                  in.field("candidate_descriptor", CandidateDescriptor.CODEC)));

  /** Copies lists and refuses numbers out of range. */
  public OccupiedCore {
    U32.check("occupiedSince", occupiedSince);
    U32.check("timeOutAt", timeOutAt);
  }
}
