package dev.vouch.pvf.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.PvfHostMessage.PreparePriority;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The prepare queue against a pool played by the test: rows P23 to P28 of the catalogue. */
final class PrepareQueueTest {
  private static final PvfEffect SPAWN = new PvfEffect.SpawnPrepareWorker();

  private final List<PvfEffect> pool = new ArrayList<>();

  private List<PvfEffect> take() {
    List<PvfEffect> taken = List.copyOf(pool);
    pool.clear();
    return taken;
  }

  private void enqueue(PrepareQueue queue, int artifact, PreparePriority priority) {
    queue.enqueue(Harness.spec(artifact), priority, pool::add);
  }

  private static PvfEffect start(long worker, int artifact) {
    return new PvfEffect.StartPrepare(worker, Harness.spec(artifact));
  }

  private void conclude(PrepareQueue queue, long worker, boolean rip) {
    assertThat(queue.concluded(worker)).isPresent();
    queue.recycle(worker, rip, pool::add);
  }

  @Test
  void p23AJobIsRunAndConcluded() {
    PrepareQueue queue = new PrepareQueue(2, 2);
    enqueue(queue, 1, PreparePriority.NORMAL);
    assertThat(take()).containsExactly(SPAWN);
    queue.spawned(1, pool::add);
    assertThat(take()).containsExactly(start(1, 1));
    assertThat(queue.concluded(1)).contains(Harness.spec(1));
  }

  @Test
  void p24OnlyCriticalJobsSpawnOverTheSoftLimit() {
    PrepareQueue queue = new PrepareQueue(2, 3);
    enqueue(queue, 1, PreparePriority.NORMAL);
    enqueue(queue, 2, PreparePriority.NORMAL);
    enqueue(queue, 3, PreparePriority.NORMAL);
    assertThat(take()).containsExactly(SPAWN, SPAWN);
    queue.spawned(1, pool::add);
    queue.spawned(2, pool::add);
    assertThat(take()).containsExactly(start(1, 1), start(2, 2));
    conclude(queue, 1, false);
    assertThat(take()).containsExactly(start(1, 3));
    enqueue(queue, 4, PreparePriority.CRITICAL);
    assertThat(take()).containsExactly(SPAWN);
  }

  @Test
  void p25AWorkerTooManyIsKilled() {
    PrepareQueue queue = new PrepareQueue(1, 2);
    enqueue(queue, 1, PreparePriority.NORMAL);
    queue.spawned(1, pool::add);
    take();
    enqueue(queue, 2, PreparePriority.CRITICAL);
    assertThat(take()).containsExactly(SPAWN);
    conclude(queue, 1, false);
    assertThat(take()).containsExactly(new PvfEffect.KillPrepareWorker(1));
  }

  @Test
  void p27ADeadWorkerIsNotReplacedWithoutWork() {
    PrepareQueue queue = new PrepareQueue(2, 2);
    enqueue(queue, 1, PreparePriority.NORMAL);
    queue.spawned(1, pool::add);
    take();
    conclude(queue, 1, true);
    assertThat(take()).isEmpty();
  }

  @Test
  void p28TheJobOfAWorkerThatCouldNotBeReachedGoesToTheNext() {
    PrepareQueue queue = new PrepareQueue(2, 2);
    enqueue(queue, 1, PreparePriority.NORMAL);
    queue.spawned(1, pool::add);
    take();
    queue.rip(1, pool::add);
    assertThat(take()).containsExactly(SPAWN);
    queue.spawned(2, pool::add);
    assertThat(take()).containsExactly(start(2, 1));
  }

  @Test
  void aDeadWorkerIsReplacedWhileJobsWait() {
    PrepareQueue queue = new PrepareQueue(1, 1);
    enqueue(queue, 1, PreparePriority.NORMAL);
    enqueue(queue, 2, PreparePriority.NORMAL);
    queue.spawned(1, pool::add);
    take();
    conclude(queue, 1, true);
    assertThat(take()).containsExactly(SPAWN);
  }
}
