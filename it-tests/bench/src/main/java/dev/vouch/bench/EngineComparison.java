package dev.vouch.bench;

import dev.vouch.frames.Frame;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Payload;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.fixtures.UndyingState;
import dev.vouch.pvf.supervisor.SpawnException;
import dev.vouch.pvf.supervisor.Supervisor;
import dev.vouch.pvf.supervisor.SupervisorSettings;
import dev.vouch.pvf.supervisor.WorkerJars;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerListener;
import dev.vouch.pvf.supervisor.WorkerProcess;
import dev.vouch.pvf.supervisor.WorkerReply;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The same Wasm bytes in our workers (C1 alone, and with C2), in Wasmtime and in V8, and the
 * kernels in C: CPU time of the thread that computes, the best of several runs, each in a fresh
 * instance, after as many that are not counted. Every side must give the same result. What is not
 * installed is left out and named. Arguments: the directory of the other sides' sources, a
 * directory to build in, and the runs to count.
 */
public final class EngineComparison {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** A short call is compiled by C2 only after it was made often. */
  private static final long WARM_UP_NANOS = 2_000_000_000;

  private static final int MOST_WARM_UPS = 2_000;

  private static final Payload DEFAULT_PARAMS =
      Payload.of(ExecutorParams.CODEC.encodeToBytes(ExecutorParams.defaults()).toArray());

  /** A module and its input; the native side knows it by name and number. */
  private record Work(String name, Payload wasm, Payload input, int iterations) {}

  /** One side's best time. */
  private record Time(double millis, String result) {}

  private final List<String> leftOut = new ArrayList<>();
  private final Path sources;
  private final Path build;
  private final int runs;
  private final PrintStream out;

  private EngineComparison(Path sources, Path build, int runs, PrintStream out) {
    this.sources = sources;
    this.build = build;
    this.runs = runs;
    this.out = out;
  }

  /** See the class. */
  public static void main(String[] args) throws IOException, SpawnException, InterruptedException {
    Path build = Files.createDirectories(Path.of(args[1]).resolve("engines")).toAbsolutePath();
    new EngineComparison(
            Path.of(args[0]).toAbsolutePath(), build, Integer.parseInt(args[2]), System.out)
        .compare();
  }

  private static List<Work> works() {
    List<Work> works = new ArrayList<>();
    works.add(kernel("blake2b", 400_000));
    works.add(kernel("keccak", 60_000));
    works.add(kernel("sha256", 400_000));
    works.add(kernel("multiply64", 50_000_000));
    works.add(kernel("copy", 3_000));
    works.add(kernel("chase", 10_000_000));
    AdderState adder = AdderState.genesis();
    byte[] block =
        adder
            .block(AdderState.genesisHead(), AdderState.STEP)
            .validationParams(AdderState.genesisHead(), 1, new byte[32]);
    works.add(new Work("adder", Payload.of(Fixtures.adder()), Payload.of(block), 0));
    UndyingState grave = UndyingState.genesis();
    byte[] long1 =
        grave
            .block(grave.genesisHead(), 20_000_000, 1)
            .validationParams(grave.genesisHead(), 1, new byte[32]);
    works.add(new Work("undying", Payload.of(Fixtures.undying()), Payload.of(long1), 0));
    return works;
  }

  private static Work kernel(String name, int iterations) {
    byte[] input = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(iterations).array();
    return new Work(name, Payload.of(Fixtures.kernel(name)), Payload.of(input), iterations);
  }

  private void compare() throws IOException, SpawnException, InterruptedException {
    boolean wasmtime = hasWasmtime();
    boolean v8 = has("V8", List.of("node", "--version"));
    Path native1 = build.resolve("kernels");
    boolean c =
        has(
            "native C",
            List.of(
                "gcc", "-O2", "-o", native1.toString(), sources.resolve("kernels.c").toString()));
    List<Map<String, Time>> rows = new ArrayList<>();
    List<Work> works = works();
    Path unpacked = Files.createDirectories(build.resolve("worker"));
    try (Supervisor supervisor =
        new Supervisor(
            SupervisorSettings.defaults(WorkerJars.unpack(unpacked)), WorkerListener.NONE)) {
      for (Work work : works) {
        Map<String, Time> row = new TreeMap<>();
        Path wasm = Files.write(build.resolve(work.name + ".wasm"), work.wasm.array());
        Path input = Files.write(build.resolve(work.name + ".input"), work.input.array());
        String twice = String.valueOf(2 * runs);
        if (wasmtime) {
          row.put("Wasmtime", best(python("wasmtime_runner.py", wasm, input, twice)));
        }
        if (v8) {
          row.put(
              "V8",
              best(
                  List.of(
                      "node",
                      "--single-threaded",
                      sources.resolve("v8_runner.mjs").toString(),
                      wasm.toString(),
                      input.toString(),
                      twice)));
        }
        if (c && work.iterations > 0) {
          row.put(
              "C",
              best(List.of(native1.toString(), work.name, String.valueOf(work.iterations), twice)));
        }
        Frame.PrepareDone prepared = prepare(supervisor, work);
        row.put("C1", ours(supervisor, WorkerKind.EXECUTE_C1, prepared, work));
        row.put("C2", ours(supervisor, WorkerKind.EXECUTE_TIERED, prepared, work));
        agree(work, row);
        rows.add(row);
      }
    }
    print(works, rows);
  }

  private static void agree(Work work, Map<String, Time> row) {
    if (row.values().stream().map(Time::result).distinct().count() != 1) {
      throw new IllegalStateException(work.name + ": the results differ: " + row);
    }
  }

  private boolean hasWasmtime() throws IOException, InterruptedException {
    Path wheel = build.resolve("wheel");
    return Files.exists(wheel.resolve("wasmtime"))
        || has(
            "Wasmtime",
            List.of(
                "python3",
                "-m",
                "pip",
                "install",
                "-q",
                "--target",
                wheel.toString(),
                "wasmtime==36.*"));
  }

  /** Runs the command; says what is left out where that fails. */
  private boolean has(String side, List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      if (process.waitFor() == 0) {
        return true;
      }
      leftOut.add(side + ": '" + command.getFirst() + "' failed");
    } catch (IOException e) {
      leftOut.add(side + ": there is no '" + command.getFirst() + "'");
    }
    return false;
  }

  private List<String> python(String script, Path wasm, Path input, String count) {
    return List.of(
        "env",
        "PYTHONPATH=" + build.resolve("wheel"),
        "python3",
        sources.resolve(script).toString(),
        wasm.toString(),
        input.toString(),
        count);
  }

  /** The best of the second half of the lines that a runner prints. */
  private Time best(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines;
    try (var in = process.inputReader()) {
      lines = in.lines().toList();
    }
    if (process.waitFor() != 0 || lines.size() != 2 * runs) {
      throw new IllegalStateException(command + " failed");
    }
    long nanos =
        lines.subList(runs, 2 * runs).stream()
            .mapToLong(line -> Long.parseLong(line.split(" ", -1)[0]))
            .min()
            .orElseThrow();
    return new Time(nanos / NANOS_PER_MILLI, lines.getLast().split(" ", -1)[1]);
  }

  private static Frame.PrepareDone prepare(Supervisor supervisor, Work work)
      throws SpawnException, InterruptedException {
    try (WorkerProcess worker = supervisor.spawn(WorkerKind.PREPARE)) {
      WorkerReply reply =
          worker.prepare(new Frame.PrepareJob(1, work.wasm, 1 << 20, DEFAULT_PARAMS, false), LIMIT);
      if (reply instanceof WorkerReply.Answered(Frame.PrepareDone done, var _, var _)) {
        return done;
      }
      throw new IllegalStateException(work.name + " does not prepare: " + reply);
    }
  }

  private Time ours(Supervisor supervisor, WorkerKind kind, Frame.PrepareDone prepared, Work work)
      throws SpawnException, InterruptedException {
    try (WorkerProcess worker = supervisor.spawn(kind)) {
      worker.load(
          new Frame.LoadArtifact(prepared.artifact(), prepared.digest(), Frame.EngineMode.COMPILED),
          LIMIT);
      long best = Long.MAX_VALUE;
      byte[] result = {};
      int warm = 0;
      long warmNanos = 0;
      int counted = 0;
      for (int i = 0; counted < runs; i++) {
        WorkerReply reply =
            worker.execute(
                new Frame.ExecuteJob(i, DEFAULT_PARAMS, new JobInput.RawParams(work.input)), LIMIT);
        if (!(reply instanceof WorkerReply.Answered(Frame.ExecuteDone done, var _, var _))) {
          throw new IllegalStateException(work.name + " has another outcome: " + reply);
        }
        result = done.result().array();
        if (warm < runs || (warmNanos < WARM_UP_NANOS && warm < MOST_WARM_UPS)) {
          warm++;
          warmNanos += done.guestCpuNanos();
        } else {
          counted++;
          best = Math.min(best, done.guestCpuNanos());
        }
      }
      byte[] first = java.util.Arrays.copyOf(result, 8);
      Bytes reversed =
          Bytes.wrap(
              ByteBuffer.allocate(8)
                  .putLong(ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong())
                  .array());
      return new Time(best / NANOS_PER_MILLI, reversed.toHex());
    }
  }

  private void print(List<Work> works, List<Map<String, Time>> rows) {
    leftOut.forEach(side -> out.println("left out: " + side));
    out.println(
        "| work | Wasmtime ms | V8 ms | C ms | ours C1 ms | ours C2 ms | C1 / Wasmtime | C2 /"
            + " Wasmtime |");
    out.println("|---|---|---|---|---|---|---|---|");
    for (int i = 0; i < works.size(); i++) {
      Map<String, Time> row = rows.get(i);
      out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %s | %s | %s | %s | %s |%n",
          works.get(i).name,
          millis(row, "Wasmtime"),
          millis(row, "V8"),
          millis(row, "C"),
          millis(row, "C1"),
          millis(row, "C2"),
          ratio(row, "C1"),
          ratio(row, "C2"));
    }
    for (String kind : List.of("C1", "C2", "V8")) {
      mean(rows, kind)
          .ifPresent(
              mean ->
                  out.printf(Locale.ROOT, "geometric mean of %s / Wasmtime: %.2f%n", kind, mean));
    }
  }

  private static String millis(Map<String, Time> row, String side) {
    return Optional.ofNullable(row.get(side))
        .map(t -> String.format(Locale.ROOT, "%.2f", t.millis))
        .orElse("-");
  }

  private static String ratio(Map<String, Time> row, String side) {
    return ratioOf(row, side).map(r -> String.format(Locale.ROOT, "%.2f", r)).orElse("-");
  }

  private static Optional<Double> ratioOf(Map<String, Time> row, String side) {
    Time ours = row.get(side);
    Time theirs = row.get("Wasmtime");
    return ours == null || theirs == null
        ? Optional.empty()
        : Optional.of(ours.millis / theirs.millis);
  }

  private static Optional<Double> mean(List<Map<String, Time>> rows, String side) {
    List<Double> ratios = rows.stream().flatMap(r -> ratioOf(r, side).stream()).toList();
    return ratios.isEmpty()
        ? Optional.empty()
        : Optional.of(Math.exp(ratios.stream().mapToDouble(Math::log).average().orElseThrow()));
  }
}
