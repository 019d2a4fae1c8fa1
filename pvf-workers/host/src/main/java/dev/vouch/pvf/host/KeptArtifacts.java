package dev.vouch.pvf.host;

import dev.vouch.primitives.Hash;
import dev.vouch.pvf.artifacts.ArtifactStore;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.PvfEvent;
import dev.vouch.pvf.queue.StoredArtifact;
import dev.vouch.pvf.supervisor.GuestCaches;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The artifacts on disk, each with the cache that was made for it: both come and go together. */
final class KeptArtifacts {
  private static final Logger LOG = LoggerFactory.getLogger(KeptArtifacts.class);

  private final ArtifactStore store;
  private final GuestCaches caches;
  private final long minimumStaleMillis;

  /**
   * @param minimumStaleMillis what was used later than that long ago is in use
   */
  KeptArtifacts(ArtifactStore store, GuestCaches caches, long minimumStaleMillis) {
    this.store = store;
    this.caches = caches;
    this.minimumStaleMillis = minimumStaleMillis;
  }

  /** Tells what an earlier host has left, and drops the caches of what is gone. */
  void restore(Consumer<PvfEvent.Restored> restored) throws IOException {
    Set<Hash> known = new HashSet<>();
    for (var entry : store.list().entrySet()) {
      StoredArtifact artifact = entry.getValue();
      known.add(artifact.digest());
      caches.restore(artifact.digest(), () -> store.load(artifact));
      long lastUsed = store.lastUsedMillis(artifact);
      restored.accept(new PvfEvent.Restored(entry.getKey(), artifact, lastUsed));
    }
    caches.sweep(known);
  }

  /** Empty also if the directory cannot be read, which is told in the log. */
  Optional<StoredArtifact> find(ArtifactId id) {
    try {
      return store.find(id);
    } catch (IOException e) {
      LOG.warn("cannot look into the artifact directory: {}", e.toString());
      return Optional.empty();
    }
  }

  /**
   * @param unlessUsed another host with this directory may need what ours does not
   */
  void delete(StoredArtifact artifact, boolean unlessUsed) {
    try {
      if (unlessUsed && usedLately(artifact)) {
        return;
      }
      store.delete(artifact);
      caches.forget(artifact.digest());
    } catch (IOException e) {
      LOG.warn("cannot delete artifact {}: {}", artifact.fileName(), e.toString());
    }
  }

  private boolean usedLately(StoredArtifact artifact) throws IOException {
    try {
      return System.currentTimeMillis() - store.lastUsedMillis(artifact) < minimumStaleMillis;
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
