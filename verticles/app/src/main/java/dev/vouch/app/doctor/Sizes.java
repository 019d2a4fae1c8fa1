package dev.vouch.app.doctor;

import java.util.Locale;

/** Amounts of bytes for people. */
final class Sizes {
  private Sizes() {}

  static String text(long bytes) {
    double gib = bytes / (double) (1L << 30);
    return gib >= 1
        ? String.format(Locale.ROOT, "%.1f GiB", gib)
        : String.format(Locale.ROOT, "%d MiB", bytes >> 20);
  }
}
