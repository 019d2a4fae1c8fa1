package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vouch.frames.Levers;
import dev.vouch.vectors.VectorFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs of small modules whose outcomes the reference's executor gave, under both engines; and with
 * each lever off alone, and all, each set of levers on other modules. {@code
 * -Dvouch.vectors.levers=all} runs all modules with all sets.
 */
class PvfVectorsTest {
  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> everyRunGivesTheReferencesOutcome() {
    Map<String, byte[]> modules = new LinkedHashMap<>();
    Map<String, List<JsonNode>> groups = new LinkedHashMap<>();
    for (JsonNode line : VectorFile.read("pvf").lines()) {
      String module = line.get("module").asText();
      if (line.has("wasm_hex")) {
        modules.put(module, HexFormat.of().parseHex(line.get("wasm_hex").asText()));
      } else {
        String group = module.substring(0, Math.max(0, module.indexOf('/')));
        groups.computeIfAbsent(group, g -> new ArrayList<>()).add(line);
      }
    }
    List<Levers> sets = FuzzProcess.sets();
    boolean all = System.getProperty("vouch.vectors.levers", "").equals("all");
    Stream<DynamicTest> without =
        IntStream.range(0, sets.size())
            .mapToObj(
                i ->
                    DynamicTest.dynamicTest(
                        "with " + sets.get(i),
                        () -> {
                          List<JsonNode> some =
                              groups.values().stream()
                                  .flatMap(List::stream)
                                  .filter(r -> all || part(r, sets.size()) == i)
                                  .toList();
                          run(EngineKind.CHICORY, sets.get(i), modules, some);
                        }));
    Stream<DynamicTest> engines =
        Stream.of(EngineKind.values())
            .flatMap(
                engine ->
                    groups.entrySet().stream()
                        .map(
                            g ->
                                DynamicTest.dynamicTest(
                                    engine
                                        + " "
                                        + g.getKey()
                                        + ", "
                                        + g.getValue().size()
                                        + " runs",
                                    () -> run(engine, Levers.ALL, modules, g.getValue()))));
    return Stream.concat(engines, without);
  }

  /** Runs of one module stay together, so that each is prepared once. */
  private static int part(JsonNode run, int parts) {
    return Math.floorMod(run.get("module").asText().hashCode(), parts);
  }

  private void run(
      EngineKind engine, Levers levers, Map<String, byte[]> modules, List<JsonNode> runs)
      throws Exception {
    List<String> failures = new ArrayList<>();
    Map<String, Object> loaded = new LinkedHashMap<>();
    Guest.run(
        () -> {
          for (JsonNode run : runs) {
            String module = run.get("module").asText();
            Object pvf =
                loaded.computeIfAbsent(
                    module,
                    m ->
                        Guest.load(
                            modules.getOrDefault(m, new byte[0]), engine, levers, directory));
            String actual =
                pvf instanceof LoadedPvf p
                    ? text(p.execute(params(run), EngineParams.DEFAULT))
                    : "prepare-error";
            if (!actual.equals(expected(run))) {
              failures.add(
                  run.get("id").asText()
                      + " "
                      + module
                      + " ("
                      + run.path("note").asText()
                      + "): expected "
                      + shortened(expected(run))
                      + ", got "
                      + shortened(actual)
                      + " "
                      + reason(pvf, run));
            }
          }
        });
    assertThat(failures).isEmpty();
  }

  private static String reason(Object pvf, JsonNode run) {
    return pvf instanceof LoadedPvf p
        ? shortened(String.valueOf(p.execute(params(run), EngineParams.DEFAULT)))
        : String.valueOf(pvf);
  }

  private static String shortened(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }

  private static byte[] params(JsonNode run) {
    if (run.has("params_len")) {
      byte[] params = new byte[run.get("params_len").asInt()];
      Arrays.fill(params, HexFormat.of().parseHex(run.get("params_fill").asText())[0]);
      return params;
    }
    return HexFormat.of().parseHex(run.get("params_hex").asText());
  }

  private static String expected(JsonNode run) {
    if (run.path("note").asText().contains("host-dependent")) {
      return "ok 00000000"; // the log level of the reference's process; ours is always off (JV-35)
    }
    String outcome = run.get("outcome").asText();
    return switch (outcome) {
      case "ok" -> "ok " + run.get("output_hex").asText();
      case "invalid" -> "invalid " + run.get("kind").asText();
      default -> outcome;
    };
  }

  private static String text(ExecutionOutcome outcome) {
    return switch (outcome) {
      case ExecutionOutcome.Finished f -> "ok " + HexFormat.of().formatHex(f.result());
      case ExecutionOutcome.Trapped t ->
          "invalid "
              + switch (t.kind()) {
                case ABORTED_DUE_TO_TRAP -> "AbortedDueToTrap";
                case ALLOCATOR -> "Allocator";
                case OTHER -> "Other";
              };
      case ExecutionOutcome.NotConstructed n -> "invalid RuntimeConstruction";
      case ExecutionOutcome.Undecided u -> "undecided " + u.reason();
    };
  }
}
