package dev.vouch.primitives;

import dev.vouch.scale.Codec;

/** Features of a session as the runtime tells them; missing bits are 0 (wire 2.17). */
public record NodeFeatures(BitList bits) {
  /** Bits. */
  public static final Codec<NodeFeatures> CODEC =
      BitList.CODEC.map(NodeFeatures::new, NodeFeatures::bits);

  /** A feature and its bit. */
  public enum Feature {
    /** Assignment certificates version 2. */
    ENABLE_ASSIGNMENTS_V2(0),
    /** The core index is injected into the validator indices; assumed on. */
    ELASTIC_SCALING_MVP(1),
    /** Chunks are mapped to validators by block. */
    AVAILABILITY_CHUNK_MAPPING(2),
    /** Version 2 receipts; read by nothing any more (DV-11). */
    CANDIDATE_RECEIPT_V2(3),
    /** Version 3 receipts (DV-6). */
    CANDIDATE_RECEIPT_V3(4);

    private final int bit;

    Feature(int bit) {
      this.bit = bit;
    }
  }

  /** No feature. */
  public static NodeFeatures none() {
    return new NodeFeatures(BitList.zeros(0));
  }

  /** The same with {@code feature} on. */
  public NodeFeatures with(Feature feature) {
    int missing = Math.max(0, feature.bit + 1 - bits.length());
    return new NodeFeatures(bits.concat(BitList.zeros(missing)).with(feature.bit, true));
  }

  /** Whether {@code feature} is on. */
  public boolean has(Feature feature) {
    return feature.bit < bits.length() && bits.get(feature.bit);
  }
}
