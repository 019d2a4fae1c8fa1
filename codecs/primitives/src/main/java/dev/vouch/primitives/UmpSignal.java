package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import dev.vouch.scale.ScaleWriter;

/** A signal of a candidate to the relay chain, behind the separator (wire 2.6). */
public sealed interface UmpSignal {
  /** The discriminant, then the fields. */
  Codec<UmpSignal> CODEC = Codec.of("UmpSignal", UmpSignal::encode, UmpSignal::decode);

  /** Which of the assigned cores is meant, and how deep in the claim queue; each 0..255. */
  record SelectCore(int coreSelector, int claimQueueOffset) implements UmpSignal {}

  /**
   * The collator peer that made the candidate, at most {@link Limits#MAX_APPROVED_PEER_BYTES}
   * bytes.
   */
  record ApprovedPeer(Bytes peerId) implements UmpSignal {}

  private static void encode(UmpSignal value, ScaleWriter out) {
    switch (value) {
      case SelectCore(int coreSelector, int claimQueueOffset) ->
          out.u8(0).value(Scale.U8, coreSelector).value(Scale.U8, claimQueueOffset);
      case ApprovedPeer(Bytes peerId) -> out.u8(1).value(PeerIds.CODEC, peerId);
    }
  }

  private static UmpSignal decode(ScaleReader in) throws ScaleException {
    int tag = in.tag();
    return switch (tag) {
      case 0 ->
          new SelectCore(
              in.field("core_selector", Scale.U8), in.field("claim_queue_offset", Scale.U8));
      case 1 -> new ApprovedPeer(in.field("peer_id", PeerIds.CODEC));
      default -> throw in.unknownTag(tag);
    };
  }
}
