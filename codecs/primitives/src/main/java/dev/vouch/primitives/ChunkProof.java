package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import java.util.List;

/**
 * Trie nodes that prove a chunk, from the root down: 1 to {@link Limits#MAX_PROOF_NODES} nodes of 1
 * to {@link Limits#MAX_PROOF_NODE_BYTES} bytes (wire 2.14).
 */
public record ChunkProof(List<Bytes> nodes) {
  private static final Codec<List<Bytes>> NODES = Codec.vec(Bytes.CODEC);

  /** {@code Vec<Bytes>}, checked for its bounds. */
  public static final Codec<ChunkProof> CODEC =
      Codec.of("Proof", (v, out) -> NODES.encode(v.nodes, out), ChunkProof::decode);

  /** Copies the list and refuses one out of bounds. */
  public ChunkProof {
    nodes = List.copyOf(nodes);
    if (!isWithinBounds(nodes)) {
      throw new IllegalArgumentException("a proof has 1..8 nodes of 1..612 bytes");
    }
  }

  private static boolean isWithinBounds(List<Bytes> nodes) {
    return !nodes.isEmpty()
        && nodes.size() <= Limits.MAX_PROOF_NODES
        && nodes.stream()
            .allMatch(node -> !node.isEmpty() && node.length() <= Limits.MAX_PROOF_NODE_BYTES);
  }

  private static ChunkProof decode(ScaleReader in) throws ScaleException {
    int start = in.position();
    List<Bytes> nodes = NODES.decode(in);
    if (!isWithinBounds(nodes)) {
      throw in.failureAt(start, "a proof has 1..8 nodes of 1..612 bytes");
    }
    return new ChunkProof(nodes);
  }
}
