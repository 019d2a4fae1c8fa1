package dev.vouch.fuzz;

import dev.vouch.primitives.Bytes;
import java.util.Arrays;

/** A fuzzer's input read as choices, front to back; zeroes behind its end. */
public final class Choices {
  private final byte[] input;
  private int at;

  /** Reads this input. */
  public Choices(byte[] input) {
    this.input = input;
  }

  /** Whether all of the input is used. */
  public boolean end() {
    return at >= input.length;
  }

  /** A byte, 0..255. */
  public int u8() {
    return at < input.length ? input[at++] & 0xff : 0;
  }

  /** Two bytes, low first. */
  public int u16() {
    return u8() | u8() << 8;
  }

  /** Four bytes, low first. */
  public int i32() {
    return u16() | u16() << 16;
  }

  /** At most so many bytes; fewer at the end. */
  public Bytes bytes(int length) {
    int from = Math.min(at, input.length);
    at = Math.min(from + length, input.length);
    return Bytes.wrap(Arrays.copyOfRange(input, from, at));
  }

  /** What is left. */
  public Bytes rest() {
    return bytes(input.length);
  }
}
