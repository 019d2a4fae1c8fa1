package dev.vouch.app;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ValidationResult;
import dev.vouch.pvf.queue.PrepareError;
import dev.vouch.scale.ScaleException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of one PARAMS file. What the guest returned is told as it is; whether it decodes is
 * no question of running it (candidate validation asks it).
 *
 * @param kind name of validation spec 2.8; empty if all went well
 * @param reason empty if all went well
 * @param result of the guest, undecoded; the same in all runs
 */
record ExecuteReport(
    Path params,
    Status status,
    Optional<String> kind,
    Optional<String> reason,
    Optional<Bytes> result,
    List<PvfRun> runs) {
  /** The three outcomes, by the names that scripts see. */
  enum Status {
    ok,
    invalid,
    internal
  }

  ExecuteReport {
    runs = List.copyOf(runs);
  }

  static ExecuteReport returned(Path params, Bytes result, List<PvfRun> runs) {
    return new ExecuteReport(
        params, Status.ok, Optional.empty(), Optional.empty(), Optional.of(result), runs);
  }

  static ExecuteReport failed(
      Path params, ExecuteErrorKind kind, String reason, List<PvfRun> runs) {
    return new ExecuteReport(
        params,
        status(kind),
        Optional.of(kind.specName()),
        Optional.of(reason),
        Optional.empty(),
        runs);
  }

  static ExecuteReport notPrepared(Path params, PrepareError error, List<PvfRun> runs) {
    return new ExecuteReport(
        params,
        error.kind().deterministic() ? Status.invalid : Status.internal,
        Optional.of(error.kind().specName()),
        Optional.of(error.reason()),
        Optional.empty(),
        runs);
  }

  /** As candidate validation judges it in backing: nothing that may be local is invalid. */
  private static Status status(ExecuteErrorKind kind) {
    return switch (kind) {
      case INVALID_CANDIDATE,
          POV_DECOMPRESSION_FAILURE,
          HARD_TIMEOUT,
          RUNTIME_CONSTRUCTION,
          JOB_ERROR ->
          Status.invalid;
      case CORRUPTED_ARTIFACT, AMBIGUOUS_JOB_DEATH, AMBIGUOUS_WORKER_DEATH, INTERNAL ->
          Status.internal;
    };
  }

  /** Of all files: an invalid one outweighs one that could not be decided. */
  static int exitCode(List<ExecuteReport> reports) {
    if (reports.stream().anyMatch(report -> report.status == Status.invalid)) {
      return ExitCode.INVALID;
    }
    return reports.stream().allMatch(report -> report.status == Status.ok)
        ? ExitCode.OK
        : ExitCode.UNDECIDED;
  }

  /** The same keys always; null where there is nothing to tell. */
  JsonObject json() {
    JsonArray told = new JsonArray();
    runs.forEach(run -> told.add(run.json()));
    return new JsonObject()
        .put("params", params.toString())
        .put("outcome", status.name())
        .put("kind", kind.orElse(null))
        .put("reason", reason.orElse(null))
        .put("result", result.map(Bytes::toHex).orElse(null))
        .put("runs", told);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(params).append(": ").append(status);
    kind.ifPresent(name -> text.append(' ').append(name));
    reason.ifPresent(why -> text.append(": ").append(why));
    result.ifPresent(
        bytes -> {
          text.append(String.format("%n  result   %s", bytes.toHex()));
          text.append(decoded(bytes));
        });
    runs.forEach(run -> text.append(String.format("%n  run      %s", run.text())));
    return text.toString();
  }

  private static String decoded(Bytes bytes) {
    try {
      ValidationResult result = ValidationResult.CODEC.decode(bytes);
      return String.format(
          "%n  decoded  head %s, new code %s,%n"
              + "           upward messages %s, horizontal messages %s,%n"
              + "           processed downward messages %d, HRMP watermark %d",
          result.headData().value(),
          result.newValidationCode().map(Bytes::toString).orElse("none"),
          result.upwardMessages(),
          result.horizontalMessages(),
          result.processedDownwardMessages(),
          result.hrmpWatermark());
    } catch (ScaleException e) {
      return String.format(
          "%n  decoded  no ValidationResult (a validator calls such a candidate invalid): %s",
          e.getMessage());
    }
  }
}
