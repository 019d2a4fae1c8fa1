package dev.vouch.bench;

import com.google.errorprone.annotations.FormatMethod;
import dev.vouch.crypto.Hashes;
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
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
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
 * start to its first result with and without AOT caches and warm-up, from the kill of a slot's
 * worker to the next result, and a round trip from slot to worker and back without any guest work.
 * An argument names a directory of real blocks; without it the first two are measured with a guest
 * that does nothing.
 */
public final class PvfHostBenchmark {
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

  private void measure(Path directory, Optional<Path> real) throws Exception {
    List<HostGuest> guests = HostGuest.all(real);
    new FreshWorkers(out).measure(directory, guests);
    kills(directory, guests);
    trips(directory);
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

  private void kills(Path directory, List<HostGuest> guests) throws Exception {
    line("");
    line("One slot whose worker is killed, then the next job at once: wall ms until its result");
    line("(median, worst of %d; warm: the same job without a kill):", KILLS);
    line("");
    line("| guest | spares | warm | after a kill | worst |");
    line("|---|---|---|---|---|");
    for (HostGuest guest : guests) {
      for (int spares = 0; spares <= 1; spares++) {
        kills(directory, guest, spares);
      }
    }
  }

  private void kills(Path directory, HostGuest guest, int spares) throws Exception {
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
    Thread.sleep(count > 1 ? FreshWorkers.IDLE_MILLIS : 50);
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
    RunRequest request = request(HostGuest.nothing(), input);
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
