package dev.vouch.pvf.host;

import static dev.vouch.pvf.host.TestPvf.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.queue.PrepareResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Rows I: processes that die while they work, and what they are made of. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class WorkerDeathRowsTest extends RowHost {
  /** Of the worker's threads the JVM's own are many; no job makes more. */
  private static final int MOST_THREADS = 40;

  private static long threads(long pid) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      return tasks.count();
    }
  }

  /** One process prepares, so this is also I27: the job of a prepare worker is killed. */
  @Test
  void i25I27APrepareWorkerThatIsKilledBlamesNobody() throws Exception {
    Map<Long, Duration> before = cpuTimes();
    CompletableFuture<PrepareOutcome> running =
        host.prepare(code(variant(Fixtures.compilesForEver(), 25)));
    signal("-KILL", busyWorker(before, Duration.ofMillis(700)));
    assertThat(await(running).result())
        .isInstanceOfSatisfying(
            PrepareResult.Failure.class,
            f -> {
              assertThat(f.error().kind()).isEqualTo(PrepareErrorKind.IO_ERR);
              assertThat(f.error().reason()).contains("received signal: SIGKILL");
              assertThat(f.error().kind().deterministic()).isFalse();
            });
  }

  /**
   * The reference calls every death ambiguous and in the end votes against; a signal from outside
   * says nothing about the candidate, so here it is internal.
   */
  @Test
  void i26I28AnExecuteWorkerThatIsKilledFromOutsideBlamesNobody() throws Exception {
    prepares(code(Fixtures.halt()));
    Map<Long, Duration> before = cpuTimes();
    CompletableFuture<RunOutcome> running = halt(60_000);
    signal("-KILL", busyWorker(before, Duration.ofMillis(900)));
    RunOutcome.Failed failed = failed(await(running));
    assertThat(failed.kind()).as(failed.reason()).isEqualTo(ExecuteErrorKind.INTERNAL);
    assertThat(failed.reason()).contains("received signal: SIGKILL");
  }

  /** Sibling of I28: a crash may be the guest's doing. */
  @Test
  void anExecuteWorkerThatCrashesIsAmbiguous() throws Exception {
    prepares(code(Fixtures.halt()));
    Map<Long, Duration> before = cpuTimes();
    CompletableFuture<RunOutcome> running = halt(60_000);
    signal("-SEGV", busyWorker(before, Duration.ofMillis(900)));
    RunOutcome outcome = await(running);
    assertThat(failed(outcome).kind())
        .as(failed(outcome).reason())
        .isEqualTo(ExecuteErrorKind.AMBIGUOUS_WORKER_DEATH);
    assertThat(PvfAnswers.answer(outcome)).isInstanceOf(ExecuteAnswer.PossiblyInvalid.class);
  }

  /** The reference has one thread in its worker and four in its job; a JVM has its own. */
  @Test
  void i29APrepareWorkerHasABoundedNumberOfThreads() throws Exception {
    Map<Long, Duration> before = cpuTimes();
    CompletableFuture<PrepareOutcome> running =
        host.prepare(code(variant(Fixtures.compilesForEver(), 29)));
    long pid = busyWorker(before, Duration.ofMillis(700));
    assertThat(threads(pid)).isBetween(5L, (long) MOST_THREADS);
    signal("-KILL", pid);
    await(running);
  }

  /** Sibling of I29. */
  @Test
  void anExecuteWorkerHasABoundedNumberOfThreads() throws Exception {
    prepares(code(Fixtures.halt()));
    Map<Long, Duration> before = cpuTimes();
    CompletableFuture<RunOutcome> running = halt(60_000);
    long pid = busyWorker(before, Duration.ofMillis(900));
    assertThat(threads(pid)).isBetween(5L, (long) MOST_THREADS);
    signal("-KILL", pid);
    await(running);
  }
}
