package dev.vouch.pvf.supervisor;

import dev.vouch.primitives.Hash;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One AOT cache for each artifact in use: its classes loaded, verified and linked once instead of
 * by every worker in the first block. Each lies beside its artifact in a directory of its own,
 * which only the owner may enter and which goes with the artifact. What is there from before is
 * used once it has been verified: the classes are those of the (verified) artifact, the cache has
 * the SHA-256 that its name says, and neither file has changed since. Verifying and making are done
 * one at a time, by one thread, at the lowest priority, and never while a job waits for them:
 * without one a worker is only slower. About 30 MB each; the least recently used go.
 */
public final class GuestCaches implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GuestCaches.class);

  /** The bytes of an artifact, verified. */
  @FunctionalInterface
  public interface Source {
    byte[] read() throws IOException;
  }

  /** Artifacts that wait for the thread; more are not taken, and may be wanted again. */
  static final int MAX_WAITING = 64;

  /** Directories of artifacts that are not ours are deleted once they are this old. */
  private static final Duration FOREIGN_STALE = Duration.ofHours(24);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final String PREFIX = "guest-";

  private final Supervisor supervisor;
  private final Path directory;
  private final int max;
  private final Optional<Duration> makeAfter;
  private final long startedNanos = System.nanoTime();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("vouch-pvf-guest-aot").factory());

  /** Least recently used first; guarded by this, like what follows. */
  private final Map<Hash, Ready> ready = new LinkedHashMap<>(16, 0.75f, true);

  private final Set<Hash> waiting = new HashSet<>();
  private final Set<Hash> failed = new HashSet<>();
  private Optional<AotCache> making = Optional.empty();
  private boolean closed;

  /** With what says that the files are those that were verified. */
  private record Ready(GuestCache cache, List<String> identity) {}

  /**
   * @param directory the artifacts' own
   * @param max how many are kept; 0: none is made or used
   * @param makeAfter how long to wait before the first is made; empty: never make one
   */
  public GuestCaches(Supervisor supervisor, Path directory, int max, Optional<Duration> makeAfter) {
    this.supervisor = supervisor;
    this.directory = directory;
    this.max = max;
    this.makeAfter = makeAfter;
  }

  /** The cache of that artifact, if it is ready now. */
  public synchronized Optional<GuestCache> find(Hash artifact) {
    Ready found = ready.get(artifact);
    if (found == null) {
      return Optional.empty();
    }
    if (!identity(found.cache()).equals(found.identity())) {
      ready.remove(artifact);
      return Optional.empty();
    }
    return Optional.of(found.cache());
  }

  /** Sees to it that there is one, some time. */
  public void want(Hash artifact, Source source) {
    submit(artifact, source, makeAfter);
  }

  /** Uses the one that is there from before, if there is one. */
  public void restore(Hash artifact, Source source) {
    if (Files.isDirectory(place(artifact))) {
      submit(artifact, source, Optional.empty());
    }
  }

  private synchronized void submit(Hash artifact, Source source, Optional<Duration> make) {
    boolean needless = ready.containsKey(artifact) || failed.contains(artifact);
    if (closed || max == 0 || needless || waiting.size() >= MAX_WAITING || !waiting.add(artifact)) {
      return;
    }
    thread.execute(() -> work(artifact, source, make));
  }

  private void work(Hash artifact, Source source, Optional<Duration> make) {
    Optional<GuestCache> made = Optional.empty();
    boolean broken = false;
    try {
      made = findOrMake(artifact, source, make);
    } catch (IOException e) {
      broken = true;
      if (!isClosed()) {
        LOG.info("no AOT cache for artifact {}: {}", artifact.shortHex(), e.toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    conclude(artifact, made, broken);
  }

  private Optional<GuestCache> findOrMake(Hash artifact, Source source, Optional<Duration> make)
      throws IOException, InterruptedException {
    byte[] classes = GuestJar.of(source.read());
    Path jar = putJar(place(artifact), classes);
    try (AotCache cache =
        new AotCache(
            place(artifact), supervisor.settings(), Optional.of(jar), supervisor.launcher())) {
      Optional<Path> found = cache.find();
      if (found.isEmpty() && make.isPresent()) {
        begin(cache);
        sleepUntil(make.get());
        FastStart.MAKING.lockInterruptibly();
        try {
          // Perhaps another host of this JVM has made it meanwhile.
          found = cache.find();
          if (found.isEmpty()) {
            found = Optional.of(cache.make());
          }
        } finally {
          FastStart.MAKING.unlock();
        }
      }
      return found.map(file -> new GuestCache(artifact, jar, file));
    }
  }

  /** The jar, as it must be; its time tells the virtual machine whether a cache fits. */
  private static Path putJar(Path place, byte[] classes) throws IOException {
    Path jar = place.resolve("guest.jar");
    if (Files.exists(jar) && Arrays.equals(Files.readAllBytes(jar), classes)) {
      return jar;
    }
    Directories.delete(place);
    Files.createDirectory(
        place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path part = place.resolve(UUID.randomUUID() + ".part");
    Files.write(part, classes);
    return Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
  }

  private void sleepUntil(Duration age) throws InterruptedException {
    long left = age.toNanos() - (System.nanoTime() - startedNanos);
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private synchronized void begin(AotCache cache) throws IOException {
    if (closed) {
      throw new IOException("the host closes");
    }
    making = Optional.of(cache);
  }

  private synchronized void conclude(Hash artifact, Optional<GuestCache> made, boolean broken) {
    making = Optional.empty();
    boolean wanted = waiting.remove(artifact);
    if (broken && !closed) {
      failed.add(artifact);
    }
    if (made.isPresent() && wanted) {
      ready.put(artifact, new Ready(made.get(), identity(made.get())));
    } else if (!closed || !isMade(artifact)) {
      remove(artifact);
    }
    Iterator<Hash> oldest = ready.keySet().iterator();
    while (ready.size() > max) {
      Hash old = oldest.next();
      oldest.remove();
      remove(old);
    }
  }

  /** The artifact is gone, or its cache keeps workers from starting. */
  public synchronized void forget(Hash artifact) {
    ready.remove(artifact);
    waiting.remove(artifact);
    remove(artifact);
  }

  /** A worker did not start with it: it is not used again. */
  public synchronized void giveUp(GuestCache cache) {
    LOG.warn("a worker did not start with {}, which is used no more", cache.cache());
    failed.add(cache.artifact());
    forget(cache.artifact());
  }

  /** Removes what artifacts have left that are not there any more. */
  public void sweep(Set<Hash> artifacts) throws IOException {
    Set<Path> ours = new HashSet<>();
    artifacts.forEach(artifact -> ours.add(place(artifact)));
    long stale = System.currentTimeMillis() - FOREIGN_STALE.toMillis();
    try (DirectoryStream<Path> places = Files.newDirectoryStream(directory, PREFIX + "*")) {
      for (Path place : places) {
        if (!ours.contains(place) && Files.getLastModifiedTime(place).toMillis() < stale) {
          Directories.delete(place);
        }
      }
    }
  }

  /** Perhaps not verified: at the end of a host that is left for the next one. */
  private boolean isMade(Hash artifact) {
    String[] files = place(artifact).toFile().list();
    return files != null && Arrays.stream(files).anyMatch(name -> name.endsWith(".aot"));
  }

  private void remove(Hash artifact) {
    try {
      Directories.delete(place(artifact));
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}", place(artifact), e.toString());
    }
  }

  private Path place(Hash artifact) {
    return directory.resolve(PREFIX + artifact.toHex());
  }

  private static List<String> identity(GuestCache cache) {
    return List.of(identity(cache.jar()), identity(cache.cache()));
  }

  private static String identity(Path file) {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return seen.fileKey() + " " + seen.size() + " " + seen.lastModifiedTime();
    } catch (IOException e) {
      return "gone";
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Ends the making, if it goes on; nothing half made is left. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      making.ifPresent(AotCache::close);
    }
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the making of an AOT cache goes on {} after its end", CLOSE_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
