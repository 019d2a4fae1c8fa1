package dev.vouch.bench;

import dev.vouch.crypto.Hashes;
import dev.vouch.frames.Frame;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.pvf.host.PvfHost;
import dev.vouch.pvf.host.PvfHostConfig;
import dev.vouch.pvf.host.PvfHostMeters;
import dev.vouch.pvf.host.RunInput;
import dev.vouch.pvf.host.RunOutcome;
import dev.vouch.pvf.host.RunRequest;
import dev.vouch.pvf.supervisor.FastStart;
import dev.vouch.pvf.supervisor.SpawnException;
import dev.vouch.pvf.supervisor.Supervisor;
import dev.vouch.pvf.supervisor.SupervisorSettings;
import dev.vouch.pvf.supervisor.WorkerJars;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerListener;
import dev.vouch.pvf.supervisor.WorkerProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * What a PVF host costs beside the guest, as Markdown tables: how long a worker takes from its
 * start to its first result with and without the AOT cache, from the kill of a slot's worker to the
 * next result, and a round trip from slot to worker and back without any guest work. An argument
 * names a directory of real blocks; without it the first two are measured with a guest that does
 * nothing.
 */
public final class PvfHostBenchmark {
  /** {@code validate_block} that returns an empty result at once. */
  private static final byte[] NOTHING =
      HexFormat.of()
          .parseHex(
              "0061736d0100000001070160027f7f017e0302010005030100110608017f00418080040b072903066d656d6f7279"
                  + "02000b5f5f686561705f6261736503000e76616c69646174655f626c6f636b00000a0b010900"
                  + "4290808080c0010b0b12010041100b0c000000000000000000000000");

  /** 300 transfers. */
  private static final String BLOCK = "asset-hub-rococo-b5";

  private static final int STARTS = 9;
  private static final int KILLS = 15;
  private static final int TRIPS = 200;
  private static final int LIMIT_MILLIS = 60_000;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<Hash, byte[]> blobs = new HashMap<>();
  private final PrintStream out;

  private PvfHostBenchmark(PrintStream out) {
    this.out = out;
  }

  /** See the class. */
  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("vouch-bench");
    try {
      new PvfHostBenchmark(System.out)
          .measure(directory, args.length == 0 ? Optional.empty() : Optional.of(Path.of(args[0])));
    } finally {
      remove(directory);
    }
  }

  /** One guest with an input and what that gives. */
  private record Guest(String name, Bytes code, Bytes params, RealBlock block) {}

  private static List<Guest> guests(Optional<Path> real) throws IOException {
    RealBlock empty =
        new RealBlock(
            "nothing",
            "",
            Path.of(""),
            HexFormat.of().formatHex(Hashes.blake2b256(new byte[12])),
            0,
            0);
    Guest nothing = new Guest("nothing", Bytes.wrap(NOTHING), Bytes.EMPTY, empty);
    if (real.isEmpty()) {
      return List.of(nothing);
    }
    RealBlock block =
        RealBlock.above(50, real.get()).stream()
            .filter(b -> b.name().equals(BLOCK))
            .findFirst()
            .orElseThrow(() -> new IOException("no block " + BLOCK + " in " + real.get()));
    byte[] code = Files.readAllBytes(real.get().resolve(block.code() + ".code"));
    return List.of(
        nothing, new Guest(BLOCK, Bytes.wrap(code), Bytes.wrap(block.readParams()), block));
  }

  private void measure(Path directory, Optional<Path> real) throws Exception {
    List<Guest> guests = guests(real);
    SupervisorSettings settings = SupervisorSettings.defaults(WorkerJars.unpack(directory));
    try (Supervisor without = new Supervisor(settings, WorkerListener.NONE);
        Supervisor with = new Supervisor(settings, WorkerListener.NONE);
        FastStart making = FastStart.begin(with, directory, Optional.of(Duration.ZERO))) {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (!with.hasAotCache() && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
      line("Fresh workers, median of %d, in turn without and with the AOT cache (ms):", STARTS);
      line("");
      line(
          "| guest | cache | hello, wall | load, wall | load, CPU | first run, guest CPU | start to"
              + " result, wall | CPU of the process |");
      line("|---|---|---|---|---|---|---|---|");
      for (Guest guest : guests) {
        starts(guest, without, with);
      }
    }
    kills(directory, guests);
    trips(directory);
  }

  private void starts(Guest guest, Supervisor without, Supervisor with)
      throws SpawnException, InterruptedException {
    Frame.PrepareDone artifact = new PvfRuns(without).prepare(guest.code().toArray());
    double[][][] seen = new double[2][6][STARTS];
    for (int i = 0; i < STARTS; i++) {
      for (int cached = 0; cached < 2; cached++) {
        double[] one = start(guest, artifact, cached == 0 ? without : with);
        for (int k = 0; k < one.length; k++) {
          seen[cached][k][i] = one[k];
        }
      }
    }
    for (int cached = 0; cached < 2; cached++) {
      double[] medians = Arrays.stream(seen[cached]).mapToDouble(PvfRuns::median).toArray();
      line(
          "| %s | %s | %.0f | %.0f | %.0f | %.1f | %.0f | %.0f |",
          guest.name(),
          cached == 0 ? "no" : "yes",
          medians[0],
          medians[1],
          medians[2],
          medians[3],
          medians[4],
          medians[5]);
    }
  }

  private static double[] start(Guest guest, Frame.PrepareDone artifact, Supervisor supervisor)
      throws SpawnException, InterruptedException {
    long begun = System.nanoTime();
    var timed = new long[1];
    var runs = new PvfRuns(supervisor);
    try (WorkerProcess worker = supervisor.spawn(WorkerKind.EXECUTE_C1)) {
      timed[0] = System.nanoTime();
      PvfRuns.Loaded loaded = runs.load(worker, artifact);
      double[] run = runs.run(worker, guest.block(), guest.params().toArray(), 1);
      double total = (System.nanoTime() - begun) / NANOS_PER_MILLI;
      Duration cpu =
          ProcessHandle.of(worker.pid())
              .flatMap(p -> p.info().totalCpuDuration())
              .orElse(Duration.ZERO);
      return new double[] {
        (timed[0] - begun) / NANOS_PER_MILLI,
        loaded.wallMillis(),
        loaded.cpuMillis(),
        run[0],
        total,
        cpu.toMillis()
      };
    }
  }

  private BlobRef put(byte[] bytes) {
    Hash hash = Hash.of(Hashes.blake2b256(bytes));
    blobs.put(hash, bytes);
    return new BlobRef(hash, bytes.length);
  }

  private byte[] read(BlobRef ref) throws IOException {
    byte[] found = blobs.get(ref.hash());
    if (found == null) {
      throw new IOException("no blob " + ref.hash());
    }
    return found;
  }

  private RunRequest request(byte[] code, RunInput input) {
    return new RunRequest(
        new PvfPrepData(
            put(code), ExecutorParams.defaults(), 50 << 20, LIMIT_MILLIS, PrepKind.COMPILATION),
        input,
        LIMIT_MILLIS,
        PreparePriority.NORMAL,
        new PvfExecKind.Approval(),
        EngineMode.COMPILED,
        Jit.C1,
        false);
  }

  /** With its wall-clock time in milliseconds. */
  private static double run(PvfHost host, RunRequest request)
      throws InterruptedException, ExecutionException, TimeoutException {
    long begun = System.nanoTime();
    RunOutcome outcome = host.execute(request).get(2, TimeUnit.MINUTES);
    double millis = (System.nanoTime() - begun) / NANOS_PER_MILLI;
    if (!(outcome instanceof RunOutcome.Returned)) {
      throw new IllegalStateException("a run has no result: " + outcome);
    }
    return millis;
  }

  private void kills(Path directory, List<Guest> guests) throws Exception {
    line("");
    line("One slot whose worker is killed, then the next job at once: wall ms until its result");
    line("(median, worst of %d; warm: the same job without a kill):", KILLS);
    line("");
    line("| guest | spares | warm | after a kill | worst |");
    line("|---|---|---|---|---|");
    for (Guest guest : guests) {
      for (int spares = 0; spares <= 1; spares++) {
        kills(directory, guest, spares);
      }
    }
  }

  private void kills(Path directory, Guest guest, int spares) throws Exception {
    PvfHostConfig config =
        PvfHostConfig.defaults(directory).withSlots(1).withSpares(spares).withMakeAotCache(false);
    RunRequest request = request(guest.code().toArray(), new RunInput.Raw(guest.params()));
    try (PvfHost host =
        PvfHost.start(config, this::read, new PvfHostMeters(new SimpleMeterRegistry()))) {
      double[] warm = new double[KILLS];
      double[] killed = new double[KILLS];
      run(host, request);
      long slot = -1;
      for (int i = 0; i < KILLS; i++) {
        warm[i] = run(host, request);
        awaitWorkers(host, 1 + spares);
        slot = oldest(host);
        ProcessHandle.of(slot).ifPresent(ProcessHandle::destroyForcibly);
        killed[i] = run(host, request);
      }
      line(
          "| %s | %d | %.1f | %.1f | %.1f |",
          guest.name(),
          spares,
          PvfRuns.median(warm),
          PvfRuns.median(killed),
          Arrays.stream(killed).max().orElse(0));
    }
  }

  /** Spares are younger than the worker of the slot, since they are replaced when one is taken. */
  private static long oldest(PvfHost host) {
    return host.workerPids().stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .min(Comparator.comparing(p -> p.info().startInstant().orElseThrow()))
        .orElseThrow()
        .pid();
  }

  private static void awaitWorkers(PvfHost host, int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (host.workerPids().size() < count && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    // One that starts is counted before it is a spare.
    Thread.sleep(100);
  }

  private void trips(Path directory) throws Exception {
    line("");
    line(
        "Round trip from the host to a warm worker and back with a guest that does nothing, %d",
        TRIPS);
    line("jobs (ms; the CPU time of the guest's thread holds the copy into linear memory):");
    line("");
    line("| input | best | median | 90 %% | guest CPU, median |");
    line("|---|---|---|---|---|");
    PvfHostConfig config =
        PvfHostConfig.defaults(directory).withSlots(1).withSpares(0).withMakeAotCache(false);
    try (PvfHost host =
        PvfHost.start(config, this::read, new PvfHostMeters(new SimpleMeterRegistry()))) {
      for (int kib : new int[] {10, 1024, 5 * 1024}) {
        byte[] data = new byte[kib << 10];
        new Random(kib).nextBytes(data);
        trips(host, "parameters, " + kib + " KiB", new RunInput.Raw(Bytes.wrap(data)));
        BlobRef pov = put(PoV.CODEC.encodeToBytes(new PoV(Bytes.wrap(data))).toArray());
        PersistedValidationData pvd =
            new PersistedValidationData(new HeadData(Bytes.EMPTY), 1, Hash.ZERO, 10 << 20);
        trips(
            host, "candidate, " + kib + " KiB", new RunInput.Candidate(pvd, pov, Optional.empty()));
      }
    }
  }

  private void trips(PvfHost host, String name, RunInput input) throws Exception {
    RunRequest request = request(NOTHING, input);
    double[] millis = new double[TRIPS];
    double[] cpu = new double[TRIPS];
    for (int i = -TRIPS; i < TRIPS; i++) {
      long begun = System.nanoTime();
      RunOutcome outcome = host.execute(request).get(2, TimeUnit.MINUTES);
      double took = (System.nanoTime() - begun) / NANOS_PER_MILLI;
      if (!(outcome instanceof RunOutcome.Returned done)) {
        throw new IllegalStateException("a run has no result: " + outcome);
      }
      if (i >= 0) {
        millis[i] = took;
        cpu[i] = done.cpuNanos() / NANOS_PER_MILLI;
      }
    }
    Arrays.sort(millis);
    line(
        "| %s | %.2f | %.2f | %.2f | %.2f |",
        name, millis[0], millis[TRIPS / 2], millis[TRIPS * 9 / 10], PvfRuns.median(cpu));
  }

  private void line(String format, Object... values) {
    out.println(format.formatted(values));
    out.flush();
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.deleteIfExists(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
