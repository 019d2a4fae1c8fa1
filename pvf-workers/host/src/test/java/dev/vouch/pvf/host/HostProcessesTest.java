package dev.vouch.pvf.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts as processes, on one artifact directory and one temporary directory. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class HostProcessesTest {
  @TempDir Path artifacts;
  @TempDir Path temp;

  private List<String> directories() {
    return Stream.of(temp.toFile().list()).filter(name -> name.startsWith("vouch-pvf-")).toList();
  }

  @Test
  void twoShareADirectoryAndOneThatIsKilledLeavesNothingForLong() throws Exception {
    HostProcess first = HostProcess.start(artifacts, temp);
    HostProcess second = HostProcess.start(artifacts, temp);
    HostProcess.Ready one = first.ready();
    HostProcess.Ready two = second.ready();
    assertThat(one.prepared()).as("one of them prepares, not both").isNotEqualTo(two.prepared());
    assertThat(one.workers()).isNotEmpty();

    first.kill();
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> one.workers().stream().noneMatch(ProcessHandle::isAlive));
    assertThat(two.workers()).anyMatch(ProcessHandle::isAlive);
    List<String> left = directories();

    HostProcess third = HostProcess.start(artifacts, temp);
    HostProcess.Ready three = third.ready();
    assertThat(three.prepared()).as("the artifact survives").isFalse();
    assertThat(two.workers())
        .as("a living host's are never swept")
        .anyMatch(ProcessHandle::isAlive);
    assertThat(left)
        .as("the killed host's were there")
        .anyMatch(name -> !directories().contains(name));
    assertThat(second.end()).isZero();
    assertThat(third.end()).isZero();
    assertThat(directories()).isEmpty();
    assertThat(artifacts.toFile().list()).noneMatch(name -> name.endsWith(".part"));
  }
}
