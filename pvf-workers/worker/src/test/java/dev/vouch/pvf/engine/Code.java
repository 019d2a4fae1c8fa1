package dev.vouch.pvf.engine;

import java.util.Arrays;

/** Code that grows, one byte per element. */
final class Code {
  private int[] bytes = new int[1 << 16];
  int length;

  Code raw(int... more) {
    while (length + more.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  Code u32(int value) {
    int rest = value;
    for (; (rest & ~0x7f) != 0; rest >>>= 7) {
      raw(rest & 0x7f | 0x80);
    }
    return raw(rest);
  }

  Code i32(int value) {
    raw(0x41);
    int rest = value;
    for (; rest < -64 || rest > 63; rest >>= 7) {
      raw(rest & 0x7f | 0x80);
    }
    return raw(rest & 0x7f);
  }

  Code all(Code other) {
    return raw(other.done());
  }

  int[] done() {
    return Arrays.copyOf(bytes, length);
  }
}
