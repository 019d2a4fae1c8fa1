package dev.vouch.pvf.engine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Fat values: pointer in the low and length in the high 32 bits (HF-2); ranges trap (HF-3). */
final class Slices {
  private static final int PIECE_CHARS = 4096;

  private Slices() {}

  static int pointer(long fat) {
    return (int) fat;
  }

  static int length(long fat) {
    return (int) (fat >>> 32);
  }

  static long fat(int pointer, int length) {
    return Integer.toUnsignedLong(pointer) | (long) length << 32;
  }

  static void check(HostState host, long fat) {
    if (!host.memory().contains(pointer(fat), length(fat))) {
      throw new HostTrap("memory access out of bounds");
    }
  }

  static byte[] bytes(HostState host, long fat) {
    check(host, fat);
    return host.memory().readBytes(pointer(fat), length(fat));
  }

  static byte[] fixed(HostState host, long pointer, int length) {
    return bytes(host, fat((int) pointer, length));
  }

  /** Checks that a string argument is UTF-8, in pieces: it may be as long as memory. */
  static void text(HostState host, long fat) {
    check(host, fat);
    ByteBuffer in = ByteBuffer.wrap(host.memory().array(), pointer(fat), length(fat));
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer piece = CharBuffer.allocate(Math.min(PIECE_CHARS, length(fat) + 1));
    CoderResult result;
    do {
      piece.clear();
      result = decoder.decode(in, piece, true);
    } while (result.isOverflow());
    if (result.isError()) {
      throw new HostTrap("string argument is not UTF-8");
    }
  }

  /** Copies bytes into a fresh block of the guest and gives its address. */
  static int give(HostState host, byte[] bytes) {
    return give(host, bytes, bytes.length);
  }

  /** The same for the first bytes of an array. */
  static int give(HostState host, byte[] bytes, int length) {
    int pointer = host.allocate(length);
    host.memory().write(pointer, bytes, 0, length);
    return pointer;
  }

  static long giveFat(HostState host, byte[] bytes) {
    return fat(give(host, bytes), bytes.length);
  }
}
