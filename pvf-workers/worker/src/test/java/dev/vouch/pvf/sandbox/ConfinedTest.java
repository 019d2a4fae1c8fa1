package dev.vouch.pvf.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class ConfinedTest {
  @TempDir Path dir;

  @Test
  void aProgramReachesNothingButTheRuntimeItsClassPathAndItsDirectory() throws Exception {
    assumeTrue(Landlock.isThere(), "no landlock here");
    Path work = Files.createDirectory(dir.resolve("work"));
    Path outside = Files.writeString(dir.resolve("outside"), "old");
    assertThat(confined(work, java(ConfinedProbe.class, work.toString(), outside.toString())))
        .containsExactly(
            "write below work=ALLOWED",
            "change it=ALLOWED",
            "remove it=ALLOWED",
            "write too much=denied",
            "read elsewhere=denied",
            "write elsewhere=denied",
            "remove elsewhere=denied",
            "read accounts=denied",
            "read the parent=denied",
            "see a process=denied",
            "run a shell=denied",
            "environment=0");
    assertThat(outside).hasContent("old");
  }

  private static List<String> java(Class<?> main, String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(args));
    return command;
  }

  @Test
  void whoseParentHasEndedBeginsNothing() throws Exception {
    Path work = Files.createDirectory(dir.resolve("w"));
    Path outside = Files.writeString(dir.resolve("outside"), "old");
    List<String> command = command(work, ProcessHandle.current().pid() + 1);
    command.addAll(java(ConfinedProbe.class, work.toString(), outside.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var out = process.getInputStream()) {
      assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8))
          .contains("its parent has ended")
          .doesNotContain("denied");
      assertThat(process.waitFor()).isNotZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> command(Path work, long parent) {
    return java(
        Confined.class,
        "required",
        work.toString(),
        "30",
        Integer.toString(1 << 20),
        Long.toString(parent));
  }

  private List<String> confined(Path work, List<String> program) throws IOException {
    List<String> command = command(work, ProcessHandle.current().pid());
    command.addAll(program);
    Process process =
        new ProcessBuilder(command).redirectError(dir.resolve("stderr").toFile()).start();
    try (var out = process.getInputStream()) {
      List<String> lines = new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertThat(lines).as(Files.readString(dir.resolve("stderr"))).isNotEmpty();
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }
}
