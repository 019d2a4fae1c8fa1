package dev.vouch.erasure;

import dev.vouch.primitives.Bytes;

/** Symbols in and out of bytes: a symbol is two bytes, big-endian (wire 6.4). */
final class Shards {
  private Shards() {}

  static char[][] rows(int count, int columns) {
    char[][] rows = new char[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = new char[columns];
    }
    return rows;
  }

  /**
   * Column c, row i of the payload is the symbol at byte 2(k(first + c) + i); zero behind the end.
   */
  static void loadPayload(char[][] rows, byte[] payload, int k, int first) {
    for (int i = 0; i < k; i++) {
      char[] row = rows[i];
      for (int c = 0; c < row.length; c++) {
        row[c] = (char) symbol(payload, 2L * (((long) first + c) * k + i));
      }
    }
  }

  /** Writes what {@link #loadPayload} reads. */
  static void storePayload(char[][] rows, byte[] payload, int k, int first) {
    for (int i = 0; i < k; i++) {
      char[] row = rows[i];
      for (int c = 0; c < row.length; c++) {
        int at = 2 * ((first + c) * k + i);
        payload[at] = (byte) (row[c] >>> 8);
        payload[at + 1] = (byte) row[c];
      }
    }
  }

  static void loadShard(char[] row, Bytes shard, int first) {
    for (int c = 0; c < row.length; c++) {
      int at = 2 * (first + c);
      row[c] = (char) (shard.at(at) << 8 | shard.at(at + 1));
    }
  }

  static void storeShard(char[] row, byte[] shard, int first) {
    for (int c = 0; c < row.length; c++) {
      int at = 2 * (first + c);
      shard[at] = (byte) (row[c] >>> 8);
      shard[at + 1] = (byte) row[c];
    }
  }

  static void copy(char[][] from, char[][] to) {
    for (int i = 0; i < from.length; i++) {
      System.arraycopy(from[i], 0, to[i], 0, from[i].length);
    }
  }

  private static int symbol(byte[] bytes, long at) {
    if (at + 1 < bytes.length) {
      return (bytes[(int) at] & 0xff) << 8 | bytes[(int) at + 1] & 0xff;
    }
    return at < bytes.length ? (bytes[(int) at] & 0xff) << 8 : 0;
  }
}
