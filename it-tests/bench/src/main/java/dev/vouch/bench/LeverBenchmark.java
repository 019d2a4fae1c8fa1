package dev.vouch.bench;

import dev.vouch.frames.Frame;
import dev.vouch.frames.Levers;
import dev.vouch.pvf.supervisor.SpawnException;
import dev.vouch.pvf.supervisor.Supervisor;
import dev.vouch.pvf.supervisor.SupervisorSettings;
import dev.vouch.pvf.supervisor.WorkerJars;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * What each lever gains: full blocks of production runtimes in real workers, with all levers on,
 * with each off alone, with one on top of the other. The workers of a table live side by side and
 * take turns, one run each; every result is compared with the reference's. CPU time of the guest's
 * thread, as Markdown tables; progress on standard error.
 *
 * <pre>mvn -pl it-tests/bench -am -Dquick -Plever-bench -Dvouch.real=DIR package</pre>
 *
 * <p>Takes about ten minutes. {@code -Dlever.bench.args="..."}: {@code --kinds K,...} of {@link
 * WorkerKind} (both that execute); {@code --above MS}, blocks by the reference's time (200: the
 * full ones); {@code --warm-up N} rounds that are not counted (8), {@code --runs N} that are (6);
 * {@code --minutes N} after which rounds that are not needed are left out (11); {@code --tables T}
 * of {@code without}, {@code stack} (both).
 *
 * <p>A short run, {@code -Dlever.bench.args="--kinds EXECUTE_C1 --tables without --above 300
 * --warm-up 3 --runs 3"}, x86-64, 4 cores shared with other builds (load average 25 to 50),
 * 2026-11-21; guest CPU of bridge-hub-polkadot-b6 under C1 by that with all on, best and median:
 *
 * <pre>{@code
 * without static-memory (and so three others)   4.73  4.71
 * without memory-intrinsics                     2.25  2.22
 * without huge-methods                          1.37  1.47
 * without c1-inlining                           1.27  1.35
 * without no-interruption-checks                1.04  1.11
 * without global-fields                         1.34  1.46
 * without split-call-indirect                   1.41  1.44
 * without bound-host                            1.00  1.07
 * all off                                       5.27  5.53
 * }</pre>
 */
public final class LeverBenchmark {
  /** Fewer counted rounds tell nothing. */
  private static final int LEAST_RUNS = 3;

  private static final long NANOS_PER_MINUTE = 60_000_000_000L;

  private final Path real;
  private final int warmUp;
  private final int counted;
  private final double above;
  private final long nanos;
  private final List<WorkerKind> kinds;
  private final Map<String, List<LeverVariant>> tables = new LinkedHashMap<>();
  private final PrintStream out;
  private final PrintStream progress;

  private LeverBenchmark(Map<String, String> options, PrintStream out, PrintStream progress) {
    this.real = Path.of(options.getOrDefault("--real", ""));
    this.warmUp = Integer.parseInt(options.getOrDefault("--warm-up", "8"));
    this.counted = Integer.parseInt(options.getOrDefault("--runs", "6"));
    this.above = Double.parseDouble(options.getOrDefault("--above", "200"));
    this.nanos = Long.parseLong(options.getOrDefault("--minutes", "11")) * NANOS_PER_MINUTE;
    this.kinds =
        List.of(options.getOrDefault("--kinds", "EXECUTE_C1,EXECUTE_TIERED").split(",", -1))
            .stream()
            .map(WorkerKind::valueOf)
            .toList();
    String wanted = options.getOrDefault("--tables", "without,stack");
    if (wanted.contains("without")) {
      tables.put("each lever off alone", LeverVariant.leaveOneOut());
    }
    if (wanted.contains("stack")) {
      tables.put("one on top of the other", LeverVariant.oneOnTopOfTheOther());
    }
    this.out = out;
    this.progress = progress;
  }

  /** See the class. */
  public static void main(String[] args)
      throws IOException, SpawnException, InterruptedException, ExecutionException {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    var benchmark = new LeverBenchmark(options, System.out, System.err);
    if (!Files.exists(benchmark.real.resolve("manifest.json"))) {
      System.err.println(
          "no manifest.json in '%s'; name a directory of real blocks with -Dvouch.real=DIR"
              .formatted(benchmark.real));
      System.exit(2);
    }
    benchmark.measure();
  }

  private void measure()
      throws IOException, SpawnException, InterruptedException, ExecutionException {
    long end = System.nanoTime() + nanos;
    Path unpacked = Files.createTempDirectory("vouch-bench");
    WorkerJars jars = WorkerJars.unpack(unpacked);
    Map<List<String>, Supervisor> supervisors = new LinkedHashMap<>();
    try {
      tables.values().stream()
          .flatMap(List::stream)
          .map(LeverVariant::levers)
          .forEach(
              levers ->
                  supervisors.computeIfAbsent(
                      levers.options(),
                      _ ->
                          new Supervisor(
                              SupervisorSettings.defaults(jars).withLevers(levers),
                              WorkerListener.NONE)));
      List<RealBlock> blocks = RealBlock.above(above, real);
      var artifacts = new LeverArtifacts(real, supervisors.values().iterator().next(), progress);
      artifacts.prepare(blocks, tables.values());
      int left = kinds.size() * tables.size() * blocks.size();
      for (WorkerKind kind : kinds) {
        for (Map.Entry<String, List<LeverVariant>> table : tables.entrySet()) {
          List<double[][]> columns = new ArrayList<>();
          for (RealBlock block : blocks) {
            long share = Math.max(0, end - System.nanoTime()) / left--;
            say("%s, %s, %s", kind, table.getKey(), block.name());
            columns.add(turns(kind, block, table.getValue(), supervisors, artifacts, share));
          }
          print(kind, table.getKey(), table.getValue(), blocks, columns);
        }
      }
    } finally {
      supervisors.values().forEach(Supervisor::close);
      PvfBenchmark.remove(unpacked);
    }
  }

  /** Milliseconds of the counted runs, by variant. */
  private double[][] turns(
      WorkerKind kind,
      RealBlock block,
      List<LeverVariant> variants,
      Map<List<String>, Supervisor> supervisors,
      LeverArtifacts artifacts,
      long share)
      throws IOException, SpawnException, InterruptedException {
    long start = System.nanoTime();
    byte[] input = block.readParams();
    List<PvfRuns> runs = new ArrayList<>();
    List<PvfRuns.Loaded> workers = new ArrayList<>();
    List<double[]> rounds = new ArrayList<>();
    try {
      for (LeverVariant variant : variants) {
        Levers levers = variant.levers();
        Frame.PrepareDone artifact = artifacts.get(block.code(), levers);
        runs.add(new PvfRuns(Objects.requireNonNull(supervisors.get(levers.options()))));
        workers.add(runs.getLast().load(kind, artifact));
      }
      long warmUntil = start + share / 2;
      for (int round = 0; round < warmUp + counted && rounds.size() < counted; round++) {
        double[] millis = new double[variants.size()];
        for (int i = 0; i < millis.length; i++) {
          millis[i] = runs.get(i).run(workers.get(i).worker(), block, input, 1)[0];
        }
        long now = System.nanoTime();
        boolean warm = round >= warmUp || (round >= LEAST_RUNS && now > warmUntil);
        if (warm) {
          rounds.add(millis);
        }
        say(
            "  round %d%s, %d s",
            round + 1, warm ? "" : " (warming up)", (now - start) / 1_000_000_000L);
        if (rounds.size() >= LEAST_RUNS && now > start + share) {
          break;
        }
      }
    } finally {
      workers.forEach(PvfRuns.Loaded::close);
    }
    return IntStream.range(0, variants.size())
        .mapToObj(v -> rounds.stream().mapToDouble(r -> r[v]).toArray())
        .toArray(double[][]::new);
  }

  private void print(
      WorkerKind kind,
      String title,
      List<LeverVariant> variants,
      List<RealBlock> blocks,
      List<double[][]> columns) {
    int all =
        IntStream.range(0, variants.size())
            .filter(v -> variants.get(v).levers().equals(Levers.ALL))
            .findFirst()
            .orElseThrow();
    StringBuilder head = new StringBuilder("| levers |");
    blocks.forEach(b -> head.append(" %s, best, median ms |".formatted(b.name())));
    line("");
    line("**%s, %s** (guest CPU, %d runs each)", kind, title, columns.getFirst()[0].length);
    line("");
    line("%s by all on, best, median |", head);
    line("|%s", "---|".repeat(blocks.size() + 2));
    for (int v = 0; v < variants.size(); v++) {
      StringBuilder cells = new StringBuilder();
      double best = 1;
      double median = 1;
      for (double[][] column : columns) {
        cells.append(
            String.format(
                Locale.ROOT, " %.1f, %.1f |", PvfRuns.best(column[v]), PvfRuns.median(column[v])));
        best *= PvfRuns.best(column[v]) / PvfRuns.best(column[all]);
        median *= PvfRuns.median(column[v]) / PvfRuns.median(column[all]);
      }
      line(
          "| %s |%s %.2f, %.2f |",
          variants.get(v).label(),
          cells,
          Math.pow(best, 1.0 / columns.size()),
          Math.pow(median, 1.0 / columns.size()));
    }
    out.flush();
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  private void say(String format, Object... values) {
    progress.println("lever-bench: " + String.format(Locale.ROOT, format, values));
  }
}
