package dev.vouch.pvf.artifacts;

import java.io.IOException;

/** An artifact's bytes do not have the digest that its name says (validation PH-36). */
public final class CorruptedArtifactException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptedArtifactException(String message) {
    super(message);
  }
}
