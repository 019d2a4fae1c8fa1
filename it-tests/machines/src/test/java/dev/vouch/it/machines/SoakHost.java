package dev.vouch.it.machines;

import dev.vouch.crypto.Hashes;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.pvf.host.Blobs;
import dev.vouch.pvf.host.PvfHost;
import dev.vouch.pvf.host.PvfHostConfig;
import dev.vouch.pvf.host.PvfHostMeters;
import dev.vouch.pvf.queue.PvfLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

  private final SoakReport report = new SoakReport();
  private final Map<Hash, Bytes> blobs = new HashMap<>();
  private final List<SoakCase> cases = new ArrayList<>();
  private final Path artifacts;
  private final Path temporary;
  private final SoakDice dice;
  private final PvfHost host;
  private final SoakClient client;
  private final SoakVandal vandal;

  /** Clients share it; who wants quiet takes it alone. */
  private final ReadWriteLock turn = new ReentrantReadWriteLock(true);

  private volatile boolean over;

  private SoakHost(Path artifacts, Path temporary, long seed) throws IOException {
    this.artifacts = artifacts;
    this.temporary = temporary;
    this.dice = new SoakDice(seed);
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
    SoakLeaf leaf = new SoakLeaf();
    this.client = new SoakClient(host, cases, leaf, dice, report);
    this.vandal = new SoakVandal(host, artifacts, leaf, dice, report);
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
    threads.add(worker("killer", () -> vandal.disturb(() -> over)));
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

  private void ask() throws Exception {
    turn.readLock().lock();
    try {
      client.ask(() -> over);
    } finally {
      turn.readLock().unlock();
    }
    Thread.sleep(dice.draw(40));
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
}
