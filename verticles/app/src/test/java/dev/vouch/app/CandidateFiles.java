package dev.vouch.app;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.ValidationCode;
import dev.vouch.primitives.testing.AdderScenario;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestCandidateBuilder;
import dev.vouch.pvf.fixtures.Fixtures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of {@code vouch validate} for a candidate, each of which can be replaced. */
final class CandidateFiles {
  private final Cli cli;
  private final Map<String, String> options = new LinkedHashMap<>();

  CandidateFiles(Cli cli, TestCandidate candidate) {
    this.cli = cli;
    with("--code", candidate.code().value());
    with("--receipt", CandidateReceipt.CODEC.encodeToBytes(candidate.receipt()));
    with("--pvd", PersistedValidationData.CODEC.encodeToBytes(candidate.pvd()));
    with("--pov", PoV.CODEC.encodeToBytes(candidate.pov()));
  }

  /** The first block of the adder, as V2 on core 1 in session 7. */
  static TestCandidateBuilder adder() {
    return TestCandidate.builder()
        .code(new ValidationCode(Bytes.wrap(Fixtures.adder())))
        .parentHead(AdderScenario.parentHead())
        .newHead(AdderScenario.newHead())
        .pov(AdderScenario.POV)
        .core(1)
        .session(7);
  }

  CandidateFiles with(String option, Bytes content) {
    options.put(option, cli.file(option.substring(2), content.toArray()));
    return this;
  }

  CandidateFiles withText(String option, String content) {
    options.put(option, cli.file(option.substring(2), content));
    return this;
  }

  CandidateFiles withPath(String option, String path) {
    options.put(option, path);
    return this;
  }

  /** The adder's candidate, but with this code. */
  static TestCandidateBuilder running(byte[] wasm) {
    return adder().code(new ValidationCode(Bytes.wrap(wasm)));
  }

  Cli.Result validate(String... more) {
    return Cli.run(arguments(more).toArray(String[]::new));
  }

  List<String> arguments(String... more) {
    List<String> args = new ArrayList<>(List.of("validate"));
    options.forEach(
        (option, path) -> {
          args.add(option);
          args.add(path);
        });
    args.addAll(Arrays.asList(more));
    return args;
  }
}
