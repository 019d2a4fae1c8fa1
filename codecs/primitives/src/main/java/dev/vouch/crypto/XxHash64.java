package dev.vouch.crypto;

import static java.lang.Long.rotateLeft;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** xxHash64 of whole arrays, by its public specification (XXH64 of xxHash 0.8). */
final class XxHash64 {
  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;
  private static final int STRIPE_BYTES = 32;

  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private XxHash64() {}

  static long hash(byte[] in, long seed) {
    int at = 0;
    long h;
    if (in.length >= STRIPE_BYTES) {
      long a = seed + P1 + P2;
      long b = seed + P2;
      long c = seed;
      long d = seed - P1;
      for (; at <= in.length - STRIPE_BYTES; at += STRIPE_BYTES) {
        a = round(a, (long) LONG_LE.get(in, at));
        b = round(b, (long) LONG_LE.get(in, at + 8));
        c = round(c, (long) LONG_LE.get(in, at + 16));
        d = round(d, (long) LONG_LE.get(in, at + 24));
      }
      h = rotateLeft(a, 1) + rotateLeft(b, 7) + rotateLeft(c, 12) + rotateLeft(d, 18);
      h = merge(merge(merge(merge(h, a), b), c), d);
    } else {
      h = seed + P5;
    }
    h += in.length;
    for (; at <= in.length - Long.BYTES; at += Long.BYTES) {
      h = rotateLeft(h ^ round(0, (long) LONG_LE.get(in, at)), 27) * P1 + P4;
    }
    if (at <= in.length - Integer.BYTES) {
      h = rotateLeft(h ^ ((int) INT_LE.get(in, at) & 0xffffffffL) * P1, 23) * P2 + P3;
      at += Integer.BYTES;
    }
    for (; at < in.length; at++) {
      h = rotateLeft(h ^ (in[at] & 0xffL) * P5, 11) * P1;
    }
    h = (h ^ h >>> 33) * P2;
    h = (h ^ h >>> 29) * P3;
    return h ^ h >>> 32;
  }

  private static long round(long accumulator, long lane) {
    return rotateLeft(accumulator + lane * P2, 31) * P1;
  }

  private static long merge(long h, long accumulator) {
    return (h ^ round(0, accumulator)) * P1 + P4;
  }
}
