package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows P44 to P49 of validation 6.2: finding the worker programs. There are none to be found here:
 * the host carries the worker's jars and runs them on its own JDK. What remains of the rows is what
 * an operator can get wrong: no JVM, no jars, some of them, another place, another JDK.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class WorkerDiscoveryRowsTest {
  private static final Path JDK = Path.of(System.getProperty("java.home"));

  @TempDir Path temp;
  @TempDir Path directory;

  private Supervisor supervisor(Path javaHome, WorkerJars jars) {
    return new Supervisor(
        new SupervisorSettings(javaHome, jars, temp, Duration.ofSeconds(30), 512, 256, false),
        WorkerListener.NONE);
  }

  @Test
  void p44APlaceWithoutAJvmIsNamed() throws IOException {
    WorkerJars jars = WorkerJars.unpack(directory);
    Path empty = Files.createDirectory(directory.resolve("no jdk"));
    try (Supervisor without = supervisor(empty, jars)) {
      assertThatThrownBy(() -> without.spawn(WorkerKind.PREPARE))
          .isInstanceOf(SpawnException.class)
          .hasMessageContaining(empty.resolve("bin").resolve("java").toString());
    }
    Path file = Files.createDirectories(empty.resolve("bin")).resolve("java");
    Files.writeString(file, "not a program");
    try (Supervisor without = supervisor(empty, jars)) {
      assertThatThrownBy(() -> without.spawn(WorkerKind.PREPARE))
          .as("a file that is no program")
          .isInstanceOf(SpawnException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void p45MissingJarsAreToldAtOnce() throws IOException {
    assertThatThrownBy(
            () -> WorkerJars.unpack(Files.createDirectory(directory.resolve("e")), directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no worker jars");
    WorkerJars all = WorkerJars.unpack(directory);
    for (String missing : List.of("vouch-pvf-worker", "vouch-primitives")) {
      WorkerJars some =
          new WorkerJars(
              all.digest(),
              all.files().stream()
                  .filter(f -> !f.getFileName().toString().startsWith(missing))
                  .toList(),
              all.zstd());
      assertThat(some.files()).as(missing).hasSizeLessThan(all.files().size());
      try (Supervisor supervisor = supervisor(JDK, some)) {
        assertThatThrownBy(() -> supervisor.spawn(WorkerKind.PREPARE))
            .as(missing)
            .isInstanceOf(SpawnException.class)
            .hasMessageContaining("exit code")
            .hasMessageMatching("(?s).*(ClassNotFoundException|NoClassDefFoundError).*");
      }
    }
  }

  @Test
  void p47P49WorkersAreFoundWhereverTheJarsAre() throws Exception {
    Path odd = directory.resolve("a place with spaces, and (signs)");
    try (Supervisor supervisor = supervisor(JDK, WorkerJars.unpack(odd));
        WorkerProcess worker = supervisor.spawn(WorkerKind.PREPARE)) {
      assertThat(worker.isAlive()).isTrue();
    }
  }

  /** Workers have no environment, so their JVM knows no language and reads paths as ASCII. */
  @Test
  void aPlaceThatWorkersCannotReadIsRefusedByName() {
    Path odd = directory.resolve("m\u00fcll");
    assertThatThrownBy(() -> WorkerJars.unpack(odd))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(odd.toString())
        .hasMessageContaining("choose another artifact directory");
  }

  @Test
  void p48AWorkerOfAnotherJdkIsRefusedByName() throws IOException {
    SupervisorSettings settings =
        new SupervisorSettings(
            JDK, WorkerJars.unpack(directory), temp, Duration.ofSeconds(30), 512, 256, false);
    try (Supervisor replaced =
        new Supervisor(
            settings, WorkerListener.NONE, Launcher.ofThisMachine(), "9.9.9.9 Somebody")) {
      assertThatThrownBy(() -> replaced.spawn(WorkerKind.PREPARE))
          .isInstanceOf(SpawnException.class)
          .hasMessageContaining("9.9.9.9")
          .hasMessageContaining(System.getProperty("java.vm.version"))
          .hasMessageContaining("restart the node");
    }
  }
}
