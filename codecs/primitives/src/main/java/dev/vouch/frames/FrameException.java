package dev.vouch.frames;

/** What was received is not a frame: the connection cannot be used any longer. */
public final class FrameException extends Exception {
  private static final long serialVersionUID = 1L;

  public FrameException(String message) {
    super(message);
  }
}
