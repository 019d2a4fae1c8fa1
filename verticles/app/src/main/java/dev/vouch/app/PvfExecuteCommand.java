package dev.vouch.app;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.messages.PvfHostMessage.PreparePriority;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ValidationResult;
import dev.vouch.pvf.host.RunInput;
import dev.vouch.pvf.host.RunOutcome;
import dev.vouch.pvf.host.RunRequest;
import dev.vouch.scale.ScaleException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
      "Exit: 1 if any is invalid, else 3 if any could not be decided, else 0; 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class PvfExecuteCommand implements Callable<Integer> {
  private static final int MAX_REPEAT = 1_000_000;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(index = "0", paramLabel = "CODE", description = "Wasm, raw or compressed.")
  private Path code;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PARAMS",
      description = "Files with encoded validation parameters, run in this order.")
  private List<Path> params = new ArrayList<>();

  @Option(names = "--out", paramLabel = "FILE", description = "Write the last result here.")
  private @Nullable Path out;

  @Option(
      names = "--timeout",
      defaultValue = "2s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "CPU time of the guest (default ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Option(
      names = "--engine",
      defaultValue = "chicory",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Engine engine;

  @Option(
      names = "--jit",
      defaultValue = "c1",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private JitChoice jit;

  @Option(
      names = "--repeat",
      defaultValue = "1",
      paramLabel = "N",
      description = "Run each file N times (default ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(names = "--artifacts", paramLabel = "DIR", description = "Keep the artifact here.")
  private @Nullable Path artifacts;

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

  /** What became of one file. */
  private record FileResult(
      Path params,
      String outcome,
      Optional<String> kind,
      String reason,
      Optional<Bytes> result,
      List<Run> runs) {}

  private record Run(double cpuMillis, double wallMillis, boolean cold) {}

  @Override
  public Integer call() throws IOException {
    if (repeat < 1 || repeat > MAX_REPEAT) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--repeat must be 1 to " + MAX_REPEAT + ", not " + repeat);
    }
    if (timeout.isZero()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--timeout must be more than nothing");
    }
    Bytes codeBytes = InputFiles.readCode(code);
    List<byte[]> inputs = params.stream().map(InputFiles::read).toList();
    Jit workerJit = jit == JitChoice.c1 ? Jit.C1 : Jit.TIERED;
    List<FileResult> results = new ArrayList<>();
    try (PvfSession session =
        PvfSession.open(Optional.ofNullable(artifacts), workerJit, false, false)) {
      PvfPrepData prep = PvfInputs.prepData(session.put(codeBytes));
      for (int i = 0; i < inputs.size(); i++) {
        FileResult result = runFile(session, prep, workerJit, params.get(i), inputs.get(i));
        results.add(result);
        print(result);
      }
    }
    writeLast(results);
    return exitCode(results);
  }

  private FileResult runFile(
      PvfSession session, PvfPrepData prep, Jit workerJit, Path file, byte[] input) {
    List<Run> runs = new ArrayList<>();
    Optional<Bytes> first = Optional.empty();
    for (int i = 0; i < repeat; i++) {
      RunOutcome outcome =
          session
              .host()
              .execute(
                  new RunRequest(
                      prep,
                      new RunInput.Raw(Bytes.wrap(input)),
                      timeout.toMillis(),
                      PreparePriority.CRITICAL,
                      new PvfExecKind.Approval(),
                      engine == Engine.chicory ? EngineMode.COMPILED : EngineMode.INTERPRETER,
                      workerJit,
                      false))
              .join();
      switch (outcome) {
        case RunOutcome.Returned(Bytes result, long cpu, long wall, boolean cold) -> {
          runs.add(new Run(cpu / 1e6, wall / 1e6, cold));
          if (first.filter(before -> !before.equals(result)).isPresent()) {
            return new FileResult(
                file,
                "internal",
                Optional.of(ExecuteErrorKind.INTERNAL.specName()),
                "run " + (i + 1) + " returned other bytes than run 1",
                Optional.empty(),
                runs);
          }
          first = Optional.of(result);
        }
        case RunOutcome.Failed(
                ExecuteErrorKind kind,
                String reason,
                long cpu,
                long wall,
                boolean cold) -> {
          runs.add(new Run(cpu / 1e6, wall / 1e6, cold));
          return new FileResult(
              file,
              kind.blame() == ExecuteErrorKind.Blame.CANDIDATE ? "invalid" : "internal",
              Optional.of(kind.specName()),
              reason,
              Optional.empty(),
              runs);
        }
        case RunOutcome.NotPrepared(var error) -> {
          return new FileResult(
              file,
              error.kind().deterministic() ? "invalid" : "internal",
              Optional.of(error.kind().specName()),
              error.reason(),
              Optional.empty(),
              runs);
        }
        case RunOutcome.Stale stale -> throw new IllegalStateException("no leaf to be stale by");
      }
    }
    return new FileResult(file, "ok", Optional.empty(), "", first, runs);
  }

  private void print(FileResult result) {
    PrintWriter stdout = spec.commandLine().getOut();
    if (json) {
      JsonArray runs = new JsonArray();
      result.runs.forEach(
          run ->
              runs.add(
                  new JsonObject()
                      .put("cpu_ms", run.cpuMillis)
                      .put("wall_ms", run.wallMillis)
                      .put("cold", run.cold)));
      stdout.println(
          new JsonObject()
              .put("params", result.params.toString())
              .put("outcome", result.outcome)
              .put("kind", result.kind.orElse(null))
              .put("reason", result.reason.isEmpty() ? null : result.reason)
              .put("result", result.result.map(r -> r.toHex()).orElse(null))
              .put("runs", runs)
              .encode());
      stdout.flush();
      return;
    }
    stdout.println(result.params + ": " + result.outcome + describe(result));
    result.result.ifPresent(
        r -> {
          stdout.println("  result  " + r.toHex());
          stdout.println("  decoded " + decoded(r));
        });
    for (Run run : result.runs) {
      stdout.printf(
          "  cpu %.1f ms, wall %.1f ms%s%n",
          run.cpuMillis, run.wallMillis, run.cold ? ", cold" : "");
    }
    stdout.flush();
  }

  private static String describe(FileResult result) {
    return result.kind.map(kind -> " " + kind + ": " + result.reason).orElse("");
  }

  private static String decoded(Bytes result) {
    try {
      return ValidationResult.CODEC.decode(result).toString();
    } catch (ScaleException e) {
      return "not a ValidationResult: " + e.getMessage();
    }
  }

  private void writeLast(List<FileResult> results) throws IOException {
    if (out != null && !results.isEmpty() && results.getLast().result.isPresent()) {
      Files.write(out, results.getLast().result.orElseThrow().toArray());
    }
  }

  private static int exitCode(List<FileResult> results) {
    if (results.stream().anyMatch(result -> result.outcome.equals("invalid"))) {
      return ExitCode.INVALID;
    }
    return results.stream().allMatch(result -> result.outcome.equals("ok"))
        ? ExitCode.OK
        : ExitCode.UNDECIDED;
  }
}
