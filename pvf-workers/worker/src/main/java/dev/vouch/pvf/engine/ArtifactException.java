package dev.vouch.pvf.engine;

import java.io.Serial;

/** The file is no artifact that this engine can load; it has to be prepared again. */
public final class ArtifactException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  ArtifactException(String reason) {
    super(reason);
  }

  ArtifactException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
