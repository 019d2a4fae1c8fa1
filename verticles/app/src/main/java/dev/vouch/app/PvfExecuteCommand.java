package dev.vouch.app;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.frames.Levers;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.Bytes;
import dev.vouch.pvf.host.RunInput;
import dev.vouch.pvf.host.RunOutcome;
import dev.vouch.pvf.host.RunRequest;
import dev.vouch.pvf.queue.PrepareError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vouch pvf execute CODE PARAMS...}: runs validate_block on files as they are. */
@Command(
    name = "execute",
    description = {
      "Execute a PVF in a worker process; each PARAMS file goes to the guest as it is.",
      "Exit: 1 if any is invalid, else 3 if any could not be decided, else 0; 2 wrong usage or"
          + " unusable file."
    },
    mixinStandardHelpOptions = true)
final class PvfExecuteCommand implements Callable<Integer> {
  private static final int MAX_REPEAT = 1_000_000;

  /** Above, the sums of the waits for a process would be of no use. */
  private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "CODE",
      description = "Validation code: Wasm, raw or compressed as on chain.")
  private Path code;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PARAMS",
      description = "Files with encoded validation parameters, of any length, run in this order.")
  private List<Path> params = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the result of the last PARAMS file here, as the guest returned it.")
  private @Nullable Path out;

  @Option(
      names = "--timeout",
      defaultValue = "2s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "CPU time of the guest in each run (default ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Option(
      names = "--engine",
      defaultValue = "chicory",
      paramLabel = "ENGINE",
      description = "What runs the guest: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Engine engine;

  @Option(
      names = "--jit",
      defaultValue = "c1",
      paramLabel = "JIT",
      description =
          "What compiles the worker process: ${COMPLETION-CANDIDATES} (default"
              + " ${DEFAULT-VALUE}).")
  private JitChoice jit;

  @Option(
      names = "--repeat",
      defaultValue = "1",
      paramLabel = "N",
      description = "Run each file N times (default ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--artifacts",
      paramLabel = "DIR",
      description = "Keep the artifact here, and use what is here (default: temporary).")
  private @Nullable Path artifacts;

  @CommandLine.Mixin private LeverOptions without = new LeverOptions();

  @Option(names = "--json", description = "One JSON object a line for each file, nothing else.")
  private boolean json;

  /** Which engine runs the guest. */
  enum Engine {
    chicory,
    interpreter
  }

  /** Which JIT compiles the worker's code. */
  enum JitChoice {
    c1,
    tiered
  }

  @Override
  public Integer call() throws IOException {
    checkOptions();
    Levers levers = without.levers();
    Bytes codeBytes = InputFiles.readCode(code);
    List<Bytes> inputs = params.stream().map(InputFiles::read).map(Bytes::wrap).toList();
    List<ExecuteReport> reports = new ArrayList<>();
    try (PvfSession session =
        PvfSession.open(Optional.ofNullable(artifacts), workerJit(), levers)) {
      PvfPrepData prep = PvfInputs.prepData(session.put(codeBytes));
      for (int i = 0; i < inputs.size(); i++) {
        report(reports, runFile(session, prep, params.get(i), inputs.get(i)));
      }
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      for (Path file : params.subList(reports.size(), params.size())) {
        report(reports, ExecuteReport.failed(file, ExecuteErrorKind.INTERNAL, reason, List.of()));
      }
    }
    writeLast(reports);
    return ExecuteReport.exitCode(reports);
  }

  private void checkOptions() {
    if (repeat < 1 || repeat > MAX_REPEAT) {
      throw refused("--repeat must be 1 to " + MAX_REPEAT + ", not " + repeat);
    }
    if (timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw refused("--timeout must be 1ms to " + MAX_TIMEOUT.toMinutes() + "m");
    }
    if (out != null) {
      Path directory = out.toAbsolutePath().getParent();
      boolean writable =
          Files.exists(out)
              ? Files.isWritable(out) && !Files.isDirectory(out)
              : directory != null && Files.isDirectory(directory) && Files.isWritable(directory);
      if (!writable) {
        throw refused("--out: " + out + " cannot be written to");
      }
    }
  }

  private CommandLine.ParameterException refused(String reason) {
    return new CommandLine.ParameterException(spec.commandLine(), reason);
  }

  private Jit workerJit() {
    return jit == JitChoice.c1 ? Jit.C1 : Jit.TIERED;
  }

  private ExecuteReport runFile(PvfSession session, PvfPrepData prep, Path file, Bytes input) {
    RunRequest request =
        new RunRequest(
            prep,
            new RunInput.Raw(input),
            timeout.toMillis(),
            PreparePriority.CRITICAL,
            new PvfExecKind.Approval(),
            engine == Engine.chicory ? EngineMode.COMPILED : EngineMode.INTERPRETER,
            workerJit(),
            false);
    List<PvfRun> runs = new ArrayList<>();
    Optional<Bytes> first = Optional.empty();
    for (int i = 0; i < repeat; i++) {
      RunOutcome outcome =
          TimeLimits.judged(session.host().execute(request).join(), timeout.toMillis());
      PvfRun.of(outcome).ifPresent(runs::add);
      switch (outcome) {
        case RunOutcome.Returned returned -> {
          if (first.isPresent() && !first.get().equals(returned.result())) {
            String reason = "run " + (i + 1) + " returned other bytes than run 1";
            return ExecuteReport.failed(file, ExecuteErrorKind.INTERNAL, reason, runs);
          }
          first = Optional.of(returned.result());
        }
        case RunOutcome.Failed failed -> {
          return ExecuteReport.failed(file, failed.kind(), failed.reason(), runs);
        }
        case RunOutcome.NotPrepared(PrepareError error) -> {
          return ExecuteReport.notPrepared(file, error, runs);
        }
        case RunOutcome.Stale stale -> throw new IllegalStateException("no leaf to be stale by");
      }
    }
    return ExecuteReport.returned(file, first.orElseThrow(), runs);
  }

  /** Told at once: the next file may take long. */
  private void report(List<ExecuteReport> reports, ExecuteReport report) {
    reports.add(report);
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.println(json ? report.json().encode() : report.text());
    stdout.flush();
  }

  private void writeLast(List<ExecuteReport> reports) throws IOException {
    if (out != null && reports.getLast().result().isPresent()) {
      Files.write(out, reports.getLast().result().get().toArray());
    }
  }
}
