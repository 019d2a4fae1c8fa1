package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame;
import dev.vouch.frames.Payload;
import dev.vouch.frames.SandboxLayer;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.cgroup.KernelModel;
import dev.vouch.pvf.fixtures.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox of workers that a supervisor starts, as they and the kernel tell it. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class WorkerSandboxTest {
  private static final Launcher NONE = new Launcher(List.of(), "", "not wanted by this test");

  @TempDir Path temp;
  @TempDir Path unpacked;

  private SupervisorSettings settings(Path javaHome, boolean required) throws Exception {
    return new SupervisorSettings(
        javaHome, WorkerJars.unpack(unpacked), temp, Duration.ofSeconds(30), 512, 256, required);
  }

  private static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  @Test
  void i12AllSecurityFeaturesWork() throws Exception {
    boolean launches = !Launcher.ofThisMachine().prefix().isEmpty();
    try (Supervisor supervisor = new Supervisor(settings(javaHome(), true), WorkerListener.NONE);
        WorkerProcess worker = supervisor.spawn(WorkerKind.EXECUTE_C1)) {
      assertThat(supervisor.sandbox().layers())
          .extracting(SandboxLayer::name)
          .containsExactly(
              "environment",
              "signals",
              "pdeathsig",
              "no_new_privs",
              "rlimits",
              "namespaces",
              "change_root",
              "landlock",
              "seccomp",
              "cgroup");
      assertThat(supervisor.sandbox().layers())
          .filteredOn(layer -> !layer.name().equals("cgroup"))
          .filteredOn(layer -> launches || !NEED_A_LAUNCHER.contains(layer.name()))
          .allSatisfy(layer -> assertThat(layer.held()).as(layer.toString()).isTrue());
      Path proc = Path.of("/proc", String.valueOf(worker.pid()));
      assertThat(Files.readString(proc.resolve("status")))
          .contains("NoNewPrivs:\t1", "Seccomp:\t2", "Seccomp_filters:\t2");
      assertThat(Files.readAllBytes(proc.resolve("environ"))).isEmpty();
      if (launches) {
        assertThat(Files.readSymbolicLink(proc.resolve("ns/net")))
            .isNotEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/net")));
        try (Stream<Path> root = Files.list(proc.resolve("root"))) {
          assertThat(root.map(path -> path.getFileName().toString()))
              .doesNotContain("etc", "home", "proc", "dev", "var");
        }
      }
    }
  }

  private static final List<String> NEED_A_LAUNCHER = List.of("namespaces", "change_root");

  @Test
  void withoutALauncherLandlockMakesUpForItAndTheReasonIsTold() throws Exception {
    try (Supervisor supervisor =
        new Supervisor(
            settings(javaHome(), true), WorkerListener.NONE, NONE, Supervisor.ownJvm())) {
      supervisor.selfCheck();
      assertThat(supervisor.sandbox().missing())
          .filteredOn(layer -> !layer.name().equals("cgroup"))
          .extracting(SandboxLayer::name)
          .isEqualTo(NEED_A_LAUNCHER);
      assertThat(supervisor.sandbox().missing())
          .filteredOn(layer -> !layer.name().equals("cgroup"))
          .extracting(SandboxLayer::detail)
          .containsOnly("not wanted by this test");
      assertThat(supervisor.liveWorkers()).isZero();
    }
  }

  /** On a model of the kernel's tree: limits, and the death that they bring. */
  @Test
  void aWorkerHasACgroupThatGoesWithItAndTellsWhyItWasKilled() throws Exception {
    KernelModel kernel = new KernelModel(Files.createDirectory(unpacked.resolve("cgroup")));
    try (Supervisor supervisor =
            new Supervisor(
                settings(javaHome(), true),
                WorkerListener.NONE,
                NONE,
                Supervisor.ownJvm(),
                kernel.groups());
        WorkerProcess worker = supervisor.spawn(WorkerKind.PREPARE)) {
      Path group = kernel.unit().resolve("vouch-4711/worker-1");
      assertThat(group.resolve("cgroup.procs")).hasContent(String.valueOf(worker.pid()));
      assertThat(group.resolve("memory.max")).hasContent(String.valueOf((512L + 1008) << 20));
      assertThat(supervisor.sandbox().layers())
          .contains(
              new SandboxLayer("cgroup", true, "at most 1520 MiB of memory, no swap, 256 threads"));

      Files.writeString(group.resolve("memory.events"), "oom_kill 1\n");
      worker.kill();
      assertThat(worker.prepare(job(), Duration.ofSeconds(10)))
          .isInstanceOfSatisfying(
              WorkerReply.Died.class,
              died -> {
                assertThat(died.death().describe()).contains("its cgroup was out of memory");
                assertThat(died.death().blame()).isEqualTo(ExecuteErrorKind.INTERNAL);
              });
    }
    assertThat(kernel.made()).isEmpty();
  }

  private static Frame.PrepareJob job() {
    byte[] parameters = ExecutorParams.CODEC.encodeToBytes(ExecutorParams.defaults()).toArray();
    return new Frame.PrepareJob(
        1, Payload.of(Fixtures.adder()), 30 << 20, Payload.of(parameters), false);
  }

  @Test
  void aRequiredSandboxThatDoesNotHoldRefusesWithLayerAndRemedy() throws Exception {
    Path leaky = leakyJava();
    try (Supervisor supervisor = new Supervisor(settings(leaky, true), WorkerListener.NONE)) {
      assertThatThrownBy(supervisor::selfCheck)
          .isInstanceOf(SpawnException.class)
          .hasMessageContaining("pvf.sandbox is required")
          .hasMessageContaining("environment (1 variables are set; remedy: ");
      assertThat(supervisor.liveWorkers()).isZero();
    }
    try (Supervisor supervisor = new Supervisor(settings(leaky, false), WorkerListener.NONE)) {
      supervisor.selfCheck();
      assertThat(supervisor.sandbox().fatal())
          .extracting(SandboxLayer::name)
          .containsExactly("environment");
    }
  }

  /** JV-30: two builds must not mix. */
  @Test
  void aJdkThatWasReplacedMeanwhileIsNoticed() throws Exception {
    try (Supervisor supervisor =
        new Supervisor(settings(javaHome(), false), WorkerListener.NONE, NONE, "24+1 Other")) {
      assertThatThrownBy(supervisor::selfCheck)
          .isInstanceOf(SpawnException.class)
          .hasMessageContaining("was 24+1 Other")
          .hasMessageContaining("restart the node");
    }
  }

  /** A Java that gives its processes one variable. */
  private Path leakyJava() throws Exception {
    Path home = unpacked.resolve("jdk");
    Files.createDirectories(home.resolve("bin"));
    Path java = home.resolve("bin/java");
    Files.writeString(
        java,
        "#!/bin/sh\nexec env -i SECRET=1 %s \"$@\"\n".formatted(javaHome().resolve("bin/java")));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    return home;
  }

  @Test
  void aLauncherThatIsNotThereOrMayNotIsNone() throws Exception {
    Path fails = unpacked.resolve("unshare");
    Files.writeString(fails, "#!/bin/sh\necho unshare failed: Operation not permitted\nexit 1\n");
    Files.setPosixFilePermissions(fails, PosixFilePermissions.fromString("rwx------"));
    Launcher none = Launcher.find(unpacked.toString());
    assertThat(none.prefix()).isEmpty();
    assertThat(none.argument()).isEmpty();
    assertThat(none.reason()).contains("Operation not permitted");
    assumeFalse(Files.exists(Path.of("/usr/bin/unshare")), "there is one at the usual place");
    assertThat(Launcher.find("").reason()).contains("PATH");
  }
}
