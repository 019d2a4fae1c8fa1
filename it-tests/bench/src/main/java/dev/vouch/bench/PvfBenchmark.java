package dev.vouch.bench;

import com.google.errorprone.annotations.FormatMethod;
import dev.vouch.frames.Frame;
import dev.vouch.pvf.supervisor.SpawnException;
import dev.vouch.pvf.supervisor.Supervisor;
import dev.vouch.pvf.supervisor.SupervisorSettings;
import dev.vouch.pvf.supervisor.WorkerJars;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerListener;
import dev.vouch.pvf.supervisor.WorkerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Blocks of production runtimes in real workers, by the command and with the flags that hosts use,
 * limiter and signatures included: CPU time of the guest's thread against the reference's of the
 * manifest, as Markdown tables, after what their preparation took. Arguments: {@code --real DIR}
 * with {@code manifest.json}, codes and parameters; {@code --kinds K,...} of {@link WorkerKind}
 * (all that execute); {@code --warm-up N} runs that are not counted (20), {@code --runs N} that are
 * (20); {@code --above MS} of the reference's time (50).
 */
public final class PvfBenchmark {
  /** Blocks whose first run in a fresh worker is measured: the smallest full enough to tell. */
  private static final String COLD = "-b5";

  private static final int COLD_WORKERS = 3;

  private final Path real;
  private final List<WorkerKind> kinds;
  private final int warmUp;
  private final int counted;
  private final double above;
  private final PrintStream out;

  private PvfBenchmark(Map<String, String> options, PrintStream out) {
    this.real = Path.of(options.getOrDefault("--real", ""));
    this.kinds =
        Optional.ofNullable(options.get("--kinds")).stream()
            .flatMap(names -> Arrays.stream(names.split(",", -1)))
            .map(WorkerKind::valueOf)
            .toList();
    this.warmUp = Integer.parseInt(options.getOrDefault("--warm-up", "20"));
    this.counted = Integer.parseInt(options.getOrDefault("--runs", "20"));
    this.above = Double.parseDouble(options.getOrDefault("--above", "50"));
    this.out = out;
  }

  /** See the class. */
  public static void main(String[] args) throws IOException, SpawnException, InterruptedException {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    var benchmark = new PvfBenchmark(options, System.out);
    if (!Files.exists(benchmark.real.resolve("manifest.json"))) {
      System.err.println(
          "no manifest.json in '%s'; name a directory of real blocks with -Dvouch.real=DIR"
              .formatted(benchmark.real));
      System.exit(2);
    }
    benchmark.measure();
  }

  private void measure() throws IOException, SpawnException, InterruptedException {
    Path unpacked = Files.createTempDirectory("vouch-bench");
    try (var supervisor =
        new Supervisor(
            SupervisorSettings.defaults(WorkerJars.unpack(unpacked)), WorkerListener.NONE)) {
      var runs = new PvfRuns(supervisor);
      List<RealBlock> blocks = RealBlock.above(above, real);
      new Preparations(supervisor, out)
          .measure(
              blocks.stream()
                  .map(RealBlock::code)
                  .distinct()
                  .map(code -> real.resolve(code + ".code"))
                  .toList());
      Map<String, Frame.PrepareDone> artifacts = prepare(runs, blocks);
      for (WorkerKind kind : kinds.isEmpty() ? executing() : kinds) {
        warm(runs, kind, blocks, artifacts);
        cold(runs, kind, blocks, artifacts);
      }
    } finally {
      remove(unpacked);
    }
  }

  private static List<WorkerKind> executing() {
    return Stream.of(WorkerKind.values()).filter(kind -> kind != WorkerKind.PREPARE).toList();
  }

  private Map<String, Frame.PrepareDone> prepare(PvfRuns runs, List<RealBlock> blocks)
      throws IOException, SpawnException, InterruptedException {
    Map<String, Frame.PrepareDone> artifacts = new LinkedHashMap<>();
    for (RealBlock block : blocks) {
      if (!artifacts.containsKey(block.code())) {
        byte[] code = Files.readAllBytes(real.resolve(block.code() + ".code"));
        artifacts.put(block.code(), runs.prepare(code));
      }
    }
    return artifacts;
  }

  private void warm(
      PvfRuns runs,
      WorkerKind kind,
      List<RealBlock> blocks,
      Map<String, Frame.PrepareDone> artifacts)
      throws IOException, SpawnException, InterruptedException {
    line("");
    line("**%s, warm** (guest-thread CPU ms, %d runs after %d)", kind, counted, warmUp);
    line("");
    line("| block | reference | best | median | best / best | median / median |");
    line("|---|---|---|---|---|---|");
    List<Double> bests = new ArrayList<>();
    List<Double> medians = new ArrayList<>();
    for (Map.Entry<String, Frame.PrepareDone> artifact : artifacts.entrySet()) {
      try (PvfRuns.Loaded loaded = runs.load(kind, artifact.getValue())) {
        for (RealBlock block : blocks) {
          if (block.code().equals(artifact.getKey())) {
            warm(runs, loaded.worker(), block, bests, medians);
          }
        }
      }
    }
    line(
        "| **median, worst ratio** | | | | **%.2f, %.2f** | **%.2f, %.2f** |",
        middle(bests), worst(bests), middle(medians), worst(medians));
  }

  private void warm(
      PvfRuns runs, WorkerProcess worker, RealBlock block, List<Double> bests, List<Double> medians)
      throws IOException, InterruptedException {
    byte[] input = block.readParams();
    double[] all = runs.run(worker, block, input, warmUp + counted);
    double[] warm = Arrays.copyOfRange(all, warmUp, all.length);
    double best = PvfRuns.best(warm);
    double median = PvfRuns.median(warm);
    bests.add(best / block.minMillis());
    medians.add(median / block.warmMillis());
    line(
        "| %s | %.1f | %.1f | %.1f | %.2f | %.2f |",
        block.name(),
        block.warmMillis(),
        best,
        median,
        best / block.minMillis(),
        median / block.warmMillis());
  }

  private void cold(
      PvfRuns runs,
      WorkerKind kind,
      List<RealBlock> blocks,
      Map<String, Frame.PrepareDone> artifacts)
      throws IOException, SpawnException, InterruptedException {
    line("");
    line("**%s, fresh worker** (median of %d workers, ms)", kind, COLD_WORKERS);
    line("");
    line("| block | load, CPU of the process | load, wall | first run, guest CPU | second run |");
    line("|---|---|---|---|---|");
    for (RealBlock block : blocks) {
      Frame.PrepareDone artifact = artifacts.get(block.code());
      if (artifact == null || !block.name().endsWith(COLD)) {
        continue;
      }
      double[][] seen = new double[4][COLD_WORKERS];
      byte[] input = block.readParams();
      for (int i = 0; i < COLD_WORKERS; i++) {
        try (PvfRuns.Loaded loaded = runs.load(kind, artifact)) {
          double[] two = runs.run(loaded.worker(), block, input, 2);
          seen[0][i] = loaded.cpuMillis();
          seen[1][i] = loaded.wallMillis();
          seen[2][i] = two[0];
          seen[3][i] = two[1];
        }
      }
      line(
          "| %s | %.0f | %.0f | %.0f | %.0f |",
          block.name(),
          PvfRuns.median(seen[0]),
          PvfRuns.median(seen[1]),
          PvfRuns.median(seen[2]),
          PvfRuns.median(seen[3]));
    }
  }

  private static double middle(List<Double> ratios) {
    return PvfRuns.median(ratios.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double worst(List<Double> ratios) {
    return ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  @FormatMethod
  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
