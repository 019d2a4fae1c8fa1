package dev.vouch.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.app.doctor.Finding.Status;
import dev.vouch.frames.SandboxLayer;
import dev.vouch.pvf.supervisor.SandboxStatus;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invented machines, places and clocks. */
class ChecksTest {
  private static final long GIB = 1L << 30;
  private static final Needs NEEDS = new Needs(2, 1, GIB, GIB / 2, 3 * GIB / 2, GIB);
  private static final Machine GOOD = machine(25, true, 8, 16, "Linux", "6.12.3", true);
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final LocalDate RELEASED = LocalDate.parse("2025-09-16");

  @TempDir private Path directory;

  private static Machine machine(
      int java, boolean hotSpot, int cores, int gib, String os, String release, boolean clock) {
    return new Machine(
        java,
        java + ".0.1, Somebody",
        hotSpot,
        cores,
        gib * GIB,
        OptionalLong.of(gib * GIB),
        OptionalLong.of(1 << 20),
        new Machine.Platform(os, release, "amd64"),
        clock);
  }

  private static Finding finding(Machine machine, Needs needs, String check) {
    return MachineChecks.of(machine, needs).stream()
        .filter(finding -> finding.check().equals(check))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aGoodMachineHasNoDefect() {
    assertThat(MachineChecks.of(GOOD, NEEDS)).allMatch(f -> f.status() == Status.OK);
  }

  @Test
  void thisMachineCanBeLookedAt() {
    Machine here = Machine.here();
    assertThat(here.javaFeature()).isEqualTo(25);
    assertThat(here.hotSpot()).isTrue();
    assertThat(here.cores()).isPositive();
    assertThat(here.memoryBytes()).isGreaterThan(GIB / 4);
  }

  @Test
  void anotherJavaOrAnotherVirtualMachineIsBad() {
    assertThat(finding(machine(24, true, 8, 16, "Linux", "6.12", true), NEEDS, "java"))
        .matches(f -> f.status() == Status.FAIL && f.remedy().contains("JDK 25"));
    assertThat(finding(machine(25, false, 8, 16, "Linux", "6.12", true), NEEDS, "java"))
        .matches(f -> f.status() == Status.FAIL && f.remedy().contains("HotSpot"));
    assertThat(Machine.isHotSpot("OpenJDK 64-Bit Server VM")).isTrue();
    assertThat(Machine.isHotSpot("Java HotSpot(TM) 64-Bit Server VM")).isTrue();
    assertThat(Machine.isHotSpot("Eclipse OpenJ9 VM")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"4, FAIL", "5, WARN", "7, WARN", "8, OK"})
  void aMachineThatIsTooSmallForLargeSessionsOnlyIsToldSo(int gib, Status expected) {
    Finding memory = finding(machine(25, true, 8, gib, "Linux", "6.12", true), NEEDS, "memory");
    assertThat(memory.status()).isEqualTo(expected);
    assertThat(memory.found()).contains("may use 4.2 GiB, and 7.2 GiB in a session", "8192 pages");
    if (expected == Status.WARN) {
      assertThat(memory.remedy()).contains("MaxMemoryPages");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, FAIL", "2, WARN", "3, OK"})
  void everySlotWantsACoreAndTheNodeOne(int cores, Status expected) {
    Machine machine = machine(25, true, cores, 16, "Linux", "6.12", true);
    assertThat(finding(machine, NEEDS, "cores").status()).isEqualTo(expected);
  }

  @Test
  void tooLittleMemoryForTheSlotsIsBadAndTooLittleFreeMemoryIsTold() {
    assertThat(finding(GOOD, new Needs(64, 1, GIB, GIB / 2, 3 * GIB / 2, GIB), "memory"))
        .matches(f -> f.status() == Status.FAIL && f.remedy().contains("pvf.slots"));
    Machine busy =
        new Machine(
            25,
            "",
            true,
            8,
            16 * GIB,
            OptionalLong.of(GIB),
            OptionalLong.empty(),
            GOOD.platform(),
            true);
    assertThat(finding(busy, NEEDS, "memory").status()).isEqualTo(Status.WARN);
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, 5.4.0-generic, FAIL",
    "Linux, 5.15.1, WARN",
    "Linux, 6.12.0-rc1, OK",
    "Linux, 7.0, OK",
    "Linux, strange, FAIL",
    "Mac OS X, 15.1, FAIL"
  })
  void anOldKernelIsBadAndAMiddlingOneIsTold(String os, String release, Status expected) {
    Machine machine = machine(25, true, 8, 16, os, release, true);
    assertThat(finding(machine, NEEDS, "kernel").status()).isEqualTo(expected);
  }

  @Test
  void withoutTheCpuTimeOfThreadsNoTimeLimitCanBeJudged() {
    Machine machine = machine(25, true, 8, 16, "Linux", "6.12", false);
    assertThat(finding(machine, NEEDS, "cpu-clock").status()).isEqualTo(Status.FAIL);
  }

  @Test
  void fewDescriptorsAreBad() {
    Machine machine =
        new Machine(
            25,
            "",
            true,
            8,
            16 * GIB,
            OptionalLong.empty(),
            OptionalLong.of(256),
            GOOD.platform(),
            true);
    assertThat(finding(machine, NEEDS, "descriptors").status()).isEqualTo(Status.FAIL);
  }

  @Test
  void aDirectoryThatCanBeMadeIsGoodAndNothingIsMadeInIt() throws Exception {
    Place place = new Place("node", "directory", directory.resolve("a/b"), 1);
    assertThat(place.look()).matches(f -> f.status() == Status.OK, "ok");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aPlaceBelowAFileIsBad() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(new Place("node", "directory", file.resolve("sub"), 1).look())
        .matches(f -> f.status() == Status.FAIL && f.remedy().contains("directory"));
  }

  /** Even root can make no file there. */
  @Test
  void aDirectoryThatCannotBeWrittenToIsBad() {
    assertThat(new Place("artifacts", "pvf.artifacts", Path.of("/proc/self"), 1).look())
        .matches(f -> f.status() == Status.FAIL && f.remedy().contains("pvf.artifacts"));
  }

  @Test
  void aDirectoryThatOthersCanWriteToIsBadAndAStickyOneIsForTemporaryFilesOnly() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    Place place = new Place("node", "directory", directory, 1);
    assertThat(place.look()).matches(f -> f.status() == Status.FAIL, "fails");
    Files.setAttribute(directory, "unix:mode", 01777);
    assertThat(place.look()).matches(f -> f.status() == Status.FAIL, "all users share it");
    assertThat(new Place("temporary", "TMPDIR", directory, 1).look())
        .matches(f -> f.status() == Status.OK, "ok");
  }

  @Test
  void aDiskThatWillNotDoIsTold() {
    assertThat(new Place("node", "directory", directory, Long.MAX_VALUE).look().status())
        .isEqualTo(Status.WARN);
  }

  private static Finding clock(boolean synchronised, long errorMillis) {
    var kernel = Optional.of(new KernelClock(synchronised, Duration.ofMillis(errorMillis)));
    return ClockChecks.of(NOW, RELEASED, kernel, Optional.empty());
  }

  @Test
  void aClockThatIsOffIsBad() {
    assertThat(clock(true, 20).status()).isEqualTo(Status.OK);
    assertThat(clock(true, 900).status()).isEqualTo(Status.WARN);
    assertThat(clock(true, 3_000).status()).isEqualTo(Status.FAIL);
    assertThat(clock(false, 20).status()).isEqualTo(Status.WARN);
    assertThat(ClockChecks.of(Instant.EPOCH, RELEASED, Optional.empty(), Optional.empty()).status())
        .isEqualTo(Status.FAIL);
    assertThat(ClockChecks.of(NOW, RELEASED, Optional.empty(), Optional.of(Duration.ofSeconds(-5))))
        .matches(f -> f.status() == Status.FAIL && f.found().contains("5000 ms"));
  }

  @Test
  void aTimeServerThatIsAheadIsMeasured() throws Exception {
    assertThat(TimeServer.offset(serve(true)))
        .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
  }

  @Test
  void anAnswerToSomebodyElsesQuestionIsNone() throws Exception {
    InetSocketAddress server = serve(false);
    assertThatThrownBy(() -> TimeServer.offset(server)).hasMessageContaining("time server");
  }

  /** A time server for one question, ten seconds ahead. */
  private static InetSocketAddress serve(boolean repeatsTheCookie) throws Exception {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              try (socket) {
                ByteBuffer packet = ByteBuffer.allocate(48);
                DatagramPacket question = new DatagramPacket(packet.array(), 48);
                socket.receive(question);
                long cookie = repeatsTheCookie ? packet.getLong(40) : 1;
                long time = (Instant.now().getEpochSecond() + 10 + 2_208_988_800L) << 32;
                packet.put(0, (byte) 0x24).put(1, (byte) 1).putLong(24, cookie);
                packet.putLong(32, time).putLong(40, time);
                socket.send(new DatagramPacket(packet.array(), 48, question.getSocketAddress()));
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Test
  void aLayerThatIsMissingIsBadUnlessAnotherMakesUpForIt() {
    var status =
        new SandboxStatus(
            List.of(
                new SandboxLayer("landlock", false, "errno 38"),
                new SandboxLayer("change_root", true, "private"),
                new SandboxLayer("seccomp", false, "errno 22")));
    assertThat(SandboxChecks.of(status))
        .extracting(Finding::status)
        .containsExactly(Status.WARN, Status.OK, Status.FAIL);
    assertThat(SandboxChecks.of(new SandboxStatus(List.of())))
        .extracting(Finding::status)
        .containsExactly(Status.FAIL);
  }

  @Test
  void theReportHasOneLineForEachCheckAndTheRemedyBelow() {
    Report report =
        new Report(List.of(Finding.ok("java", "25"), Finding.fail("clock", "off", "mend it")));
    assertThat(report.bad()).isTrue();
    assertThat(report.text().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("ok ").endsWith(" 25"),
            line -> assertThat(line).startsWith("FAIL ").endsWith(" off"),
            line -> assertThat(line).contains("remedy: mend it"),
            line -> assertThat(line).isEqualTo("2 checks: 1 fail, 0 warn"));
    assertThat(report.json().encode())
        .isEqualTo(
            "{\"ok\":false,\"fail\":1,\"warn\":0,\"checks\":["
                + "{\"check\":\"java\",\"status\":\"ok\",\"found\":\"25\"},{\"check\":\"clock\",\"status\":\"fail\",\"found\":\"off\",\"remedy\":\"mend"
                + " it\"}]}");
  }
}
