package dev.vouch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vouch.primitives.Bytes;
import dev.vouch.pvf.fixtures.Fixtures;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands as processes of their own: what they leave behind, and what is on standard output. */
@EnabledOnOs(OS.LINUX)
class LeftoversTest {
  /** A command takes a second or two on an idle machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path files;
  @TempDir private Path temporary;
  private Cli cli;
  private String empty;

  @BeforeEach
  void writeFiles() {
    cli = new Cli(files);
    empty = cli.file("empty", new byte[0]);
  }

  private Process start(String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.vouch.app.Main"));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(files.resolve("stdout").toFile())
            .redirectError(files.resolve("stderr").toFile());
    builder.environment().put("TMPDIR", temporary.toString());
    return builder.start();
  }

  private List<JsonObject> run(int exit, String... args) throws IOException, InterruptedException {
    Process process = start(args);
    waitForEnd(process);
    String out = Files.readString(files.resolve("stdout"));
    assertThat(process.exitValue())
        .as(out + Files.readString(files.resolve("stderr")))
        .isEqualTo(exit);
    assertNothingIsLeft();
    return out.lines().map(JsonObject::new).toList();
  }

  private static void waitForEnd(Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  private void assertNothingIsLeft() {
    assertThat(temporaryFiles()).isEmpty();
    assertThat(processes()).isEmpty();
  }

  private List<Path> temporaryFiles() {
    try (Stream<Path> entries = Files.list(temporary)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every worker has its private directory on its command line. */
  private List<String> processes() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(temporary.resolve("vouch-pvf-").toString()))
        .toList();
  }

  @Test
  void aGuestThatIsKilledLeavesNothing() throws IOException, InterruptedException {
    String halt = cli.file("halt.wasm", Fixtures.halt());
    List<JsonObject> lines =
        run(1, "pvf", "execute", halt, empty, empty, "--timeout", "200ms", "--json");
    assertThat(lines).hasSize(2);
    assertThat(lines).allMatch(line -> line.getString("kind").equals("HardTimeout"));
  }

  @Test
  void codeThatDoesNotPrepareLeavesNothingAndOneLineForEachFile()
      throws IOException, InterruptedException {
    String code = cli.file("code", Fixtures.hostile("multi_value"));
    assertThat(run(1, "pvf", "execute", code, empty, empty, "--json")).hasSize(2);
    assertThat(run(1, "pvf", "prepare", code, "--json")).hasSize(1);
  }

  @Test
  void aConfirmedVerdictLeavesNothing() throws IOException, InterruptedException {
    CandidateFiles candidate =
        new CandidateFiles(cli, CandidateFiles.running(Fixtures.hostile("trap")).build());
    List<JsonObject> lines =
        run(1, candidate.arguments("--kind", "approval", "--json").toArray(String[]::new));
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().getJsonArray("runs")).hasSize(2);
    candidate.with("--pvd", Bytes.EMPTY);
    assertThat(run(2, candidate.arguments("--json").toArray(String[]::new))).isEmpty();
  }

  @Test
  void aCommandThatIsToldToStopEndsAtOnceAndLeavesNothing()
      throws IOException, InterruptedException {
    String halt = cli.file("halt.wasm", Fixtures.halt());
    Process process = start("pvf", "execute", halt, empty, "--timeout", "10m");
    try {
      await().atMost(PATIENCE).until(() -> processes().stream().anyMatch(LeftoversTest::executes));
      process.destroy();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    await().atMost(Duration.ofSeconds(5)).untilAsserted(this::assertNothingIsLeft);
  }

  /** A flag that only execute workers have. */
  private static boolean executes(String commandLine) {
    return commandLine.contains("-XX:-DontCompileHugeMethods");
  }

  @Test
  void withoutATemporaryDirectoryEveryFileIsToldAsUndecided()
      throws IOException, InterruptedException {
    String code = cli.file("adder.wasm", Fixtures.adder());
    Files.delete(temporary);
    Process process = start("pvf", "execute", code, empty, empty, "--json");
    waitForEnd(process);
    Files.createDirectory(temporary);
    assertThat(process.exitValue()).isEqualTo(3);
    assertThat(Files.readAllLines(files.resolve("stdout")))
        .hasSize(2)
        .allSatisfy(
            line -> {
              assertThat(new JsonObject(line).getString("outcome")).isEqualTo("internal");
              assertThat(new JsonObject(line).getString("reason")).contains("TMPDIR");
            });
  }
}
