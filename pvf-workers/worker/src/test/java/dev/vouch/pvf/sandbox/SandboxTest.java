package dev.vouch.pvf.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes that try, in the place of a guest that got out of its engine. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SandboxTest {
  private static final List<String> LAUNCHER =
      List.of(
          "unshare",
          "--user",
          "--map-root-user",
          "--mount",
          "--net",
          "--ipc",
          "--uts",
          "--cgroup",
          "--");
  private static final String OLDER_READS = "older thread reads=ALLOWED";
  private static final int ATTEMPTS = 26 + 11 + 22;

  @TempDir Path dir;

  /** Outside too they depend on what the kernel lets an ordinary user do. */
  private static final List<String> UP_TO_THE_KERNEL =
      List.of(
          "read another process's memory=denied",
          "bpf=denied",
          "perf_event_open=denied",
          "userfaultfd=denied",
          "io_uring=denied",
          "load a kernel module=denied",
          "see a variable=denied");

  private ServerSocketChannel tcp;
  private ServerSocketChannel unix;

  record Told(int exit, List<String> lines) {}

  @BeforeEach
  void makeFiles() throws IOException {
    for (String name : List.of("existing", "victim", "other")) {
      Files.writeString(dir.resolve(name), "old");
    }
    Files.createDirectory(dir.resolve("tmp"));
    Files.createDirectory(dir.resolve("worker"));
    Files.writeString(dir.resolve("worker").resolve("artifact"), "old");
    tcp = ServerSocketChannel.open();
    tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    unix.bind(UnixDomainSocketAddress.of(dir.resolve("socket")));
    int port = ((InetSocketAddress) tcp.getLocalAddress()).getPort();
    Files.writeString(dir.resolve("port"), String.valueOf(port));
  }

  @AfterEach
  void stopListening() throws IOException {
    tcp.close();
    unix.close();
  }

  /** P39, P41 and more: files, sockets, processes, signals, environment, memory of others. */
  @Test
  void p39RestrictedThreadCannotWriteFileP41NorUseSocketsNorDoAnythingElse() throws Exception {
    Told told = probe(List.of(), "inside");
    boolean allThreads = told.lines.contains("older thread reads=denied");
    assertThat(told.lines)
        .filteredOn(l -> l.startsWith("layer ") && l.endsWith("=false"))
        .containsExactly("layer namespaces=false", "layer change_root=false");
    // Before version 8, landlock binds no thread that is older than itself.
    assertThat(told.lines)
        .filteredOn(l -> l.endsWith("=ALLOWED"))
        .isEqualTo(allThreads ? List.of() : List.of(OLDER_READS));
    nothingHasHappened(told);
  }

  @Test
  void inARootOfItsOwnAlsoAnOlderThreadReadsNothing() throws Exception {
    assumeTrue(launcherWorks(), "no user namespaces here");
    Told told = probe(LAUNCHER, "inside", "-", namespaces());
    assertThat(told.lines)
        .filteredOn(l -> l.startsWith("layer "))
        .allMatch(l -> l.endsWith("=true"));
    assertThat(told.lines).filteredOn(l -> l.endsWith("=ALLOWED")).isEmpty();
    assertThat(told.lines).filteredOn(l -> l.endsWith("=denied")).hasSize(ATTEMPTS);
    nothingHasHappened(told);
  }

  private void nothingHasHappened(Told told) throws IOException {
    assertThat(told.lines)
        .filteredOn(l -> l.startsWith("sweep "))
        .hasSize(3)
        .allSatisfy(l -> assertThat(l).matches("sweep \\w+ open=\\[] \\[] of [0-9]{3}"));
    assertThat(told.lines).contains("threads and classes=works");
    assertThat(told.exit).isZero();
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "existing", "victim", "other", "tmp", "stderr", "worker", "port", "socket");
    }
    assertThat(Files.readString(dir.resolve("worker").resolve("artifact"))).isEqualTo("old");
    assertThat(Files.readString(dir.resolve("existing"))).isEqualTo("old");
  }

  /** So that a probe which never could do anything is noticed. */
  @Test
  void theSameAttemptsSucceedOutside() throws Exception {
    Told told = probe(List.of(), "outside");
    assertThat(told.lines).filteredOn(l -> l.endsWith("=denied")).isSubsetOf(UP_TO_THE_KERNEL);
    assertThat(told.lines)
        .filteredOn(l -> l.endsWith("=denied") || l.endsWith("=ALLOWED"))
        .hasSize(ATTEMPTS);
  }

  /** A known hole of landlock alone, from version 3 on closed by it, and by seccomp in any case. */
  @Test
  void p40RestrictedThreadCanTruncateFileUnderTheFirstVersionOfLandlock() throws Exception {
    Told told = probe(List.of(), "first-version");
    assertThat(told.lines)
        .containsExactly(
            "write existing=ALLOWED",
            "truncate existing=ALLOWED",
            "write victim=denied",
            "truncate other=ALLOWED");
    assertThat(dir.resolve("other")).isEmptyFile();
    assertThat(Files.readString(dir.resolve("victim"))).isEqualTo("old");
  }

  static Stream<String> deadly() {
    return Stream.concat(Syscalls.DEADLY.stream().map(String::valueOf), Stream.of("x32", "i386"));
  }

  @ParameterizedTest
  @MethodSource("deadly")
  void whatOnlyAnEscapedGuestCallsKillsTheProcess(String call) throws Exception {
    Told told = probe(List.of(), "deadly", call);
    assertThat(told.lines).containsExactly("closed");
    assertThat(told.exit).as("SIGSYS").isEqualTo(128 + 31);
  }

  @Test
  void afterTheDeadlyFilterThereIsNoFurtherOne() throws Exception {
    Told told = probe(List.of(), "deadly", "" + Syscalls.SECCOMP);
    assertThat(told.lines).containsExactly("closed", "still alive");
  }

  private static boolean launcherWorks() throws Exception {
    var command = new ArrayList<>(LAUNCHER);
    command.addAll(List.of("unshare", "--version"));
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String namespaces() {
    return Stream.of("user", "mnt", "net", "ipc", "uts", "cgroup")
        .map(
            name -> {
              try {
                return Files.readSymbolicLink(Path.of("/proc/self/ns", name)).toString();
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            })
        .collect(Collectors.joining(","));
  }

  private Told probe(List<String> launcher, String... args) throws Exception {
    var command = new ArrayList<>(launcher);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xmx256m",
            "-Djava.io.tmpdir=" + dir.resolve("tmp"),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            SandboxProbe.class.getName(),
            dir.toString()));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command).redirectError(dir.resolve("stderr").toFile());
    builder.environment().clear();
    var process = builder.start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    var lines = out.lines().toList();
    assertThat(lines).as(stderr()).isNotEmpty();
    return new Told(exit, lines);
  }

  private String stderr() throws IOException {
    return Files.readString(dir.resolve("stderr"));
  }
}
