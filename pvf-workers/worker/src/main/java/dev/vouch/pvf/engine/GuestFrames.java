package dev.vouch.pvf.engine;

import java.util.Arrays;

/**
 * Frames of functions that have more variables than a method, one on top of the other, beside the
 * memory of one instance, which generated code has at hand and no guest sees. A trap leaves frames
 * behind, and ends the instance. The stack limiter counts the declared locals and operands of every
 * call, so a few million slots are far above what it admits; parameters lie on a caller's stack
 * too.
 */
public final class GuestFrames {
  /** Slots of all frames: 512 MiB. A session's parameters would have to admit more to reach it. */
  private static final int MOST_SLOTS = 1 << 26;

  private long[] slots = {};
  private int top;

  GuestFrames() {}

  /** Puts a frame of so many slots on top, all 0. */
  public static void enter(int size, LinearMemory memory) {
    memory.frames.enter(size);
  }

  private void enter(int size) {
    if (size > MOST_SLOTS - top) {
      throw new EngineLimit("more than " + MOST_SLOTS + " variables in frames");
    }
    int end = top + size;
    if (end > slots.length) {
      slots = Arrays.copyOf(slots, Math.min(MOST_SLOTS, Math.max(end, 2 * slots.length)));
    }
    Arrays.fill(slots, top, end, 0);
    top = end;
  }

  /** Takes the frame of so many slots away. */
  public static void leave(int size, LinearMemory memory) {
    memory.frames.top -= size;
  }

  /** An i32, so many slots from the end. */
  public static int getInt(int fromEnd, LinearMemory memory) {
    GuestFrames frames = memory.frames;
    return (int) frames.slots[frames.top - fromEnd];
  }

  /** Sets an i32, so many slots from the end. */
  public static void setInt(int value, int fromEnd, LinearMemory memory) {
    GuestFrames frames = memory.frames;
    frames.slots[frames.top - fromEnd] = value;
  }

  /** An i64, so many slots from the end. */
  public static long getLong(int fromEnd, LinearMemory memory) {
    GuestFrames frames = memory.frames;
    return frames.slots[frames.top - fromEnd];
  }

  /** Sets an i64, so many slots from the end. */
  public static void setLong(long value, int fromEnd, LinearMemory memory) {
    GuestFrames frames = memory.frames;
    frames.slots[frames.top - fromEnd] = value;
  }

  /** An f32, so many slots from the end. */
  public static float getFloat(int fromEnd, LinearMemory memory) {
    return Float.intBitsToFloat(getInt(fromEnd, memory));
  }

  /** Sets an f32, so many slots from the end. */
  public static void setFloat(float value, int fromEnd, LinearMemory memory) {
    setInt(Float.floatToRawIntBits(value), fromEnd, memory);
  }

  /** An f64, so many slots from the end. */
  public static double getDouble(int fromEnd, LinearMemory memory) {
    return Double.longBitsToDouble(getLong(fromEnd, memory));
  }

  /** Sets an f64, so many slots from the end. */
  public static void setDouble(double value, int fromEnd, LinearMemory memory) {
    setLong(Double.doubleToRawLongBits(value), fromEnd, memory);
  }
}
