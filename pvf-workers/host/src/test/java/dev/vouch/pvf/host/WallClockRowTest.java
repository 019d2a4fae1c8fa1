package dev.vouch.pvf.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Payload;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.supervisor.Supervisor;
import dev.vouch.pvf.supervisor.SupervisorSettings;
import dev.vouch.pvf.supervisor.WorkerJars;
import dev.vouch.pvf.supervisor.WorkerKind;
import dev.vouch.pvf.supervisor.WorkerListener;
import dev.vouch.pvf.supervisor.WorkerProcess;
import dev.vouch.pvf.supervisor.WorkerReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Row I24 of validation 6.4, and P31 and P32 of 6.2, with a real worker. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class WallClockRowTest {
  private static final Payload NO_PARAMS = Payload.of(new byte[1]);

  private static Frame.PrepareDone prepared(Supervisor supervisor) throws Exception {
    try (WorkerProcess worker = supervisor.spawn(WorkerKind.PREPARE)) {
      WorkerReply reply =
          worker.prepare(
              new Frame.PrepareJob(1, Payload.of(Fixtures.halt()), 1 << 20, NO_PARAMS, false),
              Duration.ofSeconds(60));
      assertThat(reply).as("P32").isInstanceOf(WorkerReply.Answered.class);
      return (Frame.PrepareDone) ((WorkerReply.Answered) reply).frame();
    }
  }

  /**
   * The guest has used no CPU time, so by our policy nobody is blamed; by the reference's the
   * candidate is.
   */
  @Test
  void i24P31P32AnExecuteWorkerThatIsStoppedIsOverItsWallClock(@TempDir Path directory)
      throws Exception {
    SupervisorSettings settings = SupervisorSettings.defaults(WorkerJars.unpack(directory));
    try (Supervisor supervisor = new Supervisor(settings, WorkerListener.NONE)) {
      Frame.PrepareDone halt = prepared(supervisor);
      try (WorkerProcess worker = supervisor.spawn(WorkerKind.EXECUTE_C1)) {
        worker.load(
            new Frame.LoadArtifact(halt.artifact(), halt.digest(), EngineMode.COMPILED),
            Duration.ofSeconds(60));
        assertThat(
                new ProcessBuilder("kill", "-STOP", String.valueOf(worker.pid())).start().waitFor())
            .isZero();
        WorkerReply reply =
            worker.execute(
                new Frame.ExecuteJob(1, NO_PARAMS, JobInput.raw(new byte[0])),
                Duration.ofMillis(100));
        assertThat(reply)
            .isInstanceOfSatisfying(
                WorkerReply.OverLimit.class,
                over -> assertThat(over.limit()).isEqualTo(WorkerReply.Limit.WALL));
        assertThat(kind(Verdicts.of(reply, false, true, true)))
            .isEqualTo(ExecuteErrorKind.INTERNAL);
        assertThat(kind(Verdicts.of(reply, false, false, false)))
            .isEqualTo(ExecuteErrorKind.HARD_TIMEOUT);
      }
    }
  }

  private static ExecuteErrorKind kind(RunOutcome outcome) {
    return ((RunOutcome.Failed) outcome).kind();
  }
}
