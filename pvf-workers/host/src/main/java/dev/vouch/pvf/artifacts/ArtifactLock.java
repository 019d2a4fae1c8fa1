package dev.vouch.pvf.artifacts;

import java.io.IOException;

/** The right to prepare one artifact, given up by closing. Close it in the thread that took it. */
@FunctionalInterface
public interface ArtifactLock extends AutoCloseable {
  @Override
  void close() throws IOException;
}
