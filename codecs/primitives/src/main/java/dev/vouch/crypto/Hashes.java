package dev.vouch.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

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
    return blake2b(8, parts);
  }

  /** BLAKE2b with a digest of 16 bytes. */
  public static byte[] blake2b128(byte[]... parts) {
    return blake2b(16, parts);
  }

  /** BLAKE2b with a digest of 32 bytes: the hash of nearly everything in the protocol. */
  public static byte[] blake2b256(byte[]... parts) {
    return blake2b(32, parts);
  }

  /** BLAKE2b with a digest of 64 bytes. */
  public static byte[] blake2b512(byte[]... parts) {
    return blake2b(64, parts);
  }

  /** Keccak with its original padding (not SHA-3) and a digest of 32 bytes. */
  public static byte[] keccak256(byte[]... parts) {
    return keccak(32, parts);
  }

  /** Keccak with its original padding (not SHA-3) and a digest of 64 bytes. */
  public static byte[] keccak512(byte[]... parts) {
    return keccak(64, parts);
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

  /**
   * BLAKE2b with a digest of 8, 16, 32 or 64 bytes, of a part of an array into a part of another
   * one or of the same.
   */
  public static void blake2b(
      int digestBytes, byte[] in, int offset, int length, byte[] out, int outOffset) {
    Objects.checkFromIndexSize(offset, length, in.length);
    Objects.checkFromIndexSize(outOffset, digestBytes, out.length);
    Blake2b state = new Blake2b(digestBytes);
    state.update(in, offset, length);
    state.finish(out, outOffset);
  }

  private static byte[] blake2b(int digestBytes, byte[]... parts) {
    Blake2b state = new Blake2b(digestBytes);
    for (byte[] part : parts) {
      state.update(part, 0, part.length);
    }
    byte[] out = new byte[digestBytes];
    state.finish(out, 0);
    return out;
  }

  /** Keccak with a digest of 32 or 64 bytes, of a part of an array into a part of an array. */
  public static void keccak(
      int digestBytes, byte[] in, int offset, int length, byte[] out, int outOffset) {
    Objects.checkFromIndexSize(offset, length, in.length);
    Objects.checkFromIndexSize(outOffset, digestBytes, out.length);
    Keccak state = new Keccak(digestBytes);
    state.update(in, offset, length);
    state.finish(out, outOffset);
  }

  private static byte[] keccak(int digestBytes, byte[]... parts) {
    Keccak state = new Keccak(digestBytes);
    for (byte[] part : parts) {
      state.update(part, 0, part.length);
    }
    byte[] out = new byte[digestBytes];
    state.finish(out, 0);
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
