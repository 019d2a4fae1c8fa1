package dev.vouch.crypto;

/**
 * The SCALE compact form of a length (wire 1.2), for hash inputs inside this package, which is
 * below the codec.
 */
final class CompactLength {
  private CompactLength() {}

  static byte[] encode(int n) {
    if (n < 1 << 6) {
      return new byte[] {(byte) (n << 2)};
    }
    if (n < 1 << 14) {
      return new byte[] {(byte) (n << 2 | 1), (byte) (n >>> 6)};
    }
    if (n < 1 << 30) {
      return new byte[] {
        (byte) (n << 2 | 2), (byte) (n >>> 6), (byte) (n >>> 14), (byte) (n >>> 22)
      };
    }
    return new byte[] {3, (byte) n, (byte) (n >>> 8), (byte) (n >>> 16), (byte) (n >>> 24)};
  }
}
