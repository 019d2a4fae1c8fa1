package dev.vouch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code vouch doctor} with real worker processes. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class DoctorTest {
  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = new Cli(directory);
  }

  private String config(String name, Path nodeDirectory, String pvf) {
    return cli.file(
        name,
        """
        {"node": "alice", "directory": "%s", "network": "%s",
         "keys": {"validator": {"development": "//Alice"}}, "pvf": {%s}}
        """
            .formatted(nodeDirectory, "00".repeat(32), pvf));
  }

  private static JsonObject check(JsonObject report, String name) {
    return report.getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("check").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + report.encodePrettily()));
  }

  @Test
  void everyCheckIsMadeAndWorkersRunAnHonestAndAHostilePvf() throws Exception {
    Path node = directory.resolve("node");
    Cli.Result told =
        Cli.run("doctor", "--json", "--config", config("good.json", node, "\"slots\": 1"));
    assertThat(told.json()).hasSize(1);
    JsonObject report = told.json().getFirst();
    for (String name :
        List.of(
            "java",
            "cpu-clock",
            "directory-node",
            "keys",
            "worker-honest",
            "worker-hostile",
            "worker-recovers",
            "worker-end",
            "sandbox-no_new_privs",
            "sandbox-seccomp")) {
      assertThat(check(report, name).getString("status"))
          .as(report.encodePrettily())
          .isEqualTo("ok");
    }
    for (String name : List.of("cores", "memory", "descriptors", "kernel", "clock")) {
      assertThat(check(report, name).getString("found")).isNotEmpty();
    }
    boolean failed = report.getInteger("fail") > 0;
    assertThat(told.exit()).isEqualTo(failed ? 1 : 0);
    assertThat(report.getBoolean("ok")).isEqualTo(!failed);
    assertThat(node).as("the doctor makes nothing").doesNotExist();
  }

  @Test
  void aNodeThatCannotWorkHereIsToldWithRemediesAndExitCodeOne() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    Path secret = Files.writeString(directory.resolve("key"), "//Alice");
    Files.setPosixFilePermissions(
        secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    String bad =
        cli.file(
            "bad.json",
            """
            {"node": "alice", "directory": "%s", "network": "%s",
             "keys": {"validator": {"file": "%s"}}}
            """
                .formatted(file.resolve("sub"), "00".repeat(32), secret));
    Cli.Result told = Cli.run("doctor", "--config", bad, "--set", "pvf.slots=256");
    assertThat(told.exit()).isEqualTo(1);
    assertThat(remedies(told, "memory")).contains("pvf.slots");
    assertThat(remedies(told, "cores")).contains("pvf.slots");
    assertThat(remedies(told, "directory-node")).contains("directory");
    assertThat(remedies(told, "keys")).contains("keys.validator");
    assertThat(told.out()).contains("chmod 600");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(3);
    }
  }

  /** The line under a check that fails. */
  private static String remedies(Cli.Result told, String check) {
    List<String> lines = told.out().lines().toList();
    for (int i = 0; i < lines.size() - 1; i++) {
      if (lines.get(i).startsWith("FAIL  " + check + " ")) {
        return lines.get(i + 1);
      }
    }
    throw new AssertionError("no failure of " + check + " in " + told.out());
  }

  @Test
  void aConfigurationThatCannotBeReadIsWrongUsage() {
    assertThat(Cli.run("doctor", "--config", cli.absent("none")).exit()).isEqualTo(2);
    assertThat(Cli.run("doctor", "--set", "pvf.slots=1").err()).contains("--config");
    assertThat(Cli.run("doctor", "--config", cli.file("x", "{}")).err()).contains("node");
  }
}
