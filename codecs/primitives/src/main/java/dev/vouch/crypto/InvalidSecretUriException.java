package dev.vouch.crypto;

import java.io.Serial;

/** A secret URI that names no key. The message never repeats any part of the URI. */
public final class InvalidSecretUriException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  /** What is wrong, by the reference's names. */
  public enum Reason {
    /** The text is not of the form {@code [phrase]{//hard|/soft}[///password]}. */
    INVALID_FORMAT,
    /** The phrase is not 12, 15, 18, 21 or 24 English BIP-39 words with a right checksum. */
    INVALID_PHRASE,
    /** After {@code 0x} there are not exactly 64 hex digits. */
    INVALID_SEED
  }

  private final Reason reason;

  InvalidSecretUriException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }
}
