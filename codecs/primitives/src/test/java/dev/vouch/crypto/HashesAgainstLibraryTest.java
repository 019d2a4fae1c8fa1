package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;

/** Our BLAKE2b and Keccak beside Bouncy Castle's, at every length around their blocks. */
class HashesAgainstLibraryTest {
  private static final long SEED = 0xb1a2e;
  private static final int LONGEST = 600;

  @Test
  void everyLengthHasTheDigestsOfTheLibrary() {
    Random random = new Random(SEED);
    for (int length = 0; length <= LONGEST; length++) {
      byte[] in = new byte[length];
      random.nextBytes(in);
      String at = "seed " + SEED + ", length " + length;
      assertThat(Hashes.blake2b64(in)).as(at).isEqualTo(of(new Blake2bDigest(64), in));
      assertThat(Hashes.blake2b128(in)).as(at).isEqualTo(of(new Blake2bDigest(128), in));
      assertThat(Hashes.blake2b256(in)).as(at).isEqualTo(of(new Blake2bDigest(256), in));
      assertThat(Hashes.blake2b512(in)).as(at).isEqualTo(of(new Blake2bDigest(512), in));
      assertThat(Hashes.keccak256(in)).as(at).isEqualTo(of(new KeccakDigest(256), in));
      assertThat(Hashes.keccak512(in)).as(at).isEqualTo(of(new KeccakDigest(512), in));
    }
  }

  @Test
  void cutsIntoPartsChangeNothing() {
    Random random = new Random(SEED);
    for (int round = 0; round < 500; round++) {
      byte[][] parts = new byte[random.nextInt(6)][];
      byte[] joined = {};
      for (int i = 0; i < parts.length; i++) {
        parts[i] = new byte[random.nextInt(300)];
        random.nextBytes(parts[i]);
        int before = joined.length;
        joined = Arrays.copyOf(joined, before + parts[i].length);
        System.arraycopy(parts[i], 0, joined, before, parts[i].length);
      }
      String at = "seed " + SEED + ", round " + round;
      assertThat(Hashes.blake2b256(parts)).as(at).isEqualTo(Hashes.blake2b256(joined));
      assertThat(Hashes.keccak256(parts)).as(at).isEqualTo(Hashes.keccak256(joined));
    }
  }

  @Test
  void aSliceIsHashedInPlaceAlsoIntoItsOwnArray() {
    Random random = new Random(SEED);
    for (int round = 0; round < 500; round++) {
      byte[] memory = new byte[400];
      random.nextBytes(memory);
      int offset = random.nextInt(100);
      int length = random.nextInt(300);
      int target = random.nextInt(400 - 32);
      byte[] slice = Arrays.copyOfRange(memory, offset, offset + length);
      byte[] blake = memory.clone();
      Hashes.blake2b(32, blake, offset, length, blake, target);
      byte[] keccak = memory.clone();
      Hashes.keccak(32, keccak, offset, length, keccak, target);
      String at = "seed " + SEED + ", round " + round;
      assertThat(blake).as(at).isEqualTo(with(memory, target, Hashes.blake2b256(slice)));
      assertThat(keccak).as(at).isEqualTo(with(memory, target, Hashes.keccak256(slice)));
    }
  }

  private static byte[] with(byte[] memory, int at, byte[] digest) {
    byte[] out = memory.clone();
    System.arraycopy(digest, 0, out, at, digest.length);
    return out;
  }

  private static byte[] of(ExtendedDigest digest, byte[] in) {
    digest.update(in, 0, in.length);
    byte[] out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return out;
  }
}
