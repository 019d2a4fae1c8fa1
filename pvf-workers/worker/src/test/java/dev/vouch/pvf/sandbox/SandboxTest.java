package dev.vouch.pvf.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class SandboxTest {
  private static final int ATTEMPTS = 20;

  @TempDir Path dir;

  @Test
  void whatAProcessTriesInsideIsDeniedAndThreadsAndClassesGoOnWorking() throws Exception {
    List<String> lines = probe();
    assertThat(lines).filteredOn(l -> l.startsWith("layer ")).allMatch(l -> l.endsWith("=true"));
    assertThat(lines).filteredOn(l -> l.endsWith("=ALLOWED")).isEmpty();
    assertThat(lines).filteredOn(l -> l.endsWith("=denied")).hasSize(ATTEMPTS);
    assertThat(lines).contains("threads and classes=works");
    assertThat(dir.resolve("victim")).exists();
    assertThat(Files.readString(dir.resolve("existing"))).isEqualTo("old");
  }

  /** So that a probe which never could do anything is noticed. */
  @Test
  void theSameAttemptsSucceedOutside() throws Exception {
    assertThat(probe("outside"))
        .filteredOn(l -> l.endsWith("=denied"))
        // Nobody listens there.
        .containsExactlyInAnyOrder("connect TCP=denied", "connect a Unix socket=denied");
  }

  private List<String> probe(String... more) throws Exception {
    Files.writeString(dir.resolve("existing"), "old");
    Files.writeString(dir.resolve("victim"), "old");
    Files.writeString(dir.resolve("other"), "old");
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SandboxProbe.class.getName(),
                dir.toString()));
    command.addAll(List.of(more));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    var process = builder.start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().toList();
  }
}
