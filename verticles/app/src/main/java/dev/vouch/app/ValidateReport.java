package dev.vouch.app;

import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.CandidateReceipt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What {@code vouch validate} found.
 *
 * @param assumed what the context did not tell, as {@link ChainContext#assumed}
 * @param runs of the PVF, in their order
 */
record ValidateReport(
    CandidateReceipt receipt,
    Verdict verdict,
    JsonObject assumed,
    List<ValidationHost.ToldRun> runs) {

  ValidateReport {
    assumed = assumed.copy();
    runs = List.copyOf(runs);
  }

  @Override
  public JsonObject assumed() {
    return assumed.copy();
  }

  int exitCode() {
    return switch (verdict) {
      case Verdict.Valid valid -> ExitCode.OK;
      case Verdict.Invalid invalid -> ExitCode.INVALID;
      case Verdict.CouldNotDecide undecided -> ExitCode.UNDECIDED;
    };
  }

  /** The same keys always; null where there is nothing to tell. */
  JsonObject json() {
    JsonArray told = new JsonArray();
    runs.forEach(
        run ->
            told.add(
                run.clocks()
                    .json()
                    .put("jit", PvfRun.name(run.jit()))
                    .put("confirming", run.confirming())));
    return new JsonObject()
        .put("outcome", outcome())
        .put("kind", kind().orElse(null))
        .put("reason", reason().orElse(null))
        .put("candidate_hash", receipt.hash().value().toHex())
        .put("commitments_hash", commitments().map(c -> c.hash().toHex()).orElse(null))
        .put("head", commitments().map(c -> c.headData().value().toHex()).orElse(null))
        .put("assumed", assumed)
        .put("runs", told);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(outcome());
    kind().ifPresent(kind -> text.append(' ').append(kind));
    reason().ifPresent(reason -> text.append(": ").append(reason));
    line(text, "candidate", receipt.hash().value().toHex());
    commitments()
        .ifPresent(
            c -> {
              line(text, "commitments", c.hash().toHex());
              line(text, "head", c.headData().value().toHex());
            });
    if (!assumed.isEmpty()) {
      line(text, "assumed", assumed.encode());
    }
    for (ValidationHost.ToldRun run : runs) {
      line(
          text,
          run.confirming() ? "confirming" : "run",
          run.clocks().text() + ", jit " + PvfRun.name(run.jit()));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("%n  %-12s %s", name, value));
  }

  private String outcome() {
    return switch (verdict) {
      case Verdict.Valid valid -> "ok";
      case Verdict.Invalid invalid -> "invalid";
      case Verdict.CouldNotDecide undecided -> "internal";
    };
  }

  private Optional<String> kind() {
    return verdict instanceof Verdict.Invalid(var reason)
        ? Optional.of(reason.kind().protocolName())
        : Optional.empty();
  }

  private Optional<String> reason() {
    return switch (verdict) {
      case Verdict.Valid valid -> Optional.empty();
      case Verdict.Invalid(var reason) -> Optional.of(reason.detail());
      case Verdict.CouldNotDecide(String reason) -> Optional.of(reason);
    };
  }

  private Optional<CandidateCommitments> commitments() {
    return verdict instanceof Verdict.Valid(var commitments, var data)
        ? Optional.of(commitments)
        : Optional.empty();
  }
}
