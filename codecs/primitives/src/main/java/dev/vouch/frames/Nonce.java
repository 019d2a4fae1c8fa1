package dev.vouch.frames;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The secret of one connection: 16 random bytes as 32 lower-case hex digits. The host tells it to
 * the worker over standard input, because arguments and environment are visible to other processes.
 */
public record Nonce(String hex) {
  /** Bytes of randomness. */
  public static final int BYTES = 16;

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  public Nonce {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException("a nonce is 32 lower-case hex digits");
    }
  }

  /** A fresh nonce. */
  public static Nonce random(SecureRandom random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Nonce(HexFormat.of().formatHex(bytes));
  }

  /** Does not print the secret. */
  @Override
  public String toString() {
    return "Nonce[*]";
  }
}
