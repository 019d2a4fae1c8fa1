package dev.vouch.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.KeccakDigest;

/**
 * The hash functions of the protocol (wire 7.2). Every function takes parts that are hashed as if
 * joined, may be called from any thread and keeps no reference to its arguments.
 */
public final class Hashes {
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Hashes() {}

  /** BLAKE2b with a digest of 8 bytes (a parameter of the hash, not a truncation). */
  public static byte[] blake2b64(byte[]... parts) {
    return digest(new Blake2bDigest(64), parts);
  }

  /** BLAKE2b with a digest of 16 bytes. */
  public static byte[] blake2b128(byte[]... parts) {
    return digest(new Blake2bDigest(128), parts);
  }

  /** BLAKE2b with a digest of 32 bytes: the hash of nearly everything in the protocol. */
  public static byte[] blake2b256(byte[]... parts) {
    return digest(new Blake2bDigest(256), parts);
  }

  /** BLAKE2b with a digest of 64 bytes. */
  public static byte[] blake2b512(byte[]... parts) {
    return digest(new Blake2bDigest(512), parts);
  }

  /** Keccak with its original padding (not SHA-3) and a digest of 32 bytes. */
  public static byte[] keccak256(byte[]... parts) {
    return digest(new KeccakDigest(256), parts);
  }

  /** Keccak with its original padding (not SHA-3) and a digest of 64 bytes. */
  public static byte[] keccak512(byte[]... parts) {
    return digest(new KeccakDigest(512), parts);
  }

  /** SHA-256 of FIPS 180-4. */
  public static byte[] sha256(byte[]... parts) {
    return jdkDigest("SHA-256", parts);
  }

  /** SHA-512 of FIPS 180-4. */
  public static byte[] sha512(byte[]... parts) {
    return jdkDigest("SHA-512", parts);
  }

  /** xxHash64 with seed 0, little-endian. Not a cryptographic hash. */
  public static byte[] twox64(byte[] data) {
    return twox(data, 1);
  }

  /** xxHash64 with seeds 0 and 1, joined. Not a cryptographic hash. */
  public static byte[] twox128(byte[] data) {
    return twox(data, 2);
  }

  /** xxHash64 with seeds 0 to 3, joined. Not a cryptographic hash. */
  public static byte[] twox256(byte[] data) {
    return twox(data, 4);
  }

  private static byte[] twox(byte[] data, int seeds) {
    byte[] out = new byte[Long.BYTES * seeds];
    for (int seed = 0; seed < seeds; seed++) {
      LONG_LE.set(out, Long.BYTES * seed, XxHash64.hash(data, seed));
    }
    return out;
  }

  private static byte[] digest(ExtendedDigest digest, byte[]... parts) {
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return out;
  }

  private static byte[] jdkDigest(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
