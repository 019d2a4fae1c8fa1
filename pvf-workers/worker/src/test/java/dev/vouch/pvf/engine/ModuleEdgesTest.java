package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vouch.pvf.fixtures.Fixtures.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Small modules at the edges of validation 3.2, 3.4 and 3.5, each with the verdict that the text
 * gives it: forms and types of imports, names of functions that no version has, exports of another
 * kind or type, ranges of segments and results that end at memory's end or one byte later, padded
 * numbers, empty and repeated sections, names that are not UTF-8, initialisers, and one instruction
 * of each extension of Wasm. The names in {@code edges.jsonl} say what each tries.
 */
class ModuleEdgesTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] PARAMS = {1, 2, 3, 4};

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void everyModuleGetsTheVerdictOfTheText(EngineKind engine) throws Exception {
    List<JsonNode> modules = read();
    assertThat(modules).hasSizeGreaterThan(250);
    List<String> wrong = new ArrayList<>();
    Guest.run(
        () -> {
          for (JsonNode module : modules) {
            String verdict = module.get("verdict").asText();
            String expected =
                module.has("output_hex")
                    ? verdict + " " + module.get("output_hex").asText()
                    : verdict;
            String actual = verdict(HEX.parseHex(module.get("wasm_hex").asText()), engine);
            if (!actual.startsWith(expected)) {
              wrong.add(module.get("name").asText() + ": " + expected + ", not " + actual);
            }
          }
        });
    assertThat(wrong).isEmpty();
  }

  private String verdict(byte[] wasm, EngineKind engine) {
    return switch (Guest.load(wasm, engine, directory)) {
      case PrepareOutcome.Rejected(var kind, String reason) -> kind + " " + reason;
      case LoadedPvf pvf ->
          switch (pvf.execute(PARAMS, EngineParams.DEFAULT)) {
            case ExecutionOutcome.Finished f -> Verdict.OK + " " + HEX.formatHex(f.result());
            case ExecutionOutcome.Trapped t -> Verdict.INVALID_CANDIDATE + " " + t.reason();
            case ExecutionOutcome.NotConstructed n ->
                Verdict.RUNTIME_CONSTRUCTION + " " + n.reason();
            case ExecutionOutcome.Undecided u -> "UNDECIDED " + u.reason();
          };
      case Object other -> String.valueOf(other);
    };
  }

  private static List<JsonNode> read() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(ModuleEdgesTest.class.getResourceAsStream("/edges.jsonl"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        lines.add(json.readTree(line));
      }
    }
    return lines;
  }
}
