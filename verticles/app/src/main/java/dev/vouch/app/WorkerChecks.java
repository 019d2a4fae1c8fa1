package dev.vouch.app;

import dev.vouch.app.doctor.Finding;
import dev.vouch.app.doctor.SandboxChecks;
import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.primitives.Bytes;
import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.fixtures.ParaBlock;
import dev.vouch.pvf.host.RunInput;
import dev.vouch.pvf.host.RunOutcome;
import dev.vouch.pvf.host.RunRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Real workers, started as a node starts them: an honest PVF must give its result, an endless one
 * must be killed by its own CPU time, the honest one must work again, and nothing may be left. What
 * the workers found when they tried their sandbox comes with it.
 */
final class WorkerChecks {
  private static final long HONEST_CPU_MILLIS = 10_000;
  private static final long ENDLESS_CPU_MILLIS = 200;
  private static final int BLOCK = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  private static final String START_REMEDY =
      "read the reason; a temporary directory that is mounted noexec, or a JDK that was replaced"
          + " while it runs, are the usual ones";

  private final PvfSession session;
  private final Jit jit;

  private WorkerChecks(PvfSession session, Jit jit) {
    this.session = session;
    this.jit = jit;
  }

  static List<Finding> run(Jit jit) {
    List<Finding> findings = new ArrayList<>();
    List<Long> pids;
    try (PvfSession session = PvfSession.openTemporary(jit)) {
      WorkerChecks checks = new WorkerChecks(session, jit);
      findings.add(checks.honest("worker-honest"));
      findings.add(checks.endless());
      findings.add(checks.honest("worker-recovers"));
      findings.addAll(SandboxChecks.of(session.host().sandbox()));
      pids = session.host().workerPids();
    } catch (IOException e) {
      findings.add(Finding.fail("worker-honest", String.valueOf(e.getMessage()), START_REMEDY));
      return findings;
    }
    findings.add(leftovers(pids));
    return findings;
  }

  private Finding honest(String check) {
    ParaBlock block = AdderState.genesis().block(AdderState.genesisHead(), AdderState.STEP);
    Bytes params =
        Bytes.wrap(block.validationParams(AdderState.genesisHead(), BLOCK, new byte[32]));
    long began = System.nanoTime();
    RunOutcome outcome = execute(Fixtures.adder(), params, HONEST_CPU_MILLIS);
    if (outcome instanceof RunOutcome.Returned returned) {
      return returned.result().equals(Bytes.wrap(block.validationResult(BLOCK)))
          ? Finding.ok(
              check,
              String.format(
                  Locale.ROOT,
                  "adder gives its result: %.1f ms of CPU, %d ms with all that comes before",
                  returned.cpuNanos() / NANOS_PER_MILLI,
                  TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)))
          : Finding.fail(
              check,
              "adder gives a wrong result",
              "do not validate on this machine: its Java or its hardware computes wrongly");
    }
    return Finding.fail(check, "adder does not run: " + reason(outcome), START_REMEDY);
  }

  private Finding endless() {
    RunOutcome outcome = execute(Fixtures.halt(), Bytes.EMPTY, ENDLESS_CPU_MILLIS);
    if (outcome instanceof RunOutcome.Failed failed
        && failed.kind() == ExecuteErrorKind.HARD_TIMEOUT
        && failed.cpuNanos() >= TimeUnit.MILLISECONDS.toNanos(ENDLESS_CPU_MILLIS)) {
      return Finding.ok(
          "worker-hostile",
          String.format(
              Locale.ROOT,
              "an endless PVF is killed at its limit of %d ms of CPU, after %.0f ms",
              ENDLESS_CPU_MILLIS,
              failed.wallNanos() / NANOS_PER_MILLI));
    }
    return Finding.fail(
        "worker-hostile",
        "an endless PVF is not ended by its own CPU time: " + reason(outcome),
        "see cpu-clock; otherwise give the machine less other work");
  }

  private RunOutcome execute(byte[] code, Bytes params, long cpuMillis) {
    RunRequest request =
        new RunRequest(
            PvfInputs.prepData(session.put(Bytes.wrap(code))),
            new RunInput.Raw(params),
            cpuMillis,
            PreparePriority.CRITICAL,
            new PvfExecKind.Approval(),
            EngineMode.COMPILED,
            jit,
            false);
    return TimeLimits.judged(session.host().execute(request).join(), cpuMillis);
  }

  private static String reason(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Returned returned -> "it returned";
      case RunOutcome.Failed failed -> failed.kind() + ": " + failed.reason();
      case RunOutcome.NotPrepared(var error) -> error.kind() + ": " + error.reason();
      case RunOutcome.Stale stale -> "it was dropped";
    };
  }

  private static Finding leftovers(List<Long> pids) {
    List<Long> alive =
        pids.stream()
            .filter(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
            .toList();
    return alive.isEmpty()
        ? Finding.ok("worker-end", "no process is left")
        : Finding.fail(
            "worker-end",
            "processes that do not end when killed: " + alive,
            "look at them with ps; a process that hangs in the kernel points to a disk or network"
                + " file system that does not answer");
  }
}
