package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.Lever;
import dev.vouch.frames.Levers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerCommandTest {
  @TempDir private Path directory;

  private List<String> command(WorkerKind kind, Levers levers) throws IOException {
    SupervisorSettings settings =
        SupervisorSettings.defaults(WorkerJars.unpack(directory)).withLevers(levers);
    return WorkerCommand.of(
        settings,
        kind,
        directory,
        directory.resolve("s"),
        Optional.empty(),
        Optional.empty(),
        Launcher.ofThisMachine());
  }

  @Test
  void eachLeverThatIsAnOptionIsOneWordOfWhatExecutes() throws IOException {
    for (WorkerKind kind : List.of(WorkerKind.EXECUTE_C1, WorkerKind.EXECUTE_TIERED)) {
      List<String> all = command(kind, Levers.ALL);
      for (Lever lever : Lever.values()) {
        List<String> gone = new ArrayList<>(all);
        gone.removeAll(command(kind, Levers.ALL.without(lever)));
        assertThat(gone)
            .as("%s without %s", kind, lever)
            .isEqualTo(
                switch (lever) {
                  case HUGE_METHODS -> List.of("-XX:-DontCompileHugeMethods");
                  case C1_INLINING -> List.of("-XX:C1MaxInlineSize=70");
                  default -> List.of();
                });
      }
    }
  }

  @Test
  void preparingTakesTheSameProcessWithAnyLevers() throws IOException {
    assertThat(command(WorkerKind.PREPARE, Levers.NONE))
        .isEqualTo(command(WorkerKind.PREPARE, Levers.ALL));
  }
}
