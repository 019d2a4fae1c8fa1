package dev.vouch.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.vouch.app.doctor.Finding.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Directories in which a node would refuse to work, or should. */
@EnabledOnOs(OS.LINUX)
final class PlaceTest {
  @TempDir Path directory;

  private Finding look(String name) {
    return new Place(name, "pvf.artifacts", directory, 1).look();
  }

  @Test
  void oneOfOursIsWell() {
    assertThat(look("artifacts").status()).isEqualTo(Status.OK);
  }

  @Test
  void oneThatAllUsersShareIsAFailureButForWorkersDirectories() throws IOException {
    Files.setAttribute(directory, "unix:mode", 01777);
    assertThat(look("artifacts").status()).isEqualTo(Status.FAIL);
    assertThat(look("artifacts").found()).contains("shared by all users");
    assertThat(look("temporary").status()).isEqualTo(Status.OK);
  }

  @Test
  void oneOfSomebodyElseIsAFailureWithTheRemedy() throws IOException {
    assumeThat(System.getProperty("user.name")).as("only a superuser can").isEqualTo("root");
    Files.setAttribute(directory, "unix:uid", 65_534);
    assertThat(look("artifacts").status()).isEqualTo(Status.FAIL);
    assertThat(look("artifacts").found()).contains("belongs to");
    assertThat(look("artifacts").remedy()).contains("chown", "pvf.artifacts");
  }

  @Test
  void theMountThatAPathIsOnTells() {
    MountTable table =
        MountTable.of(
            List.of(
                "/dev/a / ext4 rw,relatime 0 0",
                "tmpfs /tmp tmpfs rw,nosuid,noexec 0 0",
                "/dev/b /tmp/my\\040disk ext4 rw 0 0"));
    assertThat(table.hasOption(Path.of("/tmp/x/y"), "noexec")).isTrue();
    assertThat(table.hasOption(Path.of("/tmp/my disk/y"), "noexec")).isFalse();
    assertThat(table.hasOption(Path.of("/tmpx"), "noexec")).isFalse();
  }
}
