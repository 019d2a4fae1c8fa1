package dev.vouch.pvf.host;

import dev.vouch.pvf.supervisor.SpawnException;
import dev.vouch.pvf.supervisor.Supervisor;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerProcess;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Started workers without an artifact, of the kind that slots use. Each that is taken is replaced
 * in the background.
 */
final class Spares implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spares.class);

  private final Supervisor supervisor;
  private final WorkerKind kind;
  private final int wanted;

  /** Guarded by this; at most {@link #wanted}. */
  private final Deque<WorkerProcess> ready = new ArrayDeque<>();

  private int starting;
  private boolean closed;

  Spares(Supervisor supervisor, WorkerKind kind, int wanted) {
    this.supervisor = supervisor;
    this.kind = kind;
    this.wanted = wanted;
  }

  /** A worker of that kind: a spare if there is one, else a new process. */
  WorkerProcess take(WorkerKind wantedKind) throws SpawnException, InterruptedException {
    Optional<WorkerProcess> spare = wantedKind == kind ? poll() : Optional.empty();
    if (wantedKind == kind) {
      refill();
    }
    return spare.isPresent() ? spare.get() : spawn(wantedKind);
  }

  private WorkerProcess spawn(WorkerKind wantedKind) throws SpawnException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return supervisor.spawn(wantedKind);
      } catch (SpawnException e) {
        if (tries == PvfHostConfig.SPAWN_TRIES || isClosed()) {
          throw e;
        }
        LOG.warn("{}; trying again in {}", e.getMessage(), PvfHostConfig.SPAWN_RETRY_DELAY);
        Thread.sleep(PvfHostConfig.SPAWN_RETRY_DELAY);
      }
    }
  }

  private synchronized Optional<WorkerProcess> poll() {
    while (!ready.isEmpty()) {
      WorkerProcess worker = ready.removeFirst();
      if (worker.isAlive()) {
        return Optional.of(worker);
      }
      worker.close();
    }
    return Optional.empty();
  }

  /** Starts what is missing. */
  synchronized void refill() {
    while (!closed && ready.size() + starting < wanted) {
      starting++;
      Thread.ofVirtual().name("vouch-pvf-spare").start(this::startOne);
    }
  }

  private void startOne() {
    try {
      add(supervisor.spawn(kind));
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
  }

  private synchronized void add(WorkerProcess worker) {
    starting--;
    if (closed) {
      worker.close();
    } else {
      ready.addLast(worker);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    ready.forEach(WorkerProcess::close);
    ready.clear();
  }
}
