package dev.vouch.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.crypto.MaybeCompressedBlob;
import dev.vouch.primitives.Bytes;
import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.fixtures.ParaBlock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code vouch pvf} with real worker processes. */
@Execution(ExecutionMode.CONCURRENT)
class PvfCommandsTest {
  private static final int RELAY_PARENT_NUMBER = 5;

  @TempDir private Path directory;
  private Cli cli;
  private String adder;
  private String params;
  private String empty;
  private String result;

  @BeforeEach
  void writeFiles() {
    cli = new Cli(directory);
    adder = cli.file("adder.wasm", Fixtures.adder());
    ParaBlock block = AdderState.genesis().block(AdderState.genesisHead(), 2);
    params =
        cli.file(
            "params",
            block.validationParams(AdderState.genesisHead(), RELAY_PARENT_NUMBER, new byte[32]));
    empty = cli.file("empty", new byte[0]);
    result = Bytes.wrap(block.validationResult(RELAY_PARENT_NUMBER)).toHex();
  }

  @Test
  void aBlockOfTheAdderRunsAsOftenAsAsked() throws IOException {
    Path out = directory.resolve("out");
    Cli.Result told =
        Cli.run(
            "pvf", "execute", adder, params, "--repeat", "3", "--json", "--out", out.toString());
    assertThat(told.exit()).as(told.err()).isZero();
    JsonObject line = told.json().getFirst();
    assertThat(told.json()).hasSize(1);
    assertThat(line.fieldNames())
        .containsExactly("params", "outcome", "kind", "reason", "result", "runs");
    assertThat(line.getString("params")).isEqualTo(params);
    assertThat(line.getString("outcome")).isEqualTo("ok");
    assertThat(line.getValue("kind")).isNull();
    assertThat(line.getString("result")).isEqualTo(result);
    JsonArray runs = line.getJsonArray("runs");
    assertThat(runs).hasSize(3);
    for (int i = 0; i < runs.size(); i++) {
      JsonObject run = runs.getJsonObject(i);
      assertThat(run.fieldNames()).containsExactly("cpu_ms", "wall_ms", "cold");
      assertThat(run.getDouble("cpu_ms")).isPositive();
      assertThat(run.getBoolean("cold")).as("run %d is cold", i).isEqualTo(i == 0);
    }
    assertThat(Bytes.wrap(Files.readAllBytes(out)).toHex()).isEqualTo(result);
  }

  @Test
  void theFilesRunInOrderAndOneInvalidDecidesTheExitCode() {
    Cli.Result told = Cli.run("pvf", "execute", adder, params, empty, params, "--json");
    assertThat(told.exit()).as(told.err()).isEqualTo(1);
    assertThat(told.json().stream().map(line -> line.getString("params")))
        .containsExactly(params, empty, params);
    assertThat(told.json().stream().map(line -> line.getString("outcome")))
        .containsExactly("ok", "invalid", "ok");
    assertThat(told.json().get(1).getString("kind")).isEqualTo("InvalidCandidate");
    assertThat(told.json().get(1).getString("reason")).contains("unreachable");
    assertThat(told.json().get(1).getValue("result")).isNull();
  }

  @Test
  void theInterpreterAndCompressedCodeGiveTheSameResult() {
    Bytes raw = Bytes.wrap(Fixtures.adder());
    String compressed =
        cli.file("adder.blob", MaybeCompressedBlob.compress(raw, 1 << 20).orElseThrow().toArray());
    Cli.Result told =
        Cli.run("pvf", "execute", compressed, params, "--engine", "interpreter", "--json");
    assertThat(told.exit()).as(told.err()).isZero();
    assertThat(told.json().getFirst().getString("result")).isEqualTo(result);
  }

  @Test
  void aPersonSeesTheResultDecoded() {
    Cli.Result told = Cli.run("pvf", "execute", adder, params);
    assertThat(told.exit()).as(told.err()).isZero();
    assertThat(told.out())
        .contains("params: ok")
        .contains(result)
        .contains("HRMP watermark " + RELAY_PARENT_NUMBER)
        .contains("cpu ")
        .contains("cold");
  }

  @Test
  void aGuestThatNeverEndsIsEndedByItsOwnCpuTime() {
    String halt = cli.file("halt.wasm", Fixtures.halt());
    Cli.Result told = Cli.run("pvf", "execute", halt, empty, "--timeout", "300ms", "--json");
    JsonObject line = told.json().getFirst();
    assertThat(told.exit()).as(told.out()).isEqualTo(1);
    assertThat(line.getString("outcome")).isEqualTo("invalid");
    assertThat(line.getString("kind")).isEqualTo("HardTimeout");
    JsonObject run = line.getJsonArray("runs").getJsonObject(0);
    assertThat(run.getDouble("cpu_ms")).isGreaterThanOrEqualTo(300);
    assertThat(run.getBoolean("cold")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "recurse, InvalidCandidate",
    "malloc, InvalidCandidate",
    "start_traps, RuntimeConstruction"
  })
  void aHostileModuleIsInvalidWithItsKind(String name, String kind) {
    String code = cli.file(name + ".wasm", Fixtures.hostile(name));
    Cli.Result told = Cli.run("pvf", "execute", code, empty, "--json");
    assertThat(told.exit()).as(told.out() + told.err()).isEqualTo(1);
    assertThat(told.json().getFirst().getString("outcome")).isEqualTo("invalid");
    assertThat(told.json().getFirst().getString("kind")).isEqualTo(kind);
  }

  @Test
  void aResultIsToldAsItIsAlsoWhereItDoesNotDecode() {
    String code = cli.file("garbage.wasm", Fixtures.hostile("garbage"));
    Cli.Result told = Cli.run("pvf", "execute", code, empty, "--json");
    assertThat(told.exit()).as(told.out() + told.err()).isZero();
    assertThat(told.json().getFirst().getString("result")).isEqualTo("ff".repeat(16));
    assertThat(Cli.run("pvf", "execute", code, empty).out()).contains("no ValidationResult");
  }

  @Test
  void anArtifactDirectoryThatCannotBeMadeIsRefusedByItsOption() {
    Cli.Result told = Cli.run("pvf", "execute", adder, params, "--artifacts", params);
    assertThat(told.exit()).isEqualTo(2);
    assertThat(told.out()).isEmpty();
    assertThat(told.err()).contains("--artifacts", params);
  }

  @Test
  void codeThatDoesNotPrepareIsToldForEachFile() {
    String code = cli.file("code", Fixtures.hostile("multi_value"));
    Cli.Result told = Cli.run("pvf", "execute", code, params, empty, "--json");
    assertThat(told.exit()).isEqualTo(1);
    assertThat(told.json().stream().map(line -> line.getString("params")))
        .containsExactly(params, empty);
    assertThat(told.json())
        .allSatisfy(
            line -> {
              assertThat(line.getString("outcome")).isEqualTo("invalid");
              assertThat(line.getString("kind")).isEqualTo("Prevalidation");
              assertThat(line.getJsonArray("runs")).isEmpty();
            });
  }

  @Test
  void preparationTellsArtifactSizesAndTimes() {
    Path artifacts = directory.resolve("artifacts");
    String[] command = {"pvf", "prepare", adder, "--json", "--artifacts", artifacts.toString()};
    Cli.Result first = Cli.run(command);
    assertThat(first.exit()).as(first.err()).isZero();
    JsonObject line = first.json().getFirst();
    assertThat(line.getString("outcome")).isEqualTo("ok");
    assertThat(line.getString("artifact_id")).startsWith(line.getString("code_hash"));
    assertThat(line.getInteger("code_bytes")).isEqualTo(Fixtures.adder().length);
    assertThat(line.getLong("artifact_bytes")).isPositive();
    assertThat(line.getInteger("interpreted_functions")).isZero();
    assertThat(line.getLong("cpu_ms")).isPositive();
    assertThat(line.getBoolean("reused")).isFalse();
    assertThat(Cli.run(command).json().getFirst().getBoolean("reused")).isTrue();
  }

  @Test
  void anArtifactOfOtherLeversIsAnotherArtifactWithTheSameResult() {
    String artifacts = directory.resolve("artifacts").toString();
    String[] all = {"pvf", "prepare", adder, "--json", "--artifacts", artifacts};
    String[] less = {
      "pvf", "prepare", adder, "--json", "--artifacts", artifacts, "--without", "global-fields"
    };
    assertThat(Cli.run(all).json().getFirst().getBoolean("reused")).isFalse();
    JsonObject other = Cli.run(less).json().getFirst();
    assertThat(other.getBoolean("reused")).isFalse();
    assertThat(other.getJsonArray("levers_off")).containsExactly("global-fields");
    assertThat(Cli.run(less).json().getFirst().getBoolean("reused")).isTrue();
    Cli.Result run =
        Cli.run(
            "pvf",
            "execute",
            adder,
            params,
            "--json",
            "--artifacts",
            artifacts,
            "--without",
            "huge-methods,c1-inlining,global-fields");
    assertThat(run.json().getFirst().getString("result")).isEqualTo(result);
  }

  @Test
  void aLeverThatIsNoneAndOneThatChangesNoArtifactAreWrongUsage() {
    Cli.Result none = Cli.run("pvf", "execute", adder, params, "--without", "turbo");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err())
        .contains("--without: there is no lever turbo; there are: static-memory,")
        .contains("bound-host");
    Cli.Result option = Cli.run("pvf", "prepare", adder, "--without", "huge-methods");
    assertThat(option.exit()).isEqualTo(2);
    assertThat(option.err()).contains("huge-methods changes no artifact");
    Cli.Result needed = Cli.run("pvf", "prepare", adder, "--without", "static-memory");
    assertThat(needed.exit()).isEqualTo(2);
    assertThat(needed.err()).contains("turn off: memory-intrinsics, global-fields, bound-host");
  }

  @Test
  void preparationThatFailsTellsKindAndReason() {
    String code = cli.file("code", Fixtures.hostile("imported_global"));
    Cli.Result told = Cli.run("pvf", "prepare", code, "--json");
    assertThat(told.exit()).isEqualTo(1);
    assertThat(told.json().getFirst().fieldNames()).containsExactly("outcome", "kind", "reason");
    assertThat(told.json().getFirst().getString("kind")).isEqualTo("Preparation");
    List<String> text = Cli.run("pvf", "prepare", code).out().lines().toList();
    assertThat(text).anyMatch(l -> l.startsWith("kind") && l.endsWith("Preparation"));
  }
}
