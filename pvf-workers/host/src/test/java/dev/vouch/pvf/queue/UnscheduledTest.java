package dev.vouch.pvf.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.PvfExecKind;
import dev.vouch.primitives.Hash;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Priorities and shares: rows P16 to P21 of the catalogue. */
final class UnscheduledTest {
  private final Unscheduled queue = new Unscheduled();
  private long nextRequest;

  private void add(int jobs, PvfExecKind kind) {
    for (int i = 0; i < jobs; i++) {
      queue.add(new ExecuteJob(nextRequest++, Harness.spec(1), kind), 0);
    }
  }

  /** Selects without taking anything out, as the reference's test does. */
  private List<ExecPriority> select(int times) {
    List<ExecPriority> selected = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      ExecPriority priority = queue.select();
      queue.markScheduled(priority);
      selected.add(priority);
    }
    return selected;
  }

  private Map<ExecPriority, Integer> share() {
    Map<ExecPriority, Integer> counts = new EnumMap<>(ExecPriority.class);
    select(Unscheduled.WINDOW).forEach(priority -> counts.merge(priority, 1, Integer::sum));
    return counts;
  }

  @Test
  void p16EachPriorityHasItsList() {
    add(1, new PvfExecKind.Dispute());
    add(1, new PvfExecKind.Approval());
    add(1, new PvfExecKind.BackingSystemParas(Hash.ZERO));
    add(1, new PvfExecKind.Backing(Hash.ZERO));
    for (ExecPriority priority : ExecPriority.values()) {
      assertThat(queue.size(priority)).isEqualTo(1);
    }
  }

  @Test
  void p17DisputesTakeMostButNotAll() {
    add(12, new PvfExecKind.Dispute());
    add(12, new PvfExecKind.Approval());
    add(12, new PvfExecKind.BackingSystemParas(Hash.ZERO));
    add(12, new PvfExecKind.Backing(Hash.ZERO));
    assertThat(share())
        .isEqualTo(
            Map.of(
                ExecPriority.DISPUTE, 8,
                ExecPriority.APPROVAL, 3,
                ExecPriority.BACKING_SYSTEM_PARAS, 1));
  }

  @Test
  void p19WithoutDisputesApprovalsTakeMost() {
    add(12, new PvfExecKind.Approval());
    add(12, new PvfExecKind.BackingSystemParas(Hash.ZERO));
    add(12, new PvfExecKind.Backing(Hash.ZERO));
    assertThat(share())
        .isEqualTo(
            Map.of(
                ExecPriority.APPROVAL, 9,
                ExecPriority.BACKING_SYSTEM_PARAS, 2,
                ExecPriority.BACKING, 1));
  }

  @Test
  void p20OneBackingJobStillGetsATurn() {
    add(12, new PvfExecKind.Approval());
    add(1, new PvfExecKind.Backing(Hash.ZERO));
    assertThat(share()).isEqualTo(Map.of(ExecPriority.APPROVAL, 11, ExecPriority.BACKING, 1));
  }

  @Test
  void p21BackingIsNotPostponedToTheEndOfTheWindow() {
    add(12, new PvfExecKind.Approval());
    add(1, new PvfExecKind.Backing(Hash.ZERO));
    assertThat(select(4))
        .containsExactly(
            ExecPriority.APPROVAL,
            ExecPriority.BACKING,
            ExecPriority.APPROVAL,
            ExecPriority.APPROVAL);
  }

  @Test
  void whereEveryPriorityHasReachedItsShareTheHighestGoesOn() {
    add(12, new PvfExecKind.Approval());
    assertThat(select(3)).containsOnly(ExecPriority.APPROVAL);
  }
}
