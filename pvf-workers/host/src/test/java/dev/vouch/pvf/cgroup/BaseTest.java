package dev.vouch.pvf.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which group a host may divide. */
final class BaseTest {
  private static final String MOUNTS =
      """
      30 1 0:26 / /sys/fs/cgroup rw - tmpfs tmpfs rw
      31 30 0:27 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
      38 30 0:38 %s %s rw,relatime shared:9 - cgroup2 cgroup2 rw
      """;

  @TempDir private Path root;
  private KernelModel kernel;

  @BeforeEach
  void tree() throws IOException {
    kernel = new KernelModel(root);
    kernel.write(kernel.node().resolve("cgroup.procs"), "4711");
  }

  @ParameterizedTest
  @CsvSource({
    "/, /sys/fs/cgroup, 0::/system.slice/vouch.service/node,"
        + " /sys/fs/cgroup/system.slice/vouch.service/node",
    "/, /sys/fs/cgroup/unified, 0::/, /sys/fs/cgroup/unified",
    "/docker/abc, /sys/fs/cgroup, 0::/docker/abc, /sys/fs/cgroup",
    "/docker/abc, /sys/fs/cgroup, 0::/docker/abc/node, /sys/fs/cgroup/node",
  })
  void ourGroupIsFoundWhereItIsMounted(String mounted, String point, String own, Path expected) {
    assertThat(OwnGroup.find("4:memory:/x\n" + own + "\n", MOUNTS.formatted(mounted, point)))
        .contains(new OwnGroup(Path.of(point), expected));
  }

  @ParameterizedTest
  @CsvSource({"/, 4:memory:/x", "/docker/abc, 0::/docker/other", "/, 0::/../outside"})
  void whatIsNotMountedIsNotFound(String mounted, String own) {
    assertThat(OwnGroup.find(own, MOUNTS.formatted(mounted, "/sys/fs/cgroup"))).isEmpty();
  }

  @Test
  void aDelegatedGroupAboveOursIsUsed() throws IOException {
    assertThat(Base.find(kernel, kernel.own()).group()).contains(kernel.unit());
    assertThat(Base.words(kernel.unit().resolve("cgroup.subtree_control")))
        .containsExactly("memory", "pids");
  }

  @Test
  void aGroupThatIsNotOursIsLeftAloneAndTheReasonIsOurOwn() throws IOException {
    kernel.unmark(kernel.unit());
    Base base = Base.find(kernel, kernel.own());
    assertThat(base.group()).isEmpty();
    assertThat(base.reason()).contains("node has the controllers [] only");
    assertThat(Base.words(kernel.unit().resolve("cgroup.subtree_control"))).isEmpty();
  }

  @Test
  void theRootOfAContainersNamespaceIsOurs() {
    kernel.unmark(kernel.unit());
    OwnGroup inContainer = new OwnGroup(kernel.unit(), kernel.node());
    assertThat(Base.find(kernel, inContainer).group()).contains(kernel.unit());
  }

  @Test
  void aNodeBesideOthersInTheDelegatedGroupHasNone() throws IOException {
    kernel.write(kernel.unit().resolve("cgroup.procs"), "4711");
    Base base = Base.find(kernel, new OwnGroup(root, kernel.unit()));
    assertThat(base.group()).isEmpty();
    assertThat(base.reason()).contains("busy");
  }

  @Test
  void theRootOfTheWholeTreeMayHoldProcessesButIsNobodysParent() throws IOException {
    kernel.write(root.resolve("cgroup.procs"), "4711");
    assertThat(Base.find(kernel, new OwnGroup(root, root)).group()).contains(root);
    kernel.unmark(kernel.unit());
    kernel.write(kernel.unit().resolve("cgroup.procs"), "4711");
    assertThat(Base.find(kernel, new OwnGroup(root, kernel.unit())).group()).isEmpty();
  }

  @Test
  void withoutTheMemoryControllerThereIsNone() throws IOException {
    Files.writeString(kernel.unit().resolve("cgroup.controllers"), "hugetlb\n");
    Base base = Base.find(kernel, new OwnGroup(root, kernel.unit()));
    assertThat(base.group()).isEmpty();
    assertThat(base.reason()).contains("has the controllers [hugetlb] only");
  }

  @Test
  void thisMachineCanBeLookedAt() {
    Base base = Base.ofThisProcess();
    assertThat(base.group().isPresent()).isEqualTo(base.reason().isEmpty());
  }
}
