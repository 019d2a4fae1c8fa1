package dev.vouch.pvf.host;

import static dev.vouch.pvf.host.TestPvf.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.ExecuteAnswer;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.messages.PvfHostMessage.PrepareAnswer;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.queue.PvfLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A valid module that takes for ever to compile, with real processes: the limit of CPU time ends
 * its preparation, nobody votes about the code, nor about a candidate, of whatever kind the
 * execution is; and other code goes on to be prepared and run (validation 2.8.1 and 2.8.3).
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Timeout(180)
final class EndlessCompilationTest {
  private static final long LIMIT_MILLIS = 700;

  private final TestPvf pvf = new TestPvf();

  /** Another code each time: a failure is remembered. */
  private PvfPrepData code(int number, PrepKind kind) {
    byte[] section = {0, 5, 3, 'n', 'o', '.', (byte) number};
    Bytes wasm =
        Bytes.concat(Bytes.wrap(Fixtures.hostile("compiles_for_ever")), Bytes.wrap(section));
    return new PvfPrepData(
        pvf.put(wasm.toArray()), ExecutorParams.defaults(), 30 << 20, LIMIT_MILLIS, kind);
  }

  @Test
  void nobodyVotesAboutCodeThatTakesForEverToCompile(@TempDir Path directory) throws Exception {
    PvfHostConfig config =
        new PvfHostConfig(
            directory, 1, 0, 1_000, Jit.C1, false, false, false, 1, false, PvfLimits.defaults());
    List<ProcessHandle> workers;
    try (PvfHost host = PvfHost.start(config, pvf, new PvfHostMeters(new SimpleMeterRegistry()))) {
      PrepareAnswer checked = PvfAnswers.answer(await(host.prepare(code(0, PrepKind.PRECHECKING))));
      assertThat(checked)
          .isEqualTo(new PrepareAnswer.Failed("TimedOut", "prepare: timeout", false));
      List<PvfExecKind> kinds =
          List.of(
              new PvfExecKind.Backing(Hash.ZERO),
              new PvfExecKind.Approval(),
              new PvfExecKind.Dispute());
      for (int i = 0; i < kinds.size(); i++) {
        RunRequest request =
            new RunRequest(
                code(1 + i, PrepKind.COMPILATION),
                new RunInput.Raw(Bytes.EMPTY),
                TestPvf.CPU_LIMIT_MILLIS,
                PreparePriority.NORMAL,
                kinds.get(i),
                EngineMode.COMPILED,
                Jit.C1,
                false);
        assertThat(PvfAnswers.answer(await(host.execute(request))))
            .as(kinds.get(i).toString())
            .isEqualTo(new ExecuteAnswer.Internal("prepare: timeout"));
      }
      RunOutcome other = await(host.execute(pvf.run(Fixtures.adder(), TestPvf.adderParams())));
      assertThat(other)
          .isInstanceOfSatisfying(
              RunOutcome.Returned.class,
              r -> assertThat(r.result()).isEqualTo(TestPvf.adderResult()));
      workers = host.workerPids().stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    }
    assertThat(workers).noneMatch(ProcessHandle::isAlive);
  }
}
