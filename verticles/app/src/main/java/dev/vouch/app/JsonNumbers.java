package dev.vouch.app;

import org.jspecify.annotations.Nullable;

/** Whole numbers from JSON, within the bounds of their type. */
final class JsonNumbers {
  private static final long U32_MAX = 0xffff_ffffL;

  private JsonNumbers() {}

  /** 0 to 2^32-1. */
  static long u32(String where, @Nullable Object value) {
    return within(where, value, U32_MAX);
  }

  /** 0 to 2^63-1. */
  static long natural(String where, @Nullable Object value) {
    return within(where, value, Long.MAX_VALUE);
  }

  private static long within(String where, @Nullable Object value, long max) {
    long number =
        switch (value) {
          case Integer small -> small;
          case Long large -> large;
          case null, default -> -1;
        };
    if (number < 0 || number > max) {
      throw new UsageException(
          where + " must be a whole number from 0 to " + max + ", not " + value);
    }
    return number;
  }
}
