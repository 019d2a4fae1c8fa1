package dev.vouch.app;

import dev.vouch.frames.Levers;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.primitives.Bytes;
import dev.vouch.pvf.host.PrepareOutcome;
import dev.vouch.pvf.queue.PrepareError;
import dev.vouch.pvf.queue.PrepareResult;
import dev.vouch.pvf.queue.PrepareStats;
import dev.vouch.pvf.queue.StoredArtifact;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vouch pvf prepare CODE}: compiles in a worker process and tells what came of it. */
@Command(
    name = "prepare",
    description = {
      "Prepare validation code in a worker process.",
      "Exit: 0 prepared, 1 the code is at fault, 2 wrong usage or unusable file, 3 could not"
          + " decide."
    },
    mixinStandardHelpOptions = true)
final class PvfPrepareCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "CODE", description = "Wasm, raw or compressed as on chain.")
  private Path code;

  @Option(
      names = "--artifacts",
      paramLabel = "DIR",
      description = "Keep the artifact here, and use what is here (default: temporary).")
  private @Nullable Path artifacts;

  @CommandLine.Mixin private LeverOptions without = new LeverOptions();

  @Option(names = "--json", description = "One JSON object on standard output, nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    Levers levers = without.passes();
    Bytes bytes = InputFiles.readCode(code);
    try (PvfSession session = PvfSession.open(Optional.ofNullable(artifacts), Jit.C1, levers)) {
      PrepareOutcome outcome =
          session.host().prepare(PvfInputs.prepData(session.put(bytes))).join();
      return switch (outcome.result()) {
        case PrepareResult.Success success ->
            report(prepared(outcome, success, bytes, levers), ExitCode.OK);
        case PrepareResult.Failure(PrepareError error) ->
            report(
                failed(error),
                error.kind().deterministic() ? ExitCode.INVALID : ExitCode.UNDECIDED);
      };
    } catch (IOException e) {
      PrepareError error =
          new PrepareError(PrepareErrorKind.IO_ERR, String.valueOf(e.getMessage()));
      return report(failed(error), ExitCode.UNDECIDED);
    }
  }

  private int report(JsonObject fields, int exitCode) {
    spec.commandLine().getOut().println(json ? fields.encode() : text(fields));
    spec.commandLine().getOut().flush();
    return exitCode;
  }

  private static JsonObject prepared(
      PrepareOutcome outcome, PrepareResult.Success success, Bytes code, Levers levers) {
    StoredArtifact artifact = success.artifact();
    JsonObject result =
        new JsonObject()
            .put("outcome", "ok")
            .put("artifact_id", PvfInputs.artifactId(outcome.id()))
            .put("code_hash", outcome.id().codeHash().toHex())
            .put("code_bytes", code.length())
            .put("artifact_bytes", artifact.sizeBytes())
            .put("reused", success.stats().isEmpty());
    if (!levers.off().isEmpty()) {
      result.put("levers_off", new JsonArray(levers.off()));
    }
    success
        .stats()
        .ifPresent(
            (PrepareStats stats) ->
                result
                    .put("wasm_bytes", stats.codeBytes())
                    .put("functions", stats.functions())
                    .put("interpreted_functions", stats.interpretedFunctions())
                    .put(
                        "unlisted_memory_functions", new JsonArray(List.copyOf(stats.lookAlikes())))
                    .put("cpu_ms", stats.cpuNanos() / 1_000_000)
                    .put("wall_ms", stats.wallNanos() / 1_000_000)
                    .put("peak_memory_bytes", stats.peakMemoryBytes()));
    return result;
  }

  private static JsonObject failed(PrepareError error) {
    return new JsonObject()
        .put("outcome", error.kind().deterministic() ? "invalid" : "internal")
        .put("kind", error.kind().specName())
        .put("reason", error.reason());
  }

  private static String text(JsonObject fields) {
    StringBuilder lines = new StringBuilder();
    fields.forEach(
        field ->
            lines.append(
                String.format("%-22s %s%n", field.getKey().replace('_', ' '), field.getValue())));
    return lines.toString().stripTrailing();
  }
}
