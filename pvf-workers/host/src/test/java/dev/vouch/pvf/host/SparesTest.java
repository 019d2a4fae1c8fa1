package dev.vouch.pvf.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.pvf.supervisor.GuestCaches;
import dev.vouch.pvf.supervisor.Supervisor;
import dev.vouch.pvf.supervisor.SupervisorSettings;
import dev.vouch.pvf.supervisor.WorkerJars;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerListener;
import dev.vouch.pvf.supervisor.WorkerProcess;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class SparesTest {
  private final AtomicInteger starts = new AtomicInteger();
  private final WorkerListener counting =
      new WorkerListener() {
        @Override
        public void spawning(WorkerKind kind) {
          starts.incrementAndGet();
        }

        @Override
        public void spawned(WorkerKind kind) {}

        @Override
        public void spawnFailed(WorkerKind kind) {}

        @Override
        public void retired(WorkerKind kind) {}
      };

  @Test
  void whoNeedsAWorkerWhileASpareStartsGetsThatOneAndADeadSpareIsNotGiven(@TempDir Path directory)
      throws Exception {
    SupervisorSettings settings = SupervisorSettings.defaults(WorkerJars.unpack(directory));
    try (Supervisor supervisor = new Supervisor(settings, counting);
        GuestCaches none = new GuestCaches(supervisor, directory, 0, Optional.empty());
        Spares spares = new Spares(supervisor, WorkerKind.EXECUTE_C1, 1, none)) {
      spares.refill();
      try (WorkerProcess first = spares.take(WorkerKind.EXECUTE_C1, Optional.empty())) {
        assertThat(first.isAlive()).isTrue();
        assertThat(starts).as("it and the one after it").hasValueLessThanOrEqualTo(2);
        Awaitility.await().until(() -> supervisor.liveWorkers() == 2);
        supervisor.pids().stream()
            .filter(pid -> pid != first.pid())
            .forEach(pid -> ProcessHandle.of(pid).ifPresent(SparesTest::killAndWait));
        try (WorkerProcess second = spares.take(WorkerKind.EXECUTE_C1, Optional.empty())) {
          assertThat(second.isAlive()).isTrue();
          assertThat(second.pid()).isNotEqualTo(first.pid());
        }
      }
    }
  }

  private static void killAndWait(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }
}
