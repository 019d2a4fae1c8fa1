package dev.vouch.node.blobs;

import dev.vouch.primitives.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where peers serve their blobs, as they proved it in their hello. Bounded by the link, which
 * admits and removes peers. For any thread.
 */
public final class PeerBlobs {
  private final Map<PublicKey, BlobOrigin> origins = new ConcurrentHashMap<>();

  public void put(PublicKey authority, BlobOrigin origin) {
    origins.put(authority, origin);
  }

  public void remove(PublicKey authority) {
    origins.remove(authority);
  }

  Optional<BlobOrigin> of(PublicKey authority) {
    return Optional.ofNullable(origins.get(authority));
  }
}
