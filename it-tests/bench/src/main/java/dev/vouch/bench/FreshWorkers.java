package dev.vouch.bench;

import com.google.errorprone.annotations.FormatMethod;
import dev.vouch.frames.Frame;
import dev.vouch.primitives.Hash;
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
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How long a worker takes from its start to its first result, with and without AOT caches and
 * warm-up.
 */
final class FreshWorkers {
  private static final int STARTS = 9;

  /** A spare stands by at least so long. */
  static final long IDLE_MILLIS = 1_000;

  private static final double NANOS_PER_MILLI = 1e6;

  private final PrintStream out;

  FreshWorkers(PrintStream out) {
    this.out = out;
  }

  /** How a worker is started and when it is asked. */
  private record Start(
      String cache, boolean warmUp, long idleMillis, Supervisor by, Optional<GuestCache> guest) {}

  void measure(Path directory, List<HostGuest> guests) throws Exception {
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
        for (HostGuest guest : guests) {
          starts(guest, without, with, warm, caches);
        }
      }
    }
  }

  private static void await(BooleanSupplier done) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!done.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
  }

  private void starts(
      HostGuest guest, Supervisor without, Supervisor with, Supervisor warm, GuestCaches caches)
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

  private static double[] start(HostGuest guest, Frame.PrepareDone artifact, Start start)
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

  @FormatMethod
  private void line(String format, Object... values) {
    out.println(format.formatted(values));
    out.flush();
  }
}
