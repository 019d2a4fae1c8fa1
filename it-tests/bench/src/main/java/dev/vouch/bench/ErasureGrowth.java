package dev.vouch.bench;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;

/**
 * How the erasure code grows, from its measured times: linear in the data if the ratio of two times
 * is that of the data; n log n in the validators if the time of one block of 2k bytes, divided by n
 * log n, stays the same. n is the code's length and k its dimension (wire 6.1); encoding makes n/k
 * transforms of k positions, so its logarithm is that of k.
 */
final class ErasureGrowth {
  private static final List<String> METHODS = List.of("encode", "reconstruct");

  private final SortedMap<String, Double> nanos = new TreeMap<>();
  private final SortedMap<Integer, Boolean> validators = new TreeMap<>();
  private final SortedMap<Integer, Boolean> sizes = new TreeMap<>();

  ErasureGrowth(List<RunResult> results) {
    for (RunResult result : results) {
      int ofValidators = Integer.parseInt(result.getParams().getParam("validators"));
      int ofSize = Integer.parseInt(result.getParams().getParam("size"));
      validators.put(ofValidators, true);
      sizes.put(ofSize, true);
      nanos.put(
          key(BenchmarkTables.method(result), ofValidators, ofSize), BenchmarkTables.nanos(result));
    }
  }

  String tables() {
    StringBuilder out = new StringBuilder();
    out.append(
        BenchmarkTables.header(
            "Linear in the data", List.of("", "validators", "bytes", "more data", "more time")));
    for (String method : METHODS) {
      for (int n : validators.keySet()) {
        int smaller = 0;
        for (int size : sizes.keySet()) {
          if (smaller > 0 && has(method, n, smaller) && has(method, n, size)) {
            out.append(
                BenchmarkTables.row(
                    List.of(
                        method,
                        String.valueOf(n),
                        smaller + " to " + size,
                        format((double) size / smaller),
                        format(time(method, n, size) / time(method, n, smaller)))));
          }
          smaller = size;
        }
      }
    }
    out.append(
        BenchmarkTables.header(
            "n log n in the validators",
            List.of("", "bytes", "validators", "n", "k", "ns a block", "divided by n log n")));
    for (String method : METHODS) {
      for (int size : sizes.keySet()) {
        for (int v : validators.keySet()) {
          if (has(method, v, size)) {
            out.append(perBlock(method, v, size));
          }
        }
      }
    }
    return out.toString();
  }

  private String perBlock(String method, int v, int size) {
    int n = Integer.highestOneBit(v - 1) << 1;
    int k = Integer.highestOneBit((v - 1) / 3 + 1);
    double block = time(method, v, size) / (size / (2.0 * k));
    double log = Math.log(method.equals("encode") ? k : n) / Math.log(2);
    return BenchmarkTables.row(
        List.of(
            method,
            String.valueOf(size),
            String.valueOf(v),
            String.valueOf(n),
            String.valueOf(k),
            BenchmarkTables.number(block),
            format(block / (n * log))));
  }

  private boolean has(String method, int v, int size) {
    return nanos.containsKey(key(method, v, size));
  }

  private double time(String method, int v, int size) {
    return nanos.getOrDefault(key(method, v, size), Double.NaN);
  }

  private static String key(String method, int v, int size) {
    return method + "/" + v + "/" + size;
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
