package dev.vouch.pvf.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.primitives.Hash;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Row P5 of validation 6.2 and what lies between the given rows P8 and P28, on the pure machine.
 * The pulse is an event; that it comes each hour is the host's timer.
 */
final class QueueRowsTest {
  @Test
  void p5EachPulsePrunesWhatIsOverTheLimitByThen() {
    Harness host = new Harness(Harness.limits(2 * 1024, 1_000, 1, 2));
    for (int artifact = 1; artifact <= 4; artifact++) {
      host.headsUp(artifact);
      host.prepared(artifact);
    }
    host.feed(new PvfEvent.Pulse());
    assertThat(host.take(PvfEffect.DeleteArtifact.class)).as("all are fresh").isEmpty();
    host.advance(2_000);
    host.feed(new PvfEvent.Pulse());
    assertThat(host.take(PvfEffect.DeleteArtifact.class)).hasSize(2);
    for (int i = 0; i < 3; i++) {
      host.advance(2_000);
      host.feed(new PvfEvent.Pulse());
      assertThat(host.take(PvfEffect.DeleteArtifact.class)).isEmpty();
    }
  }

  /** Between P9 and P11. */
  @Test
  void whoeverWaitsForOnePreparationIsServedWhenItIsDone() {
    Harness host = new Harness();
    host.slotFree("a");
    host.slotFree("b");
    long precheck = host.precheck(1);
    long first = host.execute(1);
    long second = host.execute(1, PreparePriority.CRITICAL, new PvfExecKind.Dispute());
    long other = host.precheck(1);
    host.prepared(1);
    assertThat(host.startedPreparations()).isEqualTo(1);
    assertThat(host.take(PvfEffect.AnswerPrecheck.class))
        .extracting(effect -> ((PvfEffect.AnswerPrecheck) effect).request())
        .containsExactly(precheck, other);
    assertThat(host.assignments())
        .extracting(effect -> ((PvfEffect.Assign) effect).request())
        .containsExactlyInAnyOrder(first, second);
  }

  /** Between P13 and P15. */
  @Test
  void aHeadsUpRetriesALocalFailureAfterTheCooldownAndNeverACodesOwn() {
    Harness host = new Harness();
    host.headsUp(1);
    host.prepareFails(1, PrepareErrorKind.TIMED_OUT);
    host.headsUp(1);
    host.spawnAll();
    assertThat(host.startedPreparations()).isEqualTo(1);
    host.advance(Harness.COOLDOWN_MILLIS);
    host.headsUp(1);
    host.prepareFails(1, PrepareErrorKind.PREPARATION);
    assertThat(host.startedPreparations()).isEqualTo(1);
    host.advance(Harness.COOLDOWN_MILLIS);
    host.headsUp(1);
    host.spawnAll();
    assertThat(host.startedPreparations()).isZero();
  }

  private static void add(Unscheduled queue, int jobs, PvfExecKind kind) {
    for (int i = 0; i < jobs; i++) {
      queue.add(new ExecuteJob(i, Harness.spec(1), kind), 0);
    }
  }

  /** Between P17 and P19. */
  @Test
  void withoutSystemParasTheirShareGoesToBacking() {
    Unscheduled queue = new Unscheduled();
    add(queue, 12, new PvfExecKind.Dispute());
    add(queue, 12, new PvfExecKind.Approval());
    add(queue, 12, new PvfExecKind.Backing(Hash.ZERO));
    Map<ExecPriority, Integer> share = new EnumMap<>(ExecPriority.class);
    for (int i = 0; i < Unscheduled.WINDOW; i++) {
      ExecPriority next = queue.select();
      queue.markScheduled(next);
      share.merge(next, 1, Integer::sum);
    }
    assertThat(share)
        .isEqualTo(
            Map.of(ExecPriority.DISPUTE, 8, ExecPriority.APPROVAL, 3, ExecPriority.BACKING, 1));
  }

  /** Between P25 and P27. */
  @Test
  void manyDeadWorkersDoNotStallTheQueue() {
    PrepareQueue queue = new PrepareQueue(2, 2);
    List<PvfEffect> pool = new ArrayList<>();
    for (int artifact = 1; artifact <= 3; artifact++) {
      queue.enqueue(Harness.spec(artifact), PreparePriority.NORMAL, pool::add);
    }
    queue.spawned(1, pool::add);
    queue.spawned(2, pool::add);
    pool.clear();
    for (long worker = 1; worker <= 2; worker++) {
      assertThat(queue.concluded(worker)).isPresent();
      queue.recycle(worker, true, pool::add);
    }
    assertThat(pool).contains(new PvfEffect.SpawnPrepareWorker());
    pool.clear();
    queue.spawned(3, pool::add);
    assertThat(pool).contains(new PvfEffect.StartPrepare(3, Harness.spec(3)));
  }
}
