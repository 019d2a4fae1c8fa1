package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;

/** The bounded peer id of a signal. */
final class PeerIds {
  static final Codec<Bytes> CODEC = Codec.of((v, out) -> out.bytes(bounded(v)), PeerIds::decode);

  private PeerIds() {}

  static Bytes bounded(Bytes id) {
    if (id.length() > Limits.MAX_APPROVED_PEER_BYTES) {
      throw new IllegalArgumentException("a peer id of " + id.length() + " bytes, at most 64");
    }
    return id;
  }

  private static Bytes decode(ScaleReader in) throws ScaleException {
    int start = in.position();
    Bytes id = Bytes.CODEC.decode(in);
    if (id.length() > Limits.MAX_APPROVED_PEER_BYTES) {
      throw in.failureAt(
          start,
          "a peer id of " + id.length() + " bytes, at most " + Limits.MAX_APPROVED_PEER_BYTES);
    }
    return id;
  }
}
