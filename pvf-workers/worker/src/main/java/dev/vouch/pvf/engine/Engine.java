package dev.vouch.pvf.engine;

import java.io.IOException;
import java.nio.file.Path;

/** Loads artifacts. */
public final class Engine {
  private Engine() {}

  /**
   * Loads an artifact that {@link Preparer} made and the caller verified by its digest.
   *
   * @throws IOException if the file cannot be read
   * @throws ArtifactException if it is not an artifact of this engine (validation 2.8: {@code
   *     RuntimeConstruction})
   */
  public static LoadedPvf load(Path artifact, EngineKind kind) throws IOException {
    return LoadedArtifact.of(ArtifactFile.read(artifact, kind), kind);
  }

  /**
   * Loads an artifact from memory; the caller verified the bytes by their digest.
   *
   * @throws ArtifactException if it is not an artifact of this engine (validation 2.8: {@code
   *     RuntimeConstruction})
   */
  public static LoadedPvf load(byte[] artifact, EngineKind kind) {
    return LoadedArtifact.of(ArtifactFile.read(artifact, kind), kind);
  }

  /**
   * The same, compiled, for an artifact whose archive stands on this process's class path, where
   * the virtual machine may have its classes verified and linked from its AOT cache. Where they are
   * not there after all, they are defined from these bytes.
   */
  public static LoadedPvf loadFromClassPath(byte[] artifact) {
    EngineKind kind = EngineKind.CHICORY;
    return LoadedArtifact.of(ArtifactFile.read(artifact, kind), kind, true);
  }
}
