package dev.vouch.pvf.host;

import dev.vouch.frames.Frame;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.pvf.artifacts.ArtifactEnvironment;
import dev.vouch.pvf.artifacts.ArtifactStore;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.PrepareSpec;
import dev.vouch.pvf.queue.PvfEvent;
import dev.vouch.pvf.supervisor.FastStart;
import dev.vouch.pvf.supervisor.GuestCaches;
import dev.vouch.pvf.supervisor.SandboxStatus;
import dev.vouch.pvf.supervisor.Supervisor;
import dev.vouch.pvf.supervisor.SupervisorSettings;
import dev.vouch.pvf.supervisor.WorkerJars;
import dev.vouch.pvf.supervisor.WorkerKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PVF host for callers without a bus, and what the verticles stand on: the pure machine, one
 * thread that feeds it, and the work that it asks for. Thread-safe. Futures complete on threads of
 * the host: do not block in what you hang on them.
 */
public final class PvfHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PvfHost.class);

  private final PvfHostConfig config;
  private final ArtifactStore store;
  private final Supervisor supervisor;
  private final FastStart fastStart;
  private final GuestCaches caches;
  private final Spares spares;
  private final HostSlots slots;
  private final KeptArtifacts artifacts;
  private final HostMachine machine;

  private PvfHost(
      PvfHostConfig config, Blobs blobs, PvfHostMeters meters, WorkerJars jars, int ownSlots)
      throws IOException {
    this.config = config;
    SupervisorSettings settings =
        SupervisorSettings.defaults(jars)
            .withSandboxRequired(config.sandboxRequired())
            .withWarmUp(config.warmUp())
            .withLevers(config.levers());
    if (!config.levers().off().isEmpty()) {
      LOG.info(
          "PVFs run slower than they could: pvf.levers.off is {}",
          String.join(", ", config.levers().off()));
    }
    this.store =
        ArtifactStore.open(
            config.artifactDirectory(),
            ArtifactEnvironment.of(jars.digest(), Runtime.version().toString(), config.levers()));
    this.supervisor = new Supervisor(settings, meters);
    this.fastStart =
        FastStart.begin(
            supervisor,
            store.directory(),
            config.makeAotCache() ? Optional.of(FastStart.DELAY) : Optional.empty());
    WorkerKind kind = config.jit() == Jit.C1 ? WorkerKind.EXECUTE_C1 : WorkerKind.EXECUTE_TIERED;
    this.caches =
        new GuestCaches(
            supervisor,
            store.directory(),
            config.artifactCaches(),
            config.makeAotCache() ? Optional.of(FastStart.DELAY) : Optional.empty());
    this.spares = new Spares(supervisor, kind, config.spares(), caches);
    WarmUps warmUps = new WarmUps();
    this.slots = new HostSlots(() -> new SlotRunner(config, store, blobs, spares, caches, warmUps));
    this.artifacts = new KeptArtifacts(store, caches, config.limits().minimumStaleMillis());
    PrepareRunner preparer = new PrepareRunner(store, blobs, supervisor, config.levers());
    this.machine = new HostMachine(config, meters, slots, artifacts, preparer);
    for (int i = 0; i < ownSlots; i++) {
      slots.addLocal("slot-" + i, machine::slotFree);
    }
  }

  /** Opens the directory, unpacks the worker and starts spares and slots. Blocks on files only. */
  public static PvfHost start(PvfHostConfig config, Blobs blobs, PvfHostMeters meters)
      throws IOException {
    return start(config, blobs, meters, config.slots());
  }

  /** The same for slots that announce themselves later, with {@link #addSlot}. */
  static PvfHost startWithoutSlots(PvfHostConfig config, Blobs blobs, PvfHostMeters meters)
      throws IOException {
    return start(config, blobs, meters, 0);
  }

  private static PvfHost start(
      PvfHostConfig config, Blobs blobs, PvfHostMeters meters, int ownSlots) throws IOException {
    WorkerJars jars = WorkerJars.unpack(config.artifactDirectory().toAbsolutePath());
    PvfHost host = new PvfHost(config, blobs, meters, jars, ownSlots);
    try {
      host.begin();
      return host;
    } catch (IOException | RuntimeException e) {
      host.close();
      throw e;
    }
  }

  /** For one more slot of this host; it is closed with the host. */
  SlotRunner newRunner() {
    return slots.newRunner();
  }

  private void begin() throws IOException {
    if (config.sandboxRequired()) {
      selfCheck();
    }
    artifacts.restore(machine::post);
    spares.refill();
    slots.startLocal();
    machine.startPulse();
  }

  /** Before anything else: a host whose sandbox is required does not start without. */
  private void selfCheck() throws IOException {
    try {
      supervisor.selfCheck();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the sandbox was checked", e);
    }
  }

  /** Prepares, unless it is done already, and tells the outcome (validation PH-20). */
  public CompletableFuture<PrepareOutcome> prepare(PvfPrepData data) {
    return machine.prepare(PrepareSpec.of(data));
  }

  /** Runs a PVF, preparing it first if need be (validation PH-21). Cancel the future to give up. */
  public CompletableFuture<RunOutcome> execute(RunRequest run) {
    return machine.execute(run);
  }

  /** Prepares ahead of need, and warms an empty slot up (validation PH-22). */
  public void headsUp(PvfPrepData data) {
    machine.headsUp(PrepareSpec.of(data));
  }

  /** Validation PH-50. */
  public void leavesChanged(PvfEvent.LeavesChanged change) {
    machine.post(change);
  }

  /** Adds a slot that announces itself by {@link #slotFree}. */
  public void addSlot(String name, SlotLink link) {
    slots.add(name, link);
  }

  /** A slot asks for one job. */
  public void slotFree(String name, Optional<ArtifactId> holds) {
    machine.slotFree(name, holds);
  }

  /** A slot has gone; what it ran could not be decided. */
  public void slotLost(String name) {
    slots.remove(name);
    machine.post(new PvfEvent.SlotLost(name));
  }

  /** Artifacts of which a process of this host has run a whole block: their next run is warm. */
  public List<ArtifactId> warmArtifacts() {
    return slots.held(SlotRunner::warm);
  }

  /** Artifacts that a process of this host has loaded, warm or cold. */
  public List<ArtifactId> heldArtifacts() {
    return slots.held(runner -> true);
  }

  /** Processes that live now, spares included. */
  public List<Long> workerPids() {
    return supervisor.pids();
  }

  /** Versions and sandbox as the latest worker told them. */
  public Optional<Frame.Hello> workerHello() {
    return supervisor.lastHello();
  }

  /** The sandbox of workers as the latest one found it; no layers before the first has started. */
  public SandboxStatus sandbox() {
    return supervisor.sandbox();
  }

  @Override
  public void close() {
    machine.beginEnd();
    slots.close();
    spares.close();
    fastStart.close();
    caches.close();
    supervisor.close();
    machine.end();
    try {
      store.close();
    } catch (IOException e) {
      LOG.warn("closing the artifact directory: {}", e.toString());
    }
  }
}
