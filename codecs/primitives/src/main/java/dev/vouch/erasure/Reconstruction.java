package dev.vouch.erasure;

import dev.vouch.primitives.Bytes;
import java.util.SortedMap;

/** Reconstruction with erasures among the systematic positions (wire 6.5). */
final class Reconstruction {
  private Reconstruction() {}

  static Bytes of(CodeParameters code, SortedMap<Integer, Bytes> known, int chunkLength) {
    int k = code.k();
    int n = code.n();
    int blocks = chunkLength / 2;
    int[] locator = locator(n, known);
    byte[] payload = new byte[2 * blocks * k];
    for (int first = 0; first < blocks; first += code.batch()) {
      int start = first;
      char[][] rows = Shards.rows(n, Math.min(code.batch(), blocks - first));
      known.forEach(
          (position, chunk) -> {
            Shards.loadShard(rows[position], chunk, start);
            timesPower(rows[position], locator[position]);
          });
      AdditiveFft.inverse(rows, n, 0);
      AdditiveFft.derivative(rows);
      AdditiveFft.forward(rows, n, 0);
      for (int i = 0; i < k; i++) {
        Bytes chunk = known.get(i);
        if (chunk != null) {
          Shards.loadShard(rows[i], chunk, first);
        } else {
          timesPower(rows[i], BinaryField.ORDER - locator[i]);
        }
      }
      Shards.storePayload(rows, payload, k, first);
    }
    return Bytes.wrap(payload);
  }

  private static void timesPower(char[] row, int log) {
    for (int c = 0; c < row.length; c++) {
      row[c] = (char) BinaryField.timesPower(row[c], log);
    }
  }

  /**
   * For each position the sum, modulo 65535, of the logarithms of its differences to all other
   * erased positions: an XOR convolution, so computed with Walsh-Hadamard transforms over integers.
   * No intermediate value exceeds 2^48.
   */
  private static int[] locator(int n, SortedMap<Integer, Bytes> known) {
    long[] erased = new long[n];
    long[] logs = new long[n];
    for (int i = 0; i < n; i++) {
      erased[i] = known.containsKey(i) ? 0 : 1;
      logs[i] = i == 0 ? 0 : BinaryField.log(i);
    }
    walshHadamard(erased);
    walshHadamard(logs);
    for (int i = 0; i < n; i++) {
      erased[i] *= logs[i];
    }
    walshHadamard(erased);
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      out[i] = (int) (erased[i] / n % BinaryField.ORDER);
    }
    return out;
  }

  private static void walshHadamard(long[] a) {
    for (int h = 1; h < a.length; h <<= 1) {
      for (int i = 0; i < a.length; i += 2 * h) {
        for (int j = i; j < i + h; j++) {
          long x = a[j];
          long y = a[j + h];
          a[j] = x + y;
          a[j + h] = x - y;
        }
      }
    }
  }
}
