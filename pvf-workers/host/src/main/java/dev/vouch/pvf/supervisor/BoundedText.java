package dev.vouch.pvf.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a worker's standard error, for people. A worker may write for ever; only the last
 * bytes are kept.
 */
final class BoundedText {
  /** Enough for a stack trace. */
  static final int MAX_BYTES = 16 << 10;

  /** How long the rest of what an ended process wrote may take to arrive. */
  private static final long END_MILLIS = 1_000;

  private final CountDownLatch ended = new CountDownLatch(1);
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
    } finally {
      ended.countDown();
    }
  }

  /**
   * What an ended process has left: its end is often known before its last words are read. Waits
   * for them, but not for ever, since a child of it may hold the stream open.
   */
  String lastWords() {
    try {
      boolean all = ended.await(END_MILLIS, TimeUnit.MILLISECONDS);
      return all ? text() : text() + " ...";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return text();
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
