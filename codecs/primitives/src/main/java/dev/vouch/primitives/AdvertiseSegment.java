package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.util.List;

/**
 * The only message of collation version 4, with no enum byte (wire 3.5): at most {@link
 * Limits#MAX_SEGMENT_LENGTH} candidates, oldest first.
 */
public record AdvertiseSegment(
    Hash schedulingParent,
    ParaId paraId,
    DescriptorVersion candidatesDescriptorVersion,
    List<CandidateFingerprint> candidates) {
  private static final Codec<List<CandidateFingerprint>> CANDIDATES =
      Codec.vec(CandidateFingerprint.CODEC, Limits.MAX_SEGMENT_LENGTH);

  /** Fields in this order. */
  public static final Codec<AdvertiseSegment> CODEC =
      Codec.of(
          "AdvertiseSegment",
          (v, out) -> {
            Hash.CODEC.encode(v.schedulingParent, out);
            ParaId.CODEC.encode(v.paraId, out);
            DescriptorVersionCodec.CODEC.encode(v.candidatesDescriptorVersion, out);
            CANDIDATES.encode(v.candidates, out);
          },
          in ->
              new AdvertiseSegment(
                  in.field("scheduling_parent", Hash.CODEC),
                  in.field("para_id", ParaId.CODEC),
                  in.field("candidates_descriptor_version", DescriptorVersionCodec.CODEC),
                  in.field("candidates", CANDIDATES)));

  /** Copies lists and refuses numbers out of range. */
  public AdvertiseSegment {
    candidates = List.copyOf(candidates);
  }
}
