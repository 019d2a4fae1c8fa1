package dev.vouch.crypto;

import dev.vouch.primitives.Bytes;
import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/**
 * ECDSA over secp256k1 as the host functions have it (wire 5.7): everything is recovery of the key
 * from a signature of 65 bytes, r and s big-endian and a recovery byte. The curve is Bouncy
 * Castle's; all values are public, so nothing here is constant time.
 */
public final class Secp256k1 {
  /** Length of a signature in bytes. */
  public static final int SIGNATURE_BYTES = 65;

  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final BigInteger N = CURVE.getN();
  private static final BigInteger P = CURVE.getCurve().getField().getCharacteristic();
  private static final int RECOVERY_IDS = 4;

  /** Recovery bytes above this are of Ethereum's form, 27 higher. */
  private static final int LAST_PLAIN_RECOVERY_BYTE = 26;

  private Secp256k1() {}

  /** What becomes of r and s that are not below the group order. */
  public enum Overflow {
    /** Taken modulo the order: version 1 of the host functions. */
    REDUCE,
    /** Refused: version 2. */
    REFUSE
  }

  /** A recovered key, or why there is none. */
  public sealed interface Recovery {
    /**
     * The key.
     *
     * @param uncompressed x and y, 64 bytes without prefix
     * @param compressed 33 bytes
     */
    record Key(Bytes uncompressed, Bytes compressed) implements Recovery {}

    /** There is no key. */
    record Failed(Reason reason) implements Recovery {}

    /** Why there is no key; the numbers that guests see are the host's. */
    enum Reason {
      /** r or s is not below the group order. */
      BAD_RS,
      /** The recovery byte is none. */
      BAD_V,
      /** No key has this signature. */
      BAD_SIGNATURE
    }
  }

  /** The key that signed the hash of 32 bytes; the recovery byte may be 0 to 3 or 27 to 30. */
  public static Recovery recover(byte[] signature, byte[] hash, Overflow overflow) {
    int v = signature[64] & 0xff;
    return recover(signature, v > LAST_PLAIN_RECOVERY_BYTE ? v - 27 : v, hash, overflow);
  }

  /**
   * Whether the compressed key signed BLAKE2b-256 of the message; the recovery byte must be 0 to 3.
   */
  public static boolean verify(
      byte[] compressedKey, byte[] message, byte[] signature, Overflow overflow) {
    return verifyHash(compressedKey, Hashes.blake2b256(message), signature, overflow);
  }

  /** Whether the compressed key signed the hash of 32 bytes; the recovery byte must be 0 to 3. */
  public static boolean verifyHash(
      byte[] compressedKey, byte[] hash, byte[] signature, Overflow overflow) {
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    return recover(signature, signature[64] & 0xff, hash, overflow)
            instanceof Recovery.Key(Bytes _, Bytes compressed)
        && compressed.equals(Bytes.copyOf(compressedKey));
  }

  private static Recovery recover(byte[] signature, int id, byte[] hash, Overflow overflow) {
    if (id >= RECOVERY_IDS) {
      return new Recovery.Failed(Recovery.Reason.BAD_V);
    }
    BigInteger r = new BigInteger(1, signature, 0, 32);
    BigInteger s = new BigInteger(1, signature, 32, 32);
    if (r.compareTo(N) >= 0 || s.compareTo(N) >= 0) {
      if (overflow == Overflow.REFUSE) {
        return new Recovery.Failed(Recovery.Reason.BAD_RS);
      }
      r = r.mod(N);
      s = s.mod(N);
    }
    ECPoint point = r.signum() == 0 || s.signum() == 0 ? null : pointOf(r, id);
    if (point == null) {
      return new Recovery.Failed(Recovery.Reason.BAD_SIGNATURE);
    }
    BigInteger z = new BigInteger(1, hash);
    BigInteger inverse = r.modInverse(N);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(
                CURVE.getG(),
                z.negate().multiply(inverse).mod(N),
                point,
                s.multiply(inverse).mod(N))
            .normalize();
    if (key.isInfinity()) {
      return new Recovery.Failed(Recovery.Reason.BAD_SIGNATURE);
    }
    byte[] prefixed = key.getEncoded(false);
    return new Recovery.Key(
        Bytes.wrap(prefixed).slice(1, prefixed.length), Bytes.wrap(key.getEncoded(true)));
  }

  /**
   * The point whose x is r, or r plus the order if bit 1 of the id is set; bit 0 is the parity of
   * y.
   */
  private static @Nullable ECPoint pointOf(BigInteger r, int id) {
    BigInteger x = (id & 2) == 0 ? r : r.add(N);
    if (x.compareTo(P) >= 0) {
      return null;
    }
    byte[] encoded = new byte[33];
    encoded[0] = (byte) (2 | id & 1);
    byte[] magnitude = x.toByteArray();
    int length = Math.min(magnitude.length, 32);
    System.arraycopy(magnitude, magnitude.length - length, encoded, 33 - length, length);
    try {
      return CURVE.getCurve().decodePoint(encoded);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
