package dev.vouch.pvf.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups of one JVM's workers: {@code vouch-PID/worker-N}. Looks for a place when it is first
 * needed. Thread-safe; methods block for as long as the kernel takes to write some small files.
 */
public final class WorkerGroups {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerGroups.class);
  private static final Pattern NAME = Pattern.compile("vouch-([1-9][0-9]{0,9})");
  private static final String WORKER = "worker-";

  /** A process that was killed is out of its group in some milliseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final long PAUSE_MILLIS = 10;

  private final CgroupFiles files;
  private final Supplier<Base> finder;
  private final long pid;
  private final LongPredicate alive;
  private final Duration patience;

  /** Of living workers; guarded by this. */
  private final Set<Path> live = new LinkedHashSet<>();

  /** To be removed as soon as they are empty; guarded by this. */
  private final Set<Path> ended = new LinkedHashSet<>();

  /** Guarded by this. */
  private Optional<Base> base = Optional.empty();

  private long made;
  private boolean stopping;

  /** In the tree of this machine. */
  public WorkerGroups() {
    this(
        CgroupFiles.KERNEL,
        Base::ofThisProcess,
        ProcessHandle.current().pid(),
        process -> ProcessHandle.of(process).isPresent(),
        PATIENCE);
  }

  /**
   * @param pid our own
   * @param alive whether a process is
   * @param patience how long a group may take to become empty
   */
  WorkerGroups(
      CgroupFiles files, Supplier<Base> finder, long pid, LongPredicate alive, Duration patience) {
    this.files = files;
    this.finder = finder;
    this.pid = pid;
    this.alive = alive;
    this.patience = patience;
  }

  /** Puts a process into a group of its own, if that can be had. */
  public synchronized WorkerGroup put(ProcessHandle process, GroupLimits limits) {
    Optional<Path> around = ours();
    if (around.isEmpty() || stopping) {
      return WorkerGroup.none(this, stopping ? "the JVM stops" : base().reason());
    }
    made++;
    Path group = around.get().resolve(WORKER + made);
    try {
      makeAround(around.get());
      files.make(group);
      ended.add(group);
      WorkerGroup.fill(files, group, limits, process.pid());
      if (!process.isAlive()) {
        // Its id may be a stranger's by now, so nothing in the group is to be killed.
        throw new IOException("process " + process.pid() + " has ended");
      }
      ended.remove(group);
      live.add(group);
      return WorkerGroup.of(this, group, limits);
    } catch (IOException e) {
      removeEnded();
      return WorkerGroup.none(this, "no group for this worker: " + Base.words(e));
    }
  }

  private void makeAround(Path around) throws IOException {
    if (!Files.exists(around)) {
      files.make(around);
    }
    Base.passOn(files, around);
  }

  private Base base() {
    if (base.isEmpty()) {
      base = Optional.of(finder.get());
    }
    return base.get();
  }

  private Optional<Path> ours() {
    return base().group().map(group -> group.resolve("vouch-" + pid));
  }

  void close(Path group) {
    synchronized (this) {
      if (!live.remove(group)) {
        return;
      }
      ended.add(group);
    }
    killQuietly(group);
    awaitGone(group);
  }

  private void awaitGone(Path group) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (!isGone(group)) {
        if (System.nanoTime() - end > 0) {
          LOG.warn("{} has not become empty; it is tried again later", group);
          return;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      // Who is told to hurry does not wait, but the group goes all the same.
      Thread.ofVirtual().name("vouch-pvf-cgroup").start(() -> awaitGone(group));
    }
  }

  private void killQuietly(Path group) {
    try {
      WorkerGroup.kill(files, group);
    } catch (IOException e) {
      LOG.debug("cannot kill what is in {}: {}", group, e.toString());
    }
  }

  private synchronized boolean isGone(Path group) {
    removeEnded();
    return !ended.contains(group);
  }

  private synchronized void removeEnded() {
    ended.removeIf(this::isRemoved);
    if (ended.isEmpty() && live.isEmpty()) {
      ours().ifPresent(this::isRemoved);
    }
  }

  private boolean isRemoved(Path group) {
    try {
      files.remove(group);
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      LOG.debug("{} is still there: {}", group, e.toString());
      return false;
    }
  }

  /** Kills and removes all, and makes none from now on: the JVM stops. */
  public void stop() {
    List<Path> left;
    List<Path> late;
    synchronized (this) {
      stopping = true;
      left = List.copyOf(live);
      late = List.copyOf(ended);
    }
    // All die at the same time; only then is each waited for.
    left.forEach(this::killQuietly);
    left.forEach(this::close);
    late.forEach(this::awaitGone);
  }

  /** Removes the empty groups of JVMs that do not live any more. */
  public synchronized void sweep() {
    base().group().ifPresent(this::sweep);
  }

  private void sweep(Path group) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(group, "vouch-*")) {
      for (Path one : all) {
        Matcher name = NAME.matcher(one.getFileName().toString());
        if (name.matches() && isAbandoned(Long.parseLong(name.group(1)))) {
          sweepOne(one);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("cannot look for left cgroups in {}: {}", group, e.toString());
    }
  }

  /** Our own id may have been another's before. */
  private boolean isAbandoned(long owner) {
    return owner == pid ? live.isEmpty() && ended.isEmpty() : !alive.test(owner);
  }

  private void sweepOne(Path around) throws IOException {
    if (!Files.isDirectory(around, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> groups = Files.newDirectoryStream(around, WORKER + "*")) {
      groups.forEach(this::isRemoved);
    }
    if (isRemoved(around)) {
      LOG.info("removed {}, which a JVM that was killed has left", around);
    }
  }
}
