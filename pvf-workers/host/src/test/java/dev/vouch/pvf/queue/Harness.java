package dev.vouch.pvf.queue;

import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Plays the world around a machine: a clock, a disk, prepare workers that come up at once, and
 * requests with ids.
 */
final class Harness {
  static final long COOLDOWN_MILLIS = 200;

  final List<PvfEffect> effects = new ArrayList<>();
  private final PvfMachine machine;
  private final List<ArtifactId> disk = new ArrayList<>();
  private long now = 1_000_000;
  private long nextRequest;
  private long nextWorker;

  Harness() {
    this(limits(1024, 0, 1, 2));
  }

  Harness(PvfLimits limits) {
    machine = new PvfMachine(limits);
  }

  static PvfLimits limits(long cacheBytes, long staleMillis, int soft, int hard) {
    return new PvfLimits(soft, hard, COOLDOWN_MILLIS, 5, cacheBytes, staleMillis, 4_000, 64, 64);
  }

  static PrepareSpec spec(int discriminator) {
    return PrepareSpec.of(
        new PvfPrepData(
            new BlobRef(hash(discriminator), 4),
            ExecutorParams.defaults(),
            30 << 20,
            30_000,
            PrepKind.COMPILATION));
  }

  static Hash hash(int discriminator) {
    return Hash.of(ByteBuffer.allocate(Hash.LENGTH).putInt(discriminator).array());
  }

  static StoredArtifact stored(int discriminator) {
    return new StoredArtifact("file-" + discriminator, hash(-discriminator), 1024);
  }

  static PvfExecKind backing() {
    return new PvfExecKind.Backing(Hash.ZERO);
  }

  static PrepareResult failed(PrepareErrorKind kind) {
    return new PrepareResult.Failure(new PrepareError(kind, "because"));
  }

  void advance(long millis) {
    now += millis;
  }

  long precheck(int artifact) {
    long request = nextRequest++;
    feed(new PvfEvent.Precheck(request, spec(artifact), onDisk(artifact)));
    return request;
  }

  long execute(int artifact, PreparePriority priority, PvfExecKind kind) {
    long request = nextRequest++;
    feed(new PvfEvent.Execute(request, spec(artifact), priority, kind, onDisk(artifact)));
    return request;
  }

  long execute(int artifact) {
    return execute(artifact, PreparePriority.NORMAL, backing());
  }

  void headsUp(int artifact) {
    feed(new PvfEvent.HeadsUp(spec(artifact), onDisk(artifact)));
  }

  void cancel(long request) {
    feed(new PvfEvent.Cancelled(request));
  }

  /** Brings up every worker that was asked for since the last call. */
  void spawnAll() {
    List<PvfEffect> seen = take(PvfEffect.SpawnPrepareWorker.class);
    seen.forEach(spawn -> feed(new PvfEvent.PrepareWorkerSpawned(nextWorker++)));
  }

  void conclude(long worker, boolean rip, PrepareResult result) {
    feed(new PvfEvent.PrepareConcluded(worker, rip, result));
  }

  /** Ends the running preparation of that artifact. */
  void prepared(int artifact) {
    spawnAll();
    long worker = workerOf(artifact);
    disk.add(spec(artifact).artifact());
    conclude(worker, true, new PrepareResult.Success(stored(artifact)));
    spawnAll();
  }

  void prepareFails(int artifact, PrepareErrorKind kind) {
    spawnAll();
    conclude(workerOf(artifact), true, failed(kind));
    spawnAll();
  }

  void loseFile(int artifact) {
    disk.remove(spec(artifact).artifact());
  }

  void slotFree(String slot) {
    feed(new PvfEvent.SlotFree(slot, Optional.empty()));
  }

  void slotFree(String slot, int holds) {
    feed(new PvfEvent.SlotFree(slot, Optional.of(spec(holds).artifact())));
  }

  void jobEnded(String slot, long request) {
    feed(new PvfEvent.JobEnded(slot, request, Optional.empty()));
  }

  void feed(PvfEvent event) {
    machine.on(now, event, effects::add);
  }

  /** The effects of that kind since the last call for it. */
  <T extends PvfEffect> List<PvfEffect> take(Class<T> kind) {
    List<PvfEffect> found = effects.stream().filter(kind::isInstance).toList();
    effects.removeAll(found);
    return found;
  }

  List<PvfEffect> assignments() {
    return take(PvfEffect.Assign.class);
  }

  int startedPreparations() {
    return take(PvfEffect.StartPrepare.class).size();
  }

  private Optional<StoredArtifact> onDisk(int artifact) {
    return disk.contains(spec(artifact).artifact())
        ? Optional.of(stored(artifact))
        : Optional.empty();
  }

  private long workerOf(int artifact) {
    return effects.stream()
        .flatMap(
            effect ->
                effect instanceof PvfEffect.StartPrepare(long worker, var spec)
                        && spec.equals(spec(artifact))
                    ? Stream.of(worker)
                    : Stream.empty())
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
