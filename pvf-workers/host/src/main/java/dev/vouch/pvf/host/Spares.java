package dev.vouch.pvf.host;

import dev.vouch.pvf.supervisor.GuestCache;
import dev.vouch.pvf.supervisor.GuestCaches;
import dev.vouch.pvf.supervisor.SpawnException;
import dev.vouch.pvf.supervisor.Supervisor;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Started workers without an artifact, of the kind that slots use. Each that is taken is replaced
 * in the background.
 */
final class Spares implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spares.class);

  /** Longer than any start may take. */
  private static final Duration MAX_START = Duration.ofSeconds(30);

  private final Supervisor supervisor;
  private final WorkerKind kind;
  private final int wanted;
  private final GuestCaches caches;

  /** A worker with the cache that it started from. */
  private record Spare(WorkerProcess worker, Optional<GuestCache> guest) {}

  /** Guarded by this; at most {@link #wanted}. */
  private final Deque<Spare> ready = new ArrayDeque<>();

  /** What the latest taker wanted: the next spare has it, and fits all the others as well. */
  private Optional<GuestCache> latest = Optional.empty();

  private int starting;

  /** Takers to whom a spare that starts is promised. */
  private int waiting;

  private boolean closed;

  Spares(Supervisor supervisor, WorkerKind kind, int wanted, GuestCaches caches) {
    this.supervisor = supervisor;
    this.caches = caches;
    this.kind = kind;
    this.wanted = wanted;
  }

  /**
   * A worker of that kind: a spare if there is one, best with that artifact's cache, else a new
   * process.
   */
  WorkerProcess take(WorkerKind wantedKind, Optional<GuestCache> guest)
      throws SpawnException, InterruptedException {
    Optional<WorkerProcess> spare = wantedKind == kind ? poll(guest) : Optional.empty();
    if (wantedKind == kind) {
      refill();
    }
    return spare.isPresent() ? spare.get() : spawn(wantedKind, guest);
  }

  private WorkerProcess spawn(WorkerKind wantedKind, Optional<GuestCache> guest)
      throws SpawnException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return withOrWithout(wantedKind, tries == 1 ? guest : Optional.empty());
      } catch (SpawnException e) {
        if (tries == PvfHostConfig.SPAWN_TRIES || isClosed()) {
          throw e;
        }
        LOG.warn("{}; trying again in {}", e.getMessage(), PvfHostConfig.SPAWN_RETRY_DELAY);
        Thread.sleep(PvfHostConfig.SPAWN_RETRY_DELAY);
      }
    }
  }

  /** A cache that keeps a worker from starting is no reason to have none. */
  private WorkerProcess withOrWithout(WorkerKind wantedKind, Optional<GuestCache> guest)
      throws SpawnException, InterruptedException {
    if (guest.isPresent()) {
      try {
        return supervisor.spawn(wantedKind, guest);
      } catch (SpawnException e) {
        if (isClosed()) {
          throw e;
        }
        LOG.warn("{}", e.getMessage());
        caches.giveUp(guest.get());
      }
    }
    return supervisor.spawn(wantedKind);
  }

  private synchronized Optional<WorkerProcess> poll(Optional<GuestCache> guest)
      throws InterruptedException {
    latest = guest;
    removeDead();
    // One that starts already is there sooner than one that would be started now.
    while (ready.isEmpty() && starting > waiting && !closed) {
      waiting++;
      try {
        wait(MAX_START.toMillis());
      } finally {
        waiting--;
      }
      removeDead();
    }
    Optional<Spare> best = ready.stream().filter(s -> s.guest().equals(guest)).findFirst();
    if (best.isEmpty()) {
      best = ready.stream().findFirst();
    }
    best.ifPresent(ready::remove);
    return best.map(Spare::worker);
  }

  private void removeDead() {
    for (Spare spare : List.copyOf(ready)) {
      if (!spare.worker().isAlive()) {
        ready.remove(spare);
        Thread.ofVirtual().name("vouch-pvf-reap").start(spare.worker()::close);
      }
    }
  }

  /** Starts what is missing. */
  synchronized void refill() {
    while (!closed && ready.size() + starting < wanted) {
      starting++;
      Optional<GuestCache> guest = latest.filter(g -> caches.find(g.artifact()).isPresent());
      Thread.ofVirtual().name("vouch-pvf-spare").start(() -> startOne(guest));
    }
  }

  private void startOne(Optional<GuestCache> guest) {
    try {
      add(new Spare(withOrWithout(kind, guest), guest));
    } catch (SpawnException e) {
      if (!isClosed()) {
        LOG.warn("no spare worker: {}", e.getMessage());
      }
      started();
    } catch (InterruptedException e) {
      started();
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void started() {
    starting--;
    notifyAll();
  }

  private synchronized void add(Spare spare) {
    starting--;
    notifyAll();
    if (closed) {
      spare.worker().close();
    } else {
      ready.addLast(spare);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    ready.forEach(spare -> spare.worker().close());
    ready.clear();
  }
}
