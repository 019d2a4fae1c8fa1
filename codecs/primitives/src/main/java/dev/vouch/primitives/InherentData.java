package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a block author puts into a block for parachains (wire 2.16). */
public record InherentData(
    List<SignedAvailabilityBitfield> bitfields,
    List<BackedCandidate> backedCandidates,
    List<DisputeStatementSet> disputes,
    BlockHeader parentHeader) {
  private static final Codec<List<SignedAvailabilityBitfield>> BITFIELDS =
      Codec.vec(SignedAvailabilityBitfield.CODEC);
  private static final Codec<List<BackedCandidate>> BACKED_CANDIDATES =
      Codec.vec(BackedCandidate.CODEC);
  private static final Codec<List<DisputeStatementSet>> DISPUTES =
      Codec.vec(DisputeStatementSet.CODEC);

  /** Fields in this order. */
  public static final Codec<InherentData> CODEC =
      Codec.of(
          "InherentData",
          (v, out) -> {
            BITFIELDS.encode(v.bitfields, out);
            BACKED_CANDIDATES.encode(v.backedCandidates, out);
            DISPUTES.encode(v.disputes, out);
            BlockHeader.CODEC.encode(v.parentHeader, out);
          },
          in ->
              new InherentData(
                  in.field("bitfields", BITFIELDS),
                  in.field("backed_candidates", BACKED_CANDIDATES),
                  in.field("disputes", DISPUTES),
                  in.field("parent_header", BlockHeader.CODEC)));

  /** Copies lists and refuses numbers out of range. */
  public InherentData {
    bitfields = List.copyOf(bitfields);
    backedCandidates = List.copyOf(backedCandidates);
    disputes = List.copyOf(disputes);
  }

  /** The identifier of the inherent, 8 bytes. */
  public static final Bytes IDENTIFIER = Bytes.wrap("parachn0".getBytes(StandardCharsets.US_ASCII));
}
