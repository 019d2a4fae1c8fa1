package dev.vouch.pvf.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The end of a worker's standard error, for people. A worker may write for ever; only the last
 * bytes are kept.
 */
final class BoundedText {
  /** Enough for a stack trace. */
  static final int MAX_BYTES = 16 << 10;

  private final byte[] ring = new byte[MAX_BYTES];
  private long written;

  /** Reads until the end of the stream; blocks. */
  void drain(InputStream in) {
    byte[] buffer = new byte[4096];
    try (in) {
      int count = in.read(buffer);
      while (count >= 0) {
        append(buffer, count);
        count = in.read(buffer);
      }
    } catch (IOException e) {
      // The process was killed while we read: what came before is what there is.
      append(new byte[0], 0);
    }
  }

  synchronized String text() {
    int length = (int) Math.min(written, MAX_BYTES);
    byte[] tail = new byte[length];
    for (int i = 0; i < length; i++) {
      tail[i] = ring[(int) ((written - length + i) % MAX_BYTES)];
    }
    return new String(tail, StandardCharsets.UTF_8).strip();
  }

  private synchronized void append(byte[] bytes, int count) {
    for (byte value : Arrays.copyOf(bytes, count)) {
      ring[(int) (written++ % MAX_BYTES)] = value;
    }
  }
}
