package dev.vouch.pvf.supervisor;

import dev.vouch.frames.Frame;
import dev.vouch.frames.Nonce;
import dev.vouch.frames.SandboxLayer;
import dev.vouch.pvf.cgroup.WorkerGroups;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts workers and knows those that live. Thread-safe; closing it kills them all. */
public final class Supervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  private final SupervisorSettings settings;
  private final WorkerListener listener;
  private final Launcher launcher;
  private final String jvm;
  private final WorkerGroups groups;
  private final AtomicBoolean told = new AtomicBoolean();
  private final SecureRandom random = new SecureRandom();
  private final Set<WorkerProcess> live = ConcurrentHashMap.newKeySet();
  private final Starting starting = new Starting();
  private volatile boolean closed;
  private volatile Optional<Path> aotCache = Optional.empty();
  private volatile Optional<Frame.Hello> lastHello = Optional.empty();
  private volatile Optional<SandboxLayer> lastGroup = Optional.empty();

  /** With the launcher of this machine, if it has one. */
  public Supervisor(SupervisorSettings settings, WorkerListener listener) {
    this(settings, listener, Launcher.ofThisMachine(), ownJvm());
  }

  Supervisor(SupervisorSettings settings, WorkerListener listener, Launcher launcher, String jvm) {
    this(settings, listener, launcher, jvm, LiveWorkers.groups());
  }

  /**
   * @param jvm what workers must say of their virtual machine
   */
  Supervisor(
      SupervisorSettings settings,
      WorkerListener listener,
      Launcher launcher,
      String jvm,
      WorkerGroups groups) {
    this.groups = groups;
    this.launcher = launcher;
    this.jvm = jvm;
    this.settings = settings;
    this.listener = listener;
    LiveWorkers.sweep(settings.tempRoot());
    groups.sweep();
  }

  /** Workers that start from now on map this file; see {@link AotCache}. */
  void useAotCache(Path file) {
    aotCache = Optional.of(file);
  }

  /** Whether new workers start from an AOT cache; for health. */
  public boolean hasAotCache() {
    return aotCache.isPresent();
  }

  /** Starts a worker and waits for its hello. */
  public WorkerProcess spawn(WorkerKind kind) throws SpawnException, InterruptedException {
    return spawn(kind, Optional.empty());
  }

  /**
   * The same with an artifact's own cache. It can load any other artifact too.
   *
   * @throws SpawnException also if it is because of the cache
   */
  public WorkerProcess spawn(WorkerKind kind, Optional<GuestCache> guest)
      throws SpawnException, InterruptedException {
    listener.spawning(kind);
    starting.begin();
    try {
      return spawnOne(kind, guest);
    } finally {
      starting.done();
    }
  }

  private WorkerProcess spawnOne(WorkerKind kind, Optional<GuestCache> guest)
      throws SpawnException, InterruptedException {
    Path directory = makeDirectory();
    try {
      WorkerProcess worker = start(kind, directory, guest);
      live.add(worker);
      if (closed) {
        worker.close();
        throw new SpawnException("the supervisor is closed");
      }
      worker.listen();
      listener.spawned(kind);
      return worker;
    } catch (SpawnException | InterruptedException | RuntimeException e) {
      listener.spawnFailed(kind);
      throw e;
    }
  }

  /** What the latest worker said of itself: versions and sandbox, for health and for people. */
  public Optional<Frame.Hello> lastHello() {
    return lastHello;
  }

  public boolean isClosed() {
    return closed;
  }

  public int liveWorkers() {
    return live.size();
  }

  public List<Long> pids() {
    return live.stream().map(WorkerProcess::pid).sorted().toList();
  }

  Launcher launcher() {
    return launcher;
  }

  public SupervisorSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    closed = true;
    // All die at the same time; only then is each waited for.
    live.forEach(WorkerProcess::kill);
    live.forEach(WorkerProcess::close);
    starting.close();
    // One may have said its hello in between.
    live.forEach(WorkerProcess::close);
  }

  private Path makeDirectory() throws SpawnException {
    try {
      return LiveWorkers.newDirectory(settings.tempRoot());
    } catch (IOException e) {
      throw new SpawnException(
          "cannot make a worker directory in %s; set TMPDIR to a place that can be written to"
              .formatted(settings.tempRoot()),
          e);
    }
  }

  private WorkerProcess start(WorkerKind kind, Path directory, Optional<GuestCache> guest)
      throws SpawnException, InterruptedException {
    Nonce nonce = Nonce.random(random);
    Path socket = directory.resolve("s");
    BoundedText errors = new BoundedText();
    Optional<Launched> launched = Optional.empty();
    Optional<Path> common = aotCache;
    Optional<Path> cache = guest.map(GuestCache::cache).or(() -> common);
    try (Rendezvous rendezvous = Rendezvous.open(socket, nonce)) {
      launched = Optional.of(launch(kind, directory, socket, cache, guest));
      Process process = launched.get().process();
      drainErrors(process, errors);
      sayNonce(process, nonce);
      Rendezvous.Met met = rendezvous.await(process, settings.spawnTimeout());
      lastHello = Optional.of(met.hello());
      lastGroup = Optional.of(launched.get().group().layer());
      checkVersion(met.hello());
      checkSandbox();
      return worker(kind, launched.get(), directory, met, errors);
    } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
      // Before it is given up: to destroy a process throws away what was not read of its words.
      String words = launched.map(l -> words(l.process(), errors)).orElse("");
      giveUp(launched, directory);
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      // Perhaps it was the cache: the next one does without.
      if (cache.isPresent() && guest.isEmpty() && !closed && !(e instanceof SandboxException)) {
        LOG.warn("a worker did not start; {} is used no more", cache.get());
        aotCache = Optional.empty();
      }
      throw e instanceof SandboxException
          ? new SpawnException(String.valueOf(e.getMessage()), e)
          : new SpawnException(failure(kind, e, words), e);
    } finally {
      launched.map(Launched::process).ifPresent(starting::end);
    }
  }

  /** One that lives has no last words yet. */
  private static String words(Process process, BoundedText errors) {
    return process.isAlive() ? errors.text() : errors.lastWords();
  }

  private WorkerProcess worker(
      WorkerKind kind, Launched launched, Path directory, Rendezvous.Met met, BoundedText errors) {
    WorkerProcess[] self = new WorkerProcess[1];
    self[0] =
        new WorkerProcess(
            kind,
            launched,
            directory,
            met,
            errors,
            () -> {
              live.remove(self[0]);
              listener.retired(kind);
            });
    return self[0];
  }

  private Launched launch(
      WorkerKind kind,
      Path directory,
      Path socket,
      Optional<Path> cache,
      Optional<GuestCache> guest)
      throws IOException {
    List<String> command =
        WorkerCommand.of(settings, kind, directory, socket, cache, guest, launcher);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    Process process = LiveWorkers.start(builder);
    starting.launched(process);
    return new Launched(process, groups.put(process.toHandle(), WorkerLimits.of(settings, kind)));
  }

  private static void drainErrors(Process process, BoundedText errors) {
    Thread.ofPlatform()
        .daemon()
        .name("vouch-pvf-stderr-" + process.pid())
        .start(() -> errors.drain(process.getErrorStream()));
  }

  /**
   * A process that has ended already is noticed, with its last words, by who waits for its hello.
   */
  private static void sayNonce(Process process, Nonce nonce) {
    try (OutputStream in = process.getOutputStream()) {
      in.write((nonce.hex() + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      LOG.debug("process {} has ended before it was told its nonce", process.pid(), e);
    }
  }

  static String ownJvm() {
    return System.getProperty("java.vm.version") + " " + System.getProperty("java.vm.vendor");
  }

  /** A JDK that is replaced while a node runs would mix two builds (validation JV-30). */
  private void checkVersion(Frame.Hello hello) throws IOException {
    if (!hello.jvmVersion().equals(jvm)) {
      throw new IOException(
          "the JDK in %s was replaced while this node ran (now %s, was %s); restart the node"
              .formatted(settings.javaHome(), hello.jvmVersion(), jvm));
    }
  }

  /**
   * The self-check of validation 2.9.3, at the start of every worker: the worker has tried what it
   * must not be able to do.
   */
  private void checkSandbox() throws IOException {
    SandboxStatus status = sandbox();
    Optional<String> refusal = status.refusal();
    if (settings.sandboxRequired() && refusal.isPresent()) {
      throw new SandboxException(refusal.get());
    }
    if (!status.missing().isEmpty() && told.compareAndSet(false, true)) {
      // Most machines lack some optional layer: no warning that everybody learns to overlook.
      if (refusal.isPresent()) {
        LOG.warn("PVF workers run without {}", SandboxStatus.describe(status.missing()));
      } else {
        LOG.info(
            "PVF workers run without {}; the other layers make up for it",
            SandboxStatus.describe(status.missing()));
      }
    }
  }

  /** The sandbox as the latest worker found it, and its cgroup, for health and for people. */
  public SandboxStatus sandbox() {
    List<SandboxLayer> layers =
        new ArrayList<>(lastHello.map(Frame.Hello::sandbox).orElse(List.of()));
    if (!layers.isEmpty()) {
      lastGroup.ifPresent(layers::add);
    }
    return new SandboxStatus(layers.stream().map(launcher::explain).toList());
  }

  /**
   * Starts a worker like any other and ends it.
   *
   * @throws SpawnException if none starts, or if its sandbox is required and does not hold
   */
  public void selfCheck() throws SpawnException, InterruptedException {
    spawn(WorkerKind.EXECUTE_C1).close();
  }

  private static void giveUp(Optional<Launched> launched, Path directory) {
    if (launched.isPresent()) {
      launched.get().process().destroyForcibly();
      launched.get().group().close();
      LiveWorkers.remove(launched.get().process(), directory);
    } else {
      LiveWorkers.remove(directory);
    }
  }

  /** A worker whose sandbox is not what is required. */
  private static final class SandboxException extends IOException {
    private static final long serialVersionUID = 1L;

    SandboxException(String refusal) {
      super("pvf.sandbox is required, and these layers do not hold: " + refusal);
    }
  }

  private String failure(WorkerKind kind, Exception e, String words) {
    String reason =
        e instanceof TimeoutException
            ? "it said no hello within " + settings.spawnTimeout()
            : String.valueOf(e.getMessage());
    return "cannot start a %s worker: %s%s"
        .formatted(kind, reason, words.isEmpty() ? "" : "; its standard error ends with: " + words);
  }
}
