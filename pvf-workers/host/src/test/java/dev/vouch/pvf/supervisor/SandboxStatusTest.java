package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.SandboxLayer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SandboxStatusTest {
  private static SandboxStatus status(
      boolean landlock, boolean seccomp, boolean changeRoot, boolean namespaces) {
    return new SandboxStatus(
        List.of(
            new SandboxLayer("no_new_privs", true, "set"),
            new SandboxLayer("namespaces", namespaces, "shared"),
            new SandboxLayer("change_root", changeRoot, "errno 1"),
            new SandboxLayer("landlock", landlock, "errno 38"),
            new SandboxLayer("seccomp", seccomp, "errno 22")));
  }

  /** The reference's table: landlock, seccomp, change root, clone. */
  @ParameterizedTest
  @CsvSource({
    "false, true, true, true, true",
    "false, false, true, true, false",
    "false, true, false, true, false",
    "true, true, false, true, true",
    "true, false, false, true, false",
    "true, false, true, true, false",
    "true, true, true, false, true",
    "true, true, false, false, true",
    "true, true, true, true, true"
  })
  void p1SecureModeErrorOptionality(
      boolean landlock, boolean seccomp, boolean changeRoot, boolean clone, boolean starts) {
    assertThat(status(landlock, seccomp, changeRoot, clone).refusal().isEmpty()).isEqualTo(starts);
  }

  @Test
  void aRefusalNamesTheLayerWhatWasFoundAndTheRemedy() {
    assertThat(status(false, true, false, false).refusal().orElseThrow())
        .contains("landlock (errno 38; remedy: use Linux 5.13")
        .contains("change_root (errno 1; remedy: install unshare")
        .doesNotContain("seccomp (")
        .doesNotContain("namespaces (");
    assertThat(new SandboxStatus(List.of()).refusal().orElseThrow()).contains("vouch doctor");
  }

  @Test
  void aCgroupMayBeMissingAndHasARemedy() {
    var status = new SandboxStatus(List.of(new SandboxLayer("cgroup", false, "busy")));
    assertThat(status.refusal()).isEmpty();
    assertThat(SandboxStatus.describe(status.missing()))
        .contains("cgroup (busy; remedy: ", "Delegate=yes", "--cgroupns=private");
  }

  @Test
  void everyOtherLayerIsNeeded() {
    var status = new SandboxStatus(List.of(new SandboxLayer("rlimits", false, "prlimit64 failed")));
    assertThat(status.fatal()).extracting(SandboxLayer::name).containsExactly("rlimits");
  }
}
