package dev.vouch.node.blobs;

/**
 * Bounds of a blob store.
 *
 * @param maxBlobBytes of one blob; 16 MiB is the largest PoV response of the protocol (wire 3.6)
 * @param maxTotalBytes of all; the least recently used go first
 */
public record BlobLimits(long maxBlobBytes, long maxTotalBytes) {
  public static final BlobLimits DEFAULTS = new BlobLimits(16L << 20, 1L << 30);

  public BlobLimits {
    if (maxBlobBytes < 1 || maxTotalBytes < maxBlobBytes) {
      throw new IllegalArgumentException(
          "a blob store of " + maxTotalBytes + " bytes cannot hold a blob of " + maxBlobBytes);
    }
  }
}
