package dev.vouch.node.blobs;

import java.util.regex.Pattern;

/** Where a node answers {@code GET /blob/<hash>}. */
public record BlobOrigin(String host, int port) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]{1,255}");

  public BlobOrigin {
    if (!isValid(host, port)) {
      throw new IllegalArgumentException("no host and port: " + host + ":" + port);
    }
  }

  /** Whether a peer's claim can be one; it is dialled only when that peer is asked for a blob. */
  public static boolean isValid(String host, int port) {
    return HOST.matcher(host).matches() && port >= 1 && port <= 65_535;
  }
}
