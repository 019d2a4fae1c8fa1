package dev.vouch.it.machines;

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
import dev.vouch.pvf.host.Blobs;
import dev.vouch.pvf.host.PvfHost;
import dev.vouch.pvf.host.PvfHostConfig;
import dev.vouch.pvf.host.PvfHostMeters;
import dev.vouch.pvf.host.RunInput;
import dev.vouch.pvf.host.RunOutcome;
import dev.vouch.pvf.host.RunRequest;
import dev.vouch.pvf.queue.PvfEvent;
import dev.vouch.pvf.queue.PvfLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * The process of the soak: one host, several clients that ask for mixed PVFs, somebody who kills
 * and stops its workers, and somebody who damages its files. Prints the figures; exit code 1 if
 * something is wrong.
 */
final class SoakHost {
  private static final int CLIENTS = 3;
  private static final int SLOTS = 2;
  private static final int SPARES = 1;

  /** Quiet moments with a sample: start, middle and end. */
  private static final int QUIET = 3;

  private static final int MOST_IN_A_ROW = 12;

  /** Answers between two disturbances, at most; no longer than these tenths of a second. */
  private static final int MOST_UNDISTURBED = 8;

  private static final int STEPS = 200;

  private static final long CPU_LIMIT_MILLIS = 500;
  private static final List<String> SIGNALS =
      List.of("KILL", "KILL", "KILL", "KILL", "KILL", "KILL", "TERM", "SEGV", "SEGV", "ABRT");

  private final SoakReport report = new SoakReport();
  private final Map<Hash, Bytes> blobs = new HashMap<>();
  private final List<SoakCase> cases = new ArrayList<>();
  private final Path artifacts;
  private final Path temporary;
  private final Random random;
  private final PvfHost host;
  private final AtomicInteger leaf = new AtomicInteger(1);

  /** Clients share it; who wants quiet takes it alone. */
  private final ReadWriteLock turn = new ReentrantReadWriteLock(true);

  private volatile boolean over;

  private SoakHost(Path artifacts, Path temporary, long seed) throws IOException {
    this.artifacts = artifacts;
    this.temporary = temporary;
    this.random = new Random(seed);
    for (SoakCase one : SoakCase.all()) {
      blobs.put(Hash.of(Hashes.blake2b256(one.code().toArray())), one.code());
      for (int i = 0; i < one.weight(); i++) {
        cases.add(one);
      }
    }
    Blobs reader =
        blob -> {
          Bytes bytes = blobs.get(blob.hash());
          if (bytes == null) {
            throw new IOException("no blob " + blob.hash());
          }
          return bytes.toArray();
        };
    PvfLimits limits =
        new PvfLimits(1, 2, 1_000, Integer.MAX_VALUE, 10L << 30, 86_400_000, 4_000, 1_024, 4_096);
    this.host =
        PvfHost.start(
            PvfHostConfig.defaults(artifacts)
                .withSlots(SLOTS)
                .withSpares(SPARES)
                .withLimits(limits),
            reader,
            new PvfHostMeters(new SimpleMeterRegistry()));
  }

  /** Arguments: artifact directory, temporary directory, duration, seed. */
  public static void main(String[] args) throws Exception {
    Path artifacts = Path.of(args[0]);
    Path temporary = Path.of(args[1]);
    Duration length = Duration.parse(args[2]);
    SoakHost soak = new SoakHost(artifacts, temporary, Long.parseLong(args[3]));
    soak.run(length);
    soak.report.lines().forEach(System.out::println);
    List<String> problems = soak.report.problems();
    problems.forEach(problem -> System.out.println("PROBLEM " + problem));
    System.out.println(problems.isEmpty() ? "WELL" : "NOT WELL");
    System.exit(problems.isEmpty() ? 0 : 1);
  }

  private void run(Duration length) throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      threads.add(worker("client-" + i, this::ask));
    }
    threads.add(worker("killer", this::disturb));
    long started = System.nanoTime();
    long[] quiet = {length.toSeconds() / 6, length.toSeconds() / 2, length.toSeconds()};
    for (int i = 0; i < QUIET; i++) {
      long at = started + TimeUnit.SECONDS.toNanos(quiet[i]);
      TimeUnit.NANOSECONDS.sleep(Math.max(0, at - System.nanoTime()));
      over = i == QUIET - 1;
      sample(List.of("start", "middle", "end").get(i), started);
    }
    for (Thread thread : threads) {
      thread.join(Duration.ofSeconds(30));
      if (thread.isAlive()) {
        report.wrong(thread.getName() + " does not end");
      }
    }
    host.close();
    afterTheEnd();
  }

  /** With nobody asking and nothing being made. */
  private void sample(String name, long started) throws Exception {
    turn.writeLock().lock();
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
      while (host.workerPids().size() > SLOTS + SPARES && System.nanoTime() < deadline) {
        Thread.sleep(100);
      }
      Thread.sleep(2_000);
      report.sample(
          SoakSample.take(
              name,
              TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started),
              host.workerPids().size(),
              temporary,
              artifacts));
      if (host.workerPids().size() > SLOTS + SPARES) {
        report.wrong(host.workerPids().size() + " workers although nobody asks");
      }
    } finally {
      turn.writeLock().unlock();
    }
  }

  private void afterTheEnd() throws IOException {
    ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .forEach(left -> report.wrong("a process is left: " + left.info()));
    for (Path directory : List.of(temporary, artifacts)) {
      try (Stream<Path> files = Files.list(directory)) {
        files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(file -> file.endsWith(".part") || file.startsWith("vouch-pvf-"))
            .forEach(left -> report.wrong("a file is left: " + left));
      }
    }
  }

  private interface Step {
    void run() throws Exception;
  }

  private Thread worker(String name, Step step) {
    return Thread.ofPlatform()
        .name(name)
        .daemon()
        .start(
            () -> {
              try {
                while (!over) {
                  step.run();
                }
              } catch (Exception e) {
                report.wrong(Thread.currentThread().getName() + " failed: " + e);
              }
            });
  }

  private void ask() throws Exception {
    turn.readLock().lock();
    try {
      SoakCase one = cases.get(draw(cases.size()));
      switch (draw(20)) {
        case 0 -> host.headsUp(prep(one));
        case 1 -> precheck(one);
        default -> {
          // Several candidates of a para after each other, as in a network.
          for (int jobs = 1 + draw(MOST_IN_A_ROW); jobs > 0 && !over; jobs--) {
            execute(one);
          }
        }
      }
    } finally {
      turn.readLock().unlock();
    }
    Thread.sleep(draw(40));
  }

  private void precheck(SoakCase one) throws Exception {
    report.asked();
    long started = System.nanoTime();
    var outcome = await(host.prepare(prep(one)), "precheck", started);
    outcome.ifPresent(
        done ->
            report.answered(
                "precheck", done.result().getClass().getSimpleName(), millisSince(started)));
  }

  private void execute(SoakCase one) throws Exception {
    report.asked();
    long started = System.nanoTime();
    CompletableFuture<RunOutcome> future = host.execute(request(one));
    if (draw(25) == 0) {
      Thread.sleep(draw(30));
      future.cancel(false);
    }
    Optional<RunOutcome> outcome = await(future, one.family(), started);
    if (outcome.isEmpty()) {
      return;
    }
    RunOutcome done = outcome.get();
    String name =
        done instanceof RunOutcome.Failed failed
            ? failed.kind().specName()
            : done.getClass().getSimpleName();
    report.answered(one.family(), name, millisSince(started));
    switch (one.judge(done)) {
      case AS_EXPECTED -> {}
      case COULD_NOT_DECIDE -> report.undecided(reason(done));
      case WRONG -> report.wrong(one.family() + " gave " + done);
    }
  }

  private static String reason(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Failed failed -> failed.kind().specName() + ": " + failed.reason();
      case RunOutcome.NotPrepared(var error) -> error.kind().describe(error.reason());
      case RunOutcome.Stale() -> "the leaf is gone";
      case RunOutcome.Returned returned -> "returned";
    };
  }

  /** Empty if nobody wants the answer any more, or if it does not come. */
  private <T> Optional<T> await(CompletableFuture<T> future, String family, long started)
      throws InterruptedException, ExecutionException {
    try {
      return Optional.of(future.get(SoakReport.LONGEST_WAIT_MILLIS * 2, TimeUnit.MILLISECONDS));
    } catch (CancellationException e) {
      report.answered(family, "cancelled", millisSince(started));
      return Optional.empty();
    } catch (TimeoutException e) {
      report.wrong(family + " was not answered");
      return Optional.empty();
    }
  }

  private PvfPrepData prep(SoakCase one) {
    Hash hash = Hash.of(Hashes.blake2b256(one.code().toArray()));
    PrepKind kind = draw(10) == 0 ? PrepKind.PRECHECKING : PrepKind.COMPILATION;
    return new PvfPrepData(
        new BlobRef(hash, one.code().length()), ExecutorParams.defaults(), 30 << 20, 20_000, kind);
  }

  private RunRequest request(SoakCase one) {
    Hash parent = leafHash(leaf.get());
    PvfExecKind kind =
        switch (draw(4)) {
          case 0 -> new PvfExecKind.Dispute();
          case 1 -> new PvfExecKind.Approval();
          case 2 -> new PvfExecKind.BackingSystemParas(parent);
          default -> new PvfExecKind.Backing(parent);
        };
    boolean confirming = draw(40) == 0;
    return new RunRequest(
        prep(one),
        new RunInput.Raw(one.parameters()),
        CPU_LIMIT_MILLIS,
        draw(2) == 0 ? PreparePriority.NORMAL : PreparePriority.CRITICAL,
        kind,
        EngineMode.COMPILED,
        confirming ? Jit.TIERED : Jit.C1,
        confirming);
  }

  private static Hash leafHash(int number) {
    return Hash.of(Hashes.blake2b256(ByteBuffer.allocate(4).putInt(number).array()));
  }

  private void disturb() throws Exception {
    switch (draw(12)) {
      case 0 -> damageAnArtifact();
      case 1, 2 -> newLeaf();
      case 3 -> {
        // Not often, because each is waited for by the wall clock of some job.
        if (draw(6) == 0) {
          signal("STOP");
        }
      }
      default -> signal(SIGNALS.get(draw(SIGNALS.size())));
    }
    pause();
  }

  /** By what is answered and not by the clock alone: on a busy machine all would be killed. */
  private void pause() throws InterruptedException {
    Thread.sleep(300 + draw(1_000));
    long until = report.answers() + draw(MOST_UNDISTURBED);
    for (int i = 0; i < STEPS && report.answers() < until && !over; i++) {
      Thread.sleep(100);
    }
  }

  private void newLeaf() {
    int now = leaf.incrementAndGet();
    host.leavesChanged(
        new PvfEvent.LeavesChanged(
            Optional.of(new PvfEvent.Leaf(leafHash(now), List.of())), List.of(leafHash(now - 1))));
    report.event("leaf replaced");
  }

  private void signal(String name) throws Exception {
    List<Long> pids = host.workerPids();
    if (pids.isEmpty()) {
      return;
    }
    long pid = pids.get(draw(pids.size()));
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    report.event((kill.waitFor() == 0 ? "SIG" : "missed SIG") + name);
  }

  private void damageAnArtifact() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(artifacts)) {
      files = all.filter(file -> file.toString().endsWith(".pvf")).sorted().toList();
    }
    if (files.isEmpty()) {
      return;
    }
    Path file = files.get(draw(files.size()));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      switch (draw(3)) {
        case 0 -> {
          channel.truncate(channel.size() / 2);
          report.event("artifact truncated");
        }
        case 1 -> {
          channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), channel.size() / 2);
          report.event("artifact damaged");
        }
        default -> {
          Files.deleteIfExists(file);
          report.event("artifact deleted");
        }
      }
    } catch (NoSuchFileException e) {
      report.event("artifact gone before it was damaged");
    }
  }

  private int draw(int bound) {
    synchronized (random) {
      return random.nextInt(bound);
    }
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }
}
