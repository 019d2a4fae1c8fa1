package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The digest of pieces is the digest of the whole, wherever it is cut. */
final class Blake2b256StreamTest {
  private static final int BLOCK = 128;
  private static final int RUNS = 500;
  private static final int MAX_LENGTH = 3_000;

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Digests that other implementations give. */
  @Test
  void knownDigestsComeOut() {
    assertThat(hex(new Blake2b256Stream().digest()))
        .isEqualTo("0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    Blake2b256Stream abc = new Blake2b256Stream();
    for (byte letter : "abc".getBytes(StandardCharsets.US_ASCII)) {
      abc.update(new byte[] {letter}, 0, 1);
    }
    assertThat(hex(abc.digest()))
        .isEqualTo("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  }

  @Test
  void aCutAtOrBesideABlockChangesNothing() {
    for (int length = 0; length <= 3 * BLOCK + 1; length++) {
      byte[] whole = bytes(length);
      byte[] expected = Hashes.blake2b256(whole);
      for (int cut : new int[] {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, length}) {
        int at = Math.min(cut, length);
        Blake2b256Stream stream = new Blake2b256Stream();
        stream.update(whole, 0, at);
        stream.update(whole, at, 0);
        stream.update(whole, at, length - at);
        assertThat(stream.digest()).as("%d bytes cut at %d", length, at).isEqualTo(expected);
      }
    }
  }

  @Test
  void randomCutsChangeNothing() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      byte[] whole = bytes(random.nextInt(MAX_LENGTH));
      Blake2b256Stream stream = new Blake2b256Stream();
      int at = 0;
      while (at < whole.length) {
        int piece = random.nextInt(Math.min(whole.length - at, 2 * BLOCK) + 1);
        // A piece is read from a larger array that is overwritten afterwards.
        byte[] array = new byte[piece + 2];
        System.arraycopy(whole, at, array, 1, piece);
        stream.update(array, 1, piece);
        Arrays.fill(array, (byte) 0x55);
        at += piece;
      }
      assertThat(stream.digest())
          .as("seed %d, run %d, %d bytes", seed, run, whole.length)
          .isEqualTo(Hashes.blake2b256(whole));
    }
  }

  @Test
  void aStreamThatHasEndedTakesAndGivesNoMore() {
    Blake2b256Stream stream = new Blake2b256Stream();
    stream.digest();
    assertThatThrownBy(stream::digest).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> stream.update(new byte[1], 0, 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aPieceOutsideItsArrayIsRefused() {
    Blake2b256Stream stream = new Blake2b256Stream();
    assertThatThrownBy(() -> stream.update(new byte[4], 2, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> stream.update(new byte[4], 0, -1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(stream.digest()).isEqualTo(Hashes.blake2b256());
  }
}
