package dev.vouch.pvf.engine;

/**
 * A compiled module as one archive: rewritten classes, the modules that the engines load, and a
 * descriptor. The bytes are not copied; the holder must not change them.
 */
public final class PreparedArtifact {
  private final byte[] bytes;
  private final ArtifactFacts facts;

  PreparedArtifact(byte[] bytes, ArtifactFacts facts) {
    this.bytes = bytes;
    this.facts = facts;
  }

  /** The archive, to be written as it is. */
  public byte[] bytes() {
    return bytes;
  }

  /** What is worth telling about it. */
  public ArtifactFacts facts() {
    return facts;
  }
}
