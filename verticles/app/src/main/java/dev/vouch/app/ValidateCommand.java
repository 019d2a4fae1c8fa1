package dev.vouch.app;

import dev.vouch.messages.Answer;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromExhaustive;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vouch validate}: the whole of candidate validation, from files. */
@Command(
    name = "validate",
    description = {
      "Tell whether a candidate is valid, and why not.",
      "RECEIPT, PVD and POV hold SCALE, as it is or as hex text (0x and white space allowed).",
      "Exit: 0 valid, 1 invalid, 2 wrong usage or unusable file, 3 could not decide."
    },
    footer = {
      "",
      "CONTEXT is a JSON object. Each key may be left out and is then assumed:",
      "  session               of the blocks on the scheduling parent",
      "                        (assumed: what the descriptor says)",
      "  relay_parent_session  the same for a relay parent that is another block",
      "                        (assumed: what the descriptor says)",
      "  claim_queue           core to paras, soonest first: {\"0\": [2000, 2000]}",
      "                        (assumed: the descriptor's core for its para, at",
      "                        every depth)",
      "  v3                    version 3 descriptors are enabled (assumed: true)",
      "  executor_params       [{\"MaxMemoryPages\": 8192}, \"WasmExtBulkMemory\",",
      "                        {\"PvfExecTimeout\": [\"Backing\", 2500]}], or hex of",
      "                        their SCALE (assumed: none)",
      "  bomb_limit            bytes of the code after decompression",
      "                        (assumed: 52428800)",
      "",
      "The guest's CPU time decides about a timeout: 2 s in backing and 12 s in",
      "approval and dispute, unless executor_params say otherwise. Processes are",
      "fresh, so the first run is always cold. In approval and dispute, an invalid",
      "that came from running code is confirmed in another process under the other",
      "JIT; if the two differ, nothing is decided."
    },
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--code",
      required = true,
      paramLabel = "CODE",
      description = "Validation code: Wasm, raw or compressed as on chain.")
  private Path code;

  @Option(
      names = "--receipt",
      required = true,
      paramLabel = "RECEIPT",
      description = "Plain CandidateReceipt, 324 bytes.")
  private Path receipt;

  @Option(
      names = "--pvd",
      required = true,
      paramLabel = "PVD",
      description = "PersistedValidationData.")
  private Path pvd;

  @Option(names = "--pov", required = true, paramLabel = "POV", description = "PoV.")
  private Path pov;

  @Option(
      names = "--kind",
      defaultValue = "backing",
      paramLabel = "KIND",
      description = "What for: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Kind kind;

  @Option(
      names = "--context",
      paramLabel = "CONTEXT",
      description = "What to know of the chain; see below.")
  private @Nullable Path context;

  @Option(names = "--json", description = "One JSON object on standard output, nothing else.")
  private boolean json;

  /** What the verdict is for. */
  enum Kind {
    backing,
    approval,
    dispute
  }

  /** Everything that was read, before anything runs. */
  private record Inputs(
      Bytes code,
      CandidateReceipt receipt,
      PersistedValidationData pvd,
      PoV pov,
      ChainContext chain) {}

  @Override
  public Integer call() {
    Inputs inputs = read();
    ValidateReport report = validate(inputs);
    spec.commandLine().getOut().println(json ? report.json().encode() : report.text());
    spec.commandLine().getOut().flush();
    return report.exitCode();
  }

  private Inputs read() {
    Bytes codeBytes = InputFiles.readCode(code);
    CandidateReceipt candidate =
        ScaleFiles.read(receipt, "CandidateReceipt", CandidateReceipt.CODEC);
    PersistedValidationData data =
        ScaleFiles.read(pvd, "PersistedValidationData", PersistedValidationData.CODEC);
    PoV proof = ScaleFiles.read(pov, "PoV", PoV.CODEC);
    ContextFile told = context == null ? ContextFile.empty() : ContextFile.read(context);
    return new Inputs(codeBytes, candidate, data, proof, ChainContext.of(told, candidate));
  }

  private ValidateReport validate(Inputs inputs) {
    try (PvfSession session = PvfSession.open(Optional.empty(), ValidationHost.JIT)) {
      ChainContext chain = inputs.chain;
      ValidationHost host = new ValidationHost(session, new ContextAnswers(chain, inputs.pvd));
      Outcome<? extends Answer> outcome =
          host.ask(
              new OverseerSignal.ActivatedLeaf(
                  chain.schedulingParent(), inputs.pvd.relayParentNumber(), true),
              question(session, inputs));
      return new ValidateReport(inputs.receipt, verdict(outcome), chain.assumed(), host.runs());
    } catch (IOException e) {
      return new ValidateReport(
          inputs.receipt,
          new Verdict.CouldNotDecide(String.valueOf(e.getMessage())),
          inputs.chain.assumed(),
          List.of());
    }
  }

  private ValidateFromExhaustive question(PvfSession session, Inputs inputs) {
    BlobRef codeBlob = session.put(inputs.code);
    BlobRef povBlob = session.put(PoV.CODEC.encodeToBytes(inputs.pov));
    return new ValidateFromExhaustive(
        inputs.pvd, codeBlob, inputs.receipt, povBlob, inputs.chain.session(), execKind(inputs));
  }

  private PvfExecKind execKind(Inputs inputs) {
    return switch (kind) {
      case approval -> new PvfExecKind.Approval();
      case dispute -> new PvfExecKind.Dispute();
      case backing ->
          inputs.receipt.descriptor().paraId().isSystem()
              ? new PvfExecKind.BackingSystemParas(inputs.chain.schedulingParent())
              : new PvfExecKind.Backing(inputs.chain.schedulingParent());
    };
  }

  private static Verdict verdict(Outcome<? extends Answer> outcome) {
    return switch (outcome) {
      case Outcome.Answered<? extends Answer>(Verdict verdict) -> verdict;
      case Outcome.Answered<? extends Answer>(Answer other) ->
          throw new IllegalStateException("candidate validation answered " + other);
      case Outcome.Failed<? extends Answer>(var failure) ->
          new Verdict.CouldNotDecide(failure.kind() + ": " + failure.reason());
    };
  }
}
