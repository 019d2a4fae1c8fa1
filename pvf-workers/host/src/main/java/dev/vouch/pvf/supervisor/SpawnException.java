package dev.vouch.pvf.supervisor;

import java.io.IOException;

/**
 * A worker could not be started; always a local matter, with the remedy in the message where there
 * is one.
 */
public final class SpawnException extends IOException {
  private static final long serialVersionUID = 1L;

  SpawnException(String message) {
    super(message);
  }

  SpawnException(String message, Throwable cause) {
    super(message, cause);
  }
}
