package dev.vouch.node.link;

import dev.vouch.primitives.Hash;

/**
 * How the link behaves.
 *
 * @param network only validators of the same network are peers; the genesis hash
 * @param presenceMillis how often a node says that it is there
 * @param silenceMillis a peer that says nothing for so long is gone
 */
public record LinkSettings(Hash network, long presenceMillis, long silenceMillis) {
  public LinkSettings {
    if (presenceMillis < 10 || silenceMillis < 2 * presenceMillis) {
      throw new IllegalArgumentException(
          "a silence of " + silenceMillis + " ms needs a presence every half of it or more often");
    }
  }

  /** A second, and five: about a block, as for members of the cluster. */
  public static LinkSettings of(Hash network) {
    return new LinkSettings(network, 1_000, 5_000);
  }
}
