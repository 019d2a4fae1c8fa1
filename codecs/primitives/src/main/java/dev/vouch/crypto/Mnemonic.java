package dev.vouch.crypto;

import dev.vouch.crypto.InvalidSecretUriException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * BIP-39 phrases as Substrate uses them: PBKDF2 runs over the entropy, not over the sentence (wire
 * 5.6). English only.
 */
final class Mnemonic {
  private static final int ROUNDS = 2048;
  private static final int SEED_BYTES = 32;
  private static final int WORD_BITS = 11;

  private Mnemonic() {}

  private static final class Words {
    static final List<String> SORTED = read();

    private static List<String> read() {
      try (InputStream in = Mnemonic.class.getResourceAsStream("bip39-english.txt")) {
        if (in == null) {
          throw new IllegalStateException("bip39-english.txt is not in the jar");
        }
        return List.of(new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1))
            .stream()
            .filter(w -> !w.isEmpty())
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The mini secret of 32 bytes. The caller wipes it. */
  static byte[] seed(String phrase, String password) {
    byte[] entropy = entropy(phrase);
    try {
      PKCS5S2ParametersGenerator pbkdf2 = new PKCS5S2ParametersGenerator(new SHA512Digest());
      pbkdf2.init(entropy, ("mnemonic" + password).getBytes(StandardCharsets.UTF_8), ROUNDS);
      byte[] full = ((KeyParameter) pbkdf2.generateDerivedParameters(512)).getKey();
      byte[] seed = Arrays.copyOf(full, SEED_BYTES);
      Arrays.fill(full, (byte) 0);
      return seed;
    } finally {
      Arrays.fill(entropy, (byte) 0);
    }
  }

  /** The 16 to 32 bytes that the words stand for. */
  static byte[] entropy(String phrase) {
    String[] words = phrase.strip().split(" +", -1);
    if (words.length < 12 || words.length > 24 || words.length % 3 != 0) {
      throw invalid("a secret phrase has 12, 15, 18, 21 or 24 words, this one " + words.length);
    }
    int checksumBits = words.length / 3;
    byte[] bits = new byte[(words.length * WORD_BITS + 7) / 8];
    for (int i = 0; i < words.length; i++) {
      int index = Collections.binarySearch(Words.SORTED, words[i]);
      if (index < 0) {
        throw invalid(
            "word " + (i + 1) + " of the secret phrase is not in the English BIP-39 list");
      }
      for (int j = 0; j < WORD_BITS; j++) {
        int at = i * WORD_BITS + j;
        bits[at / 8] |= (byte) ((index >>> (WORD_BITS - 1 - j) & 1) << (7 - at % 8));
      }
    }
    byte[] entropy = Arrays.copyOf(bits, checksumBits * 4);
    int mask = 0xff << (8 - checksumBits);
    if (((Hashes.sha256(entropy)[0] ^ bits[entropy.length]) & mask) != 0) {
      throw invalid("the checksum of the secret phrase is wrong: a word is mistyped or misplaced");
    }
    Arrays.fill(bits, (byte) 0);
    return entropy;
  }

  private static InvalidSecretUriException invalid(String message) {
    return new InvalidSecretUriException(Reason.INVALID_PHRASE, message);
  }
}
