package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.util.List;

/**
 * What a peer works on (wire 3.3). A well-behaved peer sends at most {@link Limits#MAX_VIEW_HEADS}
 * heads, ascending; decoding does not check it.
 */
public record View(List<Hash> heads, long finalizedNumber) {
  private static final Codec<List<Hash>> HEADS = Codec.vec(Hash.CODEC);

  /** Fields in this order. */
  public static final Codec<View> CODEC =
      Codec.of(
          "View",
          (v, out) -> {
            HEADS.encode(v.heads, out);
            Scale.U32.encode(v.finalizedNumber, out);
          },
          in -> new View(in.field("heads", HEADS), in.field("finalized_number", Scale.U32)));

  /** Copies lists and refuses numbers out of range. */
  public View {
    U32.check("finalizedNumber", finalizedNumber);
    heads = List.copyOf(heads);
  }
}
