package dev.vouch.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs benchmarks by JMH's own options and writes what came out as tables in Markdown. */
public final class BenchmarkTables {
  private final StringBuilder out = new StringBuilder();
  private final Collection<RunResult> results;

  private BenchmarkTables(Collection<RunResult> results) {
    this.results = results;
  }

  /** The file to write, then JMH's options. */
  public static void main(String[] arguments)
      throws IOException, RunnerException, CommandLineOptionException {
    CommandLineOptions options =
        new CommandLineOptions(
            List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
    if (options.shouldHelp()) {
      options.showHelp();
      return;
    }
    double before = load();
    Collection<RunResult> results =
        new Runner(new OptionsBuilder().parent(options).addProfiler(CpuProfiler.class).build())
            .run();
    Path file = Path.of(arguments[0]);
    Files.writeString(file, tables(results, before));
    System.out.println("Tables: " + file);
  }

  static String tables(Collection<RunResult> results, double loadBefore) {
    BenchmarkTables tables = new BenchmarkTables(results);
    tables.machine(loadBefore);
    tables.scale();
    tables.table("Signatures", "Sr25519Benchmark", "a signature", result -> "");
    tables.table("Hashes", "HashBenchmark", "throughput", BenchmarkTables::hashed);
    tables.table("Trie", "TrieBenchmark", "", result -> "");
    tables.erasure();
    tables.table("Backing", "BackingBenchmark", "", result -> "");
    return tables.out.toString();
  }

  private void machine(double loadBefore) {
    out.append(
        String.format(
            Locale.ROOT,
            "%s, %d CPUs %s, Java %s, load average %.1f before and %.1f after.%n"
                + "CPU time of the process for one operation, by JMH.%n",
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.arch"),
            System.getProperty("java.version"),
            loadBefore,
            load()));
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private void scale() {
    List<RunResult> chosen = of("ScaleBenchmark");
    if (chosen.isEmpty()) {
      return;
    }
    header("SCALE", "type", "bytes", "", "CPU", "objects/s", "MB/s");
    for (RunResult result : chosen) {
      String type = result.getParams().getParam("type");
      int bytes = HotTypes.of(type).encoded().length();
      double nanos = nanos(result);
      row(
          type,
          String.valueOf(bytes),
          method(result),
          time(nanos),
          number(1e9 / nanos),
          number(bytes * 1e3 / nanos));
    }
  }

  private void erasure() {
    List<RunResult> chosen = of("ErasureBenchmark");
    if (!chosen.isEmpty()) {
      header("Erasure coding", "", "validators", "PoV bytes", "CPU", "MB/s");
      for (RunResult result : chosen) {
        row(
            method(result),
            result.getParams().getParam("validators"),
            result.getParams().getParam("size"),
            time(nanos(result)),
            number(Integer.parseInt(result.getParams().getParam("size")) * 1e3 / nanos(result)));
      }
      out.append(new ErasureGrowth(chosen).tables());
    }
  }

  private void table(
      String title, String benchmark, String last, Function<RunResult, String> derived) {
    List<RunResult> chosen = of(benchmark);
    if (chosen.isEmpty()) {
      return;
    }
    header(title, "", "parameters", "CPU", last);
    for (RunResult result : chosen) {
      StringBuilder parameters = new StringBuilder();
      for (String key : result.getParams().getParamsKeys()) {
        parameters.append(key).append(' ').append(result.getParams().getParam(key)).append(' ');
      }
      row(
          method(result),
          parameters.toString().strip(),
          time(nanos(result)),
          derived.apply(result));
    }
  }

  private static String hashed(RunResult result) {
    return number(Integer.parseInt(result.getParams().getParam("size")) * 1e3 / nanos(result))
        + " MB/s";
  }

  private List<RunResult> of(String benchmark) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().contains("." + benchmark + "."))
        .sorted(Comparator.comparing(BenchmarkTables::method))
        .toList();
  }

  static String method(RunResult result) {
    String name = result.getParams().getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** CPU time of one operation. */
  static double nanos(RunResult result) {
    Result<?> cpu = result.getSecondaryResults().get(CpuProfiler.NAME);
    if (cpu == null) {
      throw new IllegalArgumentException(method(result) + " ran without the CPU profiler");
    }
    return cpu.getScore();
  }

  private static String time(double nanos) {
    return nanos >= 1e6
        ? number(nanos / 1e6) + " ms"
        : nanos >= 1e3 ? number(nanos / 1e3) + " us" : number(nanos) + " ns";
  }

  /** Three digits that count. */
  static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }

  private void header(String title, String... columns) {
    out.append(header(title, List.of(columns)));
  }

  private void row(String... cells) {
    out.append(row(List.of(cells)));
  }

  static String header(String title, List<String> columns) {
    return "\n## " + title + "\n\n" + row(columns) + "|" + "---|".repeat(columns.size()) + "\n";
  }

  static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
