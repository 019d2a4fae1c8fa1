package dev.vouch.pvf.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.SandboxLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups in a model of the kernel's tree. */
final class WorkerGroupsTest {
  private static final GroupLimits LIMITS = new GroupLimits(512 << 20, 256);
  private static final ProcessHandle WORKER = ProcessHandle.current();
  private static final String FIRST = "unit/vouch-4711/worker-1";

  @TempDir private Path root;
  private KernelModel kernel;
  private WorkerGroups groups;

  @BeforeEach
  void tree() throws IOException {
    kernel = new KernelModel(root);
    kernel.write(kernel.node().resolve("cgroup.procs"), "4711");
    groups = kernel.groups();
  }

  private String text(String file) throws IOException {
    return Files.readString(root.resolve(file)).strip();
  }

  @Test
  void aWorkerIsPutIntoABoundedGroupOfItsOwn() throws IOException {
    WorkerGroup group = groups.put(WORKER, LIMITS);
    assertThat(group.layer())
        .isEqualTo(
            new SandboxLayer("cgroup", true, "at most 512 MiB of memory, no swap, 256 threads"));
    assertThat(text(FIRST + "/memory.max")).isEqualTo("536870912");
    assertThat(text(FIRST + "/memory.swap.max")).isEqualTo("0");
    assertThat(text(FIRST + "/memory.oom.group")).isEqualTo("1");
    assertThat(text(FIRST + "/pids.max")).isEqualTo("256");
    assertThat(text(FIRST + "/cgroup.procs")).isEqualTo(String.valueOf(WORKER.pid()));
    assertThat(text("unit/node/cgroup.procs")).isEqualTo("4711");
  }

  @Test
  void aGroupGoesWithItsWorkerAndTheOneAroundWithTheLast() throws IOException {
    WorkerGroup first = groups.put(WORKER, LIMITS);
    WorkerGroup second = groups.put(WORKER, LIMITS);
    assertThat(kernel.made()).containsExactly("unit/vouch-4711", FIRST, "unit/vouch-4711/worker-2");
    first.close();
    assertThat(kernel.made()).containsExactly("unit/vouch-4711", "unit/vouch-4711/worker-2");
    second.close();
    second.close();
    assertThat(kernel.made()).isEmpty();
    assertThat(groups.put(WORKER, LIMITS).layer().held()).isTrue();
  }

  @Test
  void aGroupThatIsNotEmptyInTimeGoesWithTheNext() throws IOException {
    kernel.killsAtOnce(false);
    groups.put(WORKER, LIMITS).close();
    assertThat(kernel.made()).contains(FIRST);
    KernelModel.empty(root.resolve(FIRST));
    WorkerGroup next = groups.put(WORKER, LIMITS);
    kernel.killsAtOnce(true);
    next.close();
    assertThat(kernel.made()).isEmpty();
  }

  @Test
  void whoIsInterruptedDoesNotWaitAndTheGroupGoesAllTheSame() throws Exception {
    kernel.killsAtOnce(false);
    WorkerGroup group = groups.put(WORKER, LIMITS);
    Thread.currentThread().interrupt();
    group.close();
    assertThat(Thread.interrupted()).isTrue();
    KernelModel.empty(root.resolve(FIRST));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!kernel.made().isEmpty() && System.nanoTime() - end < 0) {
      groups.stop();
    }
    assertThat(kernel.made()).isEmpty();
  }

  @Test
  void theEndOfTheJvmLeavesNothingAndNothingBeginsAfterIt() throws IOException {
    groups.put(WORKER, LIMITS);
    groups.put(WORKER, LIMITS);
    groups.stop();
    assertThat(kernel.made()).isEmpty();
    assertThat(groups.put(WORKER, LIMITS).layer())
        .isEqualTo(new SandboxLayer("cgroup", false, "the JVM stops"));
    assertThat(kernel.made()).isEmpty();
  }

  @Test
  void aProcessThatHasEndedGetsNoGroupAndNothingIsKilledForIt() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    kernel.killsAtOnce(true);
    WorkerGroup group = groups.put(ended.toHandle(), LIMITS);
    assertThat(group.layer().held()).isFalse();
    assertThat(group.layer().detail()).contains("has ended");
    group.close();
    groups.stop();
    assertThat(text(FIRST + "/cgroup.procs"))
        .as("whoever has that id now")
        .isEqualTo(String.valueOf(ended.pid()));
  }

  @Test
  void whereNothingCanBeMadeTheLayerSaysWhyAndNothingIsLeft() throws IOException {
    kernel.writable(false);
    WorkerGroup group = groups.put(WORKER, LIMITS);
    assertThat(group.layer().held()).isFalse();
    assertThat(group.layer().detail()).contains("Read-only file system");
    group.close();
    assertThat(group.outOfMemory()).isEmpty();
    assertThat(kernel.made()).isEmpty();
  }

  @Test
  void aKillForWantOfMemoryIsTold() throws IOException {
    WorkerGroup group = groups.put(WORKER, LIMITS);
    assertThat(group.outOfMemory()).isEmpty();
    Files.writeString(root.resolve(FIRST + "/memory.events"), "oom 1\noom_kill 1\n");
    assertThat(group.outOfMemory().orElseThrow())
        .isEqualTo("its cgroup was out of memory, at most 512 MiB of memory, no swap, 256 threads");
    group.close();
    assertThat(group.outOfMemory()).isEmpty();
  }

  @Test
  void emptyGroupsOfTheDeadAreSweptAndNoOthers() throws IOException {
    for (long owner : new long[] {1, 2, 3, 4711}) {
      WorkerGroups others = kernel.groups(owner, pid -> false);
      others.put(WORKER, LIMITS);
      // Processes of the dead have ended, but for those of 2.
      if (owner != 2) {
        KernelModel.empty(root.resolve("unit/vouch-" + owner + "/worker-1"));
      }
    }
    Files.createDirectory(root.resolve("unit/vouch-other"));
    Files.writeString(root.resolve("unit/vouch-2/worker-1/cgroup.procs"), "99\n");
    kernel.groups(4711, pid -> pid == 3).sweep();
    assertThat(kernel.made())
        .containsExactly(
            "unit/vouch-2",
            "unit/vouch-2/worker-1",
            "unit/vouch-3",
            "unit/vouch-3/worker-1",
            "unit/vouch-other");
  }

  @Test
  void ownGroupsAreNotSweptWhileTheyAreUsed() throws IOException {
    groups.put(WORKER, LIMITS);
    KernelModel.empty(root.resolve(FIRST));
    groups.sweep();
    assertThat(kernel.made()).contains(FIRST);
  }
}
