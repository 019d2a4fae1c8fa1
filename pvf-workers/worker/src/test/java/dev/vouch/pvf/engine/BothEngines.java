package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** A module run by the interpreter as it was and by the compiler with nothing left out. */
final class BothEngines {
  private BothEngines() {}

  /** What both engines say, with nothing left to the interpreter in the compiled one. */
  static String both(byte[] wasm) throws Exception {
    PreparedArtifact artifact = prepared(wasm);
    assertThat(artifact.facts().interpreted()).isEmpty();
    Map<EngineKind, String> said = new EnumMap<>(EngineKind.class);
    Guest.run(
        () -> {
          for (EngineKind engine : EngineKind.values()) {
            LoadedPvf loaded = Engine.load(artifact.bytes(), engine);
            said.put(engine, text(loaded.execute(new byte[1], EngineParams.DEFAULT)));
            // A second instance knows nothing of the first.
            assertThat(text(loaded.execute(new byte[1], EngineParams.DEFAULT)))
                .isEqualTo(said.get(engine));
          }
        });
    assertThat(said.get(EngineKind.CHICORY)).isEqualTo(said.get(EngineKind.INTERPRETER));
    return String.valueOf(said.get(EngineKind.CHICORY));
  }

  private static PreparedArtifact prepared(byte[] wasm) {
    PrepareOutcome outcome = Preparer.prepare(wasm, EngineParams.DEFAULT);
    assertThat(outcome).isInstanceOf(PrepareOutcome.Prepared.class);
    return ((PrepareOutcome.Prepared) outcome).artifact();
  }

  private static String text(ExecutionOutcome outcome) {
    return switch (outcome) {
      case ExecutionOutcome.Finished f -> "finished " + Arrays.toString(f.result());
      case ExecutionOutcome.Trapped t -> "trapped " + t.kind();
      case ExecutionOutcome.NotConstructed n -> "not constructed " + n.reason();
      case ExecutionOutcome.Undecided u -> "undecided " + u.reason();
    };
  }
}
