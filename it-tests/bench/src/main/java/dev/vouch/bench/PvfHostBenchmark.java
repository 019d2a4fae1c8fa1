package dev.vouch.bench;

import com.google.errorprone.annotations.FormatMethod;
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
import dev.vouch.pvf.supervisor.GuestCache;
import dev.vouch.pvf.supervisor.GuestCaches;
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
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What a PVF host costs beside the guest, as Markdown tables: how long a worker takes from its
 * start to its first result with and without AOT caches and warm-up, from the kill of a slot's
 * worker to the next result, and a round trip from slot to worker and back without any guest work.
 * An argument names a directory of real blocks; without it the first two are measured with a guest
 * that does nothing.
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

  /** A spare stands by at least so long. */
  private static final long IDLE_MILLIS = 1_000;

  private static final int KILLS = 30;
  private static final int TRIPS = 200;

  /** A host's own code is compiled long before it has answered as many. */
  private static final int TRIPS_BEFORE = 1_000;

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

  /** How a worker is started and when it is asked. */
  private record Start(
      String cache, boolean warmUp, long idleMillis, Supervisor by, Optional<GuestCache> guest) {}

  private void measure(Path directory, Optional<Path> real) throws Exception {
    List<Guest> guests = guests(real);
    SupervisorSettings settings = SupervisorSettings.defaults(WorkerJars.unpack(directory));
    try (Supervisor without = new Supervisor(settings, WorkerListener.NONE);
        Supervisor with = new Supervisor(settings, WorkerListener.NONE);
        Supervisor warm = new Supervisor(settings.withWarmUp(true), WorkerListener.NONE);
        GuestCaches caches =
            new GuestCaches(warm, directory, guests.size(), Optional.of(Duration.ZERO));
        FastStart _ = FastStart.begin(with, directory, Optional.of(Duration.ZERO))) {
      await(with::hasAotCache);
      try (FastStart _ = FastStart.begin(warm, directory, Optional.empty())) {
        line("Fresh workers, median of %d, in turn (ms; the wait before the first", STARTS);
        line("question is in none of them):");
        line("");
        line(
            "| guest | AOT cache | warm-up | waits | hello, wall | load, wall | load, CPU | first"
                + " run, guest CPU | start to result, wall | CPU of the process |");
        line("|---|---|---|---|---|---|---|---|---|---|");
        for (Guest guest : guests) {
          starts(guest, without, with, warm, caches);
        }
      }
    }
    kills(directory, guests);
    trips(directory);
  }

  private static void await(BooleanSupplier done) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!done.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
  }

  private void starts(
      Guest guest, Supervisor without, Supervisor with, Supervisor warm, GuestCaches caches)
      throws SpawnException, InterruptedException {
    Frame.PrepareDone artifact = new PvfRuns(without).prepare(guest.code().toArray());
    Hash digest = Hash.of(artifact.digest().array());
    caches.want(digest, artifact.artifact()::array);
    await(() -> caches.find(digest).isPresent());
    Optional<GuestCache> own = caches.find(digest);
    List<Start> starts =
        List.of(
            new Start("none", false, 0, without, Optional.empty()),
            new Start("workers'", false, 0, with, Optional.empty()),
            new Start("workers'", true, 0, warm, Optional.empty()),
            new Start("workers'", true, IDLE_MILLIS, warm, Optional.empty()),
            new Start("artifact's", true, 0, warm, own),
            new Start("artifact's", true, IDLE_MILLIS, warm, own));
    double[][][] seen = new double[starts.size()][6][STARTS];
    for (int i = 0; i < STARTS; i++) {
      for (int kind = 0; kind < starts.size(); kind++) {
        double[] one = start(guest, artifact, starts.get(kind));
        for (int k = 0; k < one.length; k++) {
          seen[kind][k][i] = one[k];
        }
      }
    }
    for (int kind = 0; kind < starts.size(); kind++) {
      double[] medians = Arrays.stream(seen[kind]).mapToDouble(PvfRuns::median).toArray();
      Start start = starts.get(kind);
      line(
          "| %s | %s | %s | %d | %.0f | %.0f | %.0f | %.1f | %.0f | %.0f |",
          guest.name(),
          start.cache(),
          start.warmUp() ? "yes" : "no",
          start.idleMillis(),
          medians[0],
          medians[1],
          medians[2],
          medians[3],
          medians[4],
          medians[5]);
    }
  }

  private static double[] start(Guest guest, Frame.PrepareDone artifact, Start start)
      throws SpawnException, InterruptedException {
    long begun = System.nanoTime();
    var runs = new PvfRuns(start.by());
    try (WorkerProcess worker = start.by().spawn(WorkerKind.EXECUTE_C1, start.guest())) {
      double hello = (System.nanoTime() - begun) / NANOS_PER_MILLI;
      Thread.sleep(start.idleMillis());
      long asked = System.nanoTime();
      PvfRuns.Loaded loaded = runs.load(worker, artifact);
      double[] run = runs.run(worker, guest.block(), guest.params().toArray(), 1);
      double total = hello + (System.nanoTime() - asked) / NANOS_PER_MILLI;
      Duration cpu =
          ProcessHandle.of(worker.pid())
              .flatMap(p -> p.info().totalCpuDuration())
              .orElse(Duration.ZERO);
      return new double[] {
        hello, loaded.wallMillis(), loaded.cpuMillis(), run[0], total, cpu.toMillis()
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

  /** One that was killed is counted by its host until it has been reaped. */
  private static long alive(PvfHost host) {
    return host.workerPids().stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .filter(ProcessHandle::isAlive)
        .count();
  }

  private static void awaitWorkers(PvfHost host, int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (alive(host) < count && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    // A spare stands by long before it is needed, and no two workers die at the same time.
    Thread.sleep(count > 1 ? IDLE_MILLIS : 50);
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
    for (int i = -TRIPS_BEFORE; i < TRIPS; i++) {
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

  @FormatMethod
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
