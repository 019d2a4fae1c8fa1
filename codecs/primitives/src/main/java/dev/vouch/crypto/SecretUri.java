package dev.vouch.crypto;

import dev.vouch.crypto.InvalidSecretUriException.Reason;
import dev.vouch.scale.ScaleWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A parsed secret URI: phrase or seed, path and password (wire 5.6). It holds secrets and so has no
 * useful {@code toString}.
 */
final class SecretUri {
  private static final String DEV_PHRASE =
      "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
  private static final int SEED_BYTES = 32;
  private static final int CHAIN_CODE_BYTES = 32;

  private final String phrase;
  private final String password;
  private final List<Junction> path;

  private SecretUri(String phrase, String password, List<Junction> path) {
    this.phrase = phrase;
    this.password = password;
    this.path = path;
  }

  /** One item of the path with its chain code of 32 bytes. */
  static final class Junction {
    private final boolean hard;
    private final byte[] chainCode;

    private Junction(boolean hard, byte[] chainCode) {
      this.hard = hard;
      this.chainCode = chainCode;
    }

    boolean hard() {
      return hard;
    }

    byte[] chainCode() {
      return chainCode;
    }
  }

  static SecretUri parse(String uri) {
    int at = 0;
    while (at < uri.length() && phraseCharacter(uri.charAt(at))) {
      at++;
    }
    String phrase = at == 0 ? DEV_PHRASE : uri.substring(0, at);
    List<Junction> path = new ArrayList<>();
    while (at < uri.length()) {
      if (uri.startsWith("///", at)) {
        return new SecretUri(phrase, uri.substring(at + 3), List.copyOf(path));
      }
      if (uri.charAt(at) != '/') {
        throw new InvalidSecretUriException(
            Reason.INVALID_FORMAT,
            "a secret phrase has only letters, digits and blanks; character " + at + " is another");
      }
      boolean hard = uri.startsWith("//", at);
      int start = at + (hard ? 2 : 1);
      int end = uri.indexOf('/', start);
      at = end < 0 ? uri.length() : end;
      if (at == start) {
        throw new InvalidSecretUriException(
            Reason.INVALID_FORMAT, "nothing follows the slash before character " + start);
      }
      path.add(new Junction(hard, chainCode(uri.substring(start, at))));
    }
    return new SecretUri(phrase, "", List.copyOf(path));
  }

  List<Junction> path() {
    return path;
  }

  /** The seed of 32 bytes before the path is followed. The caller wipes it. */
  byte[] seed() {
    if (!phrase.startsWith("0x")) {
      return Mnemonic.seed(phrase, password);
    }
    try {
      byte[] seed = HexFormat.of().parseHex(phrase, 2, phrase.length());
      if (seed.length == SEED_BYTES) {
        return seed;
      }
    } catch (IllegalArgumentException e) {
      // Answered below, without the cause: it repeats the text.
    }
    throw new InvalidSecretUriException(
        Reason.INVALID_SEED, "a seed is 0x and exactly 64 hex digits");
  }

  private static boolean phraseCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ';
  }

  /**
   * The number in 8 bytes if the item is one, else the SCALE string; hashed if longer than 32
   * bytes, padded if shorter.
   */
  private static byte[] chainCode(String item) {
    byte[] encoded = isUnsigned64(item) ? number(item) : string(item);
    return encoded.length > CHAIN_CODE_BYTES
        ? Hashes.blake2b256(encoded)
        : Arrays.copyOf(encoded, CHAIN_CODE_BYTES);
  }

  private static boolean isUnsigned64(String item) {
    String digits = item.startsWith("+") ? item.substring(1) : item;
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    try {
      long ignored = Long.parseUnsignedLong(digits);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static byte[] number(String item) {
    long v = Long.parseUnsignedLong(item.startsWith("+") ? item.substring(1) : item);
    byte[] out = new byte[Long.BYTES];
    for (int i = 0; i < Long.BYTES; i++) {
      out[i] = (byte) (v >>> (8 * i));
    }
    return out;
  }

  private static byte[] string(String item) {
    return new ScaleWriter().string(item).toArray();
  }
}
