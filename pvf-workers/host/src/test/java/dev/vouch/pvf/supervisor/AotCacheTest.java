package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One cache is made, with real processes, and used rightly and wrongly. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AotCacheTest {
  private Path directory;
  private Path temp;
  private SupervisorSettings settings;
  private Path made;

  @BeforeAll
  void makeOne(@TempDir Path unpacked, @TempDir Path workers) throws Exception {
    directory = unpacked;
    temp = workers;
    settings = settings(WorkerJars.unpack(unpacked));
    try (AotCache cache = new AotCache(directory, settings)) {
      assertThat(cache.find()).isEmpty();
      made = cache.make();
      assertThat(cache.find()).contains(made);
    }
  }

  private SupervisorSettings settings(WorkerJars jars) {
    return new SupervisorSettings(
        Path.of(System.getProperty("java.home")),
        jars,
        temp,
        Duration.ofSeconds(30),
        1024,
        512,
        false);
  }

  private static long cpuMillisUntilHello(Supervisor supervisor) throws Exception {
    try (WorkerProcess worker = supervisor.spawn(WorkerKind.EXECUTE_C1)) {
      assertThat(worker.hello().jit()).isEqualTo("c1");
      return CpuClock.processNanos(ProcessHandle.of(worker.pid()).orElseThrow()) / 1_000_000;
    }
  }

  @Test
  void onlyTheOwnerMayReadItAndNothingElseIsLeft() throws IOException {
    assertThat(Files.getPosixFilePermissions(made)).containsExactly(PosixFilePermission.OWNER_READ);
    assertThat(directory.toFile().list()).noneMatch(name -> name.endsWith(".part"));
    assertThat(temp.toFile().list()).isEmpty();
  }

  @Test
  void workersOfEveryKindStartFromItWithLessCpuTime() throws Exception {
    try (Supervisor without = new Supervisor(settings, WorkerListener.NONE);
        Supervisor with = new Supervisor(settings, WorkerListener.NONE);
        FastStart found = FastStart.begin(with, directory, Optional.empty())) {
      assertThat(found).isNotNull();
      assertThat(with.hasAotCache()).isTrue();
      long slow = Long.MAX_VALUE;
      long fast = Long.MAX_VALUE;
      for (int i = 0; i < 4; i++) {
        slow = Math.min(slow, cpuMillisUntilHello(without));
        fast = Math.min(fast, cpuMillisUntilHello(with));
      }
      assertThat(fast).isLessThan(slow);
      for (WorkerKind kind : WorkerKind.values()) {
        with.spawn(kind).close();
      }
      assertThat(with.hasAotCache()).isTrue();
    }
  }

  @Test
  void oneThatDoesNotFitTheJarsIsNotTrusted(@TempDir Path other) throws Exception {
    WorkerJars jars = WorkerJars.unpack(other);
    Files.setLastModifiedTime(jars.files().getFirst(), FileTime.fromMillis(1_000_000_000_000L));
    try (Supervisor supervisor = new Supervisor(settings(jars), WorkerListener.NONE);
        AotCache cache = new AotCache(other, settings(jars))) {
      Files.copy(made, other.resolve(made.getFileName()));
      assertThat(cache.find()).as("made for jars at another place").isEmpty();
      supervisor.useAotCache(made);
      supervisor.spawn(WorkerKind.EXECUTE_C1).close();
    }
  }

  @Test
  void aDamagedOneIsDeletedAndOneThatIsNoCacheStopsNobody(@TempDir Path other) throws Exception {
    Path copy = other.resolve(made.getFileName());
    byte[] bytes = Files.readAllBytes(made);
    try (Supervisor supervisor = new Supervisor(settings, WorkerListener.NONE);
        AotCache cache = new AotCache(other, settings)) {
      Files.write(copy, bytes);
      assertThat(cache.find()).contains(copy);
      bytes[bytes.length / 2] ^= 1;
      Files.write(copy, bytes);
      assertThat(cache.find()).isEmpty();
      assertThat(copy).doesNotExist();
      supervisor.useAotCache(Files.writeString(other.resolve("x.aot"), "no cache at all"));
      Frame.Hello hello;
      try (WorkerProcess worker = supervisor.spawn(WorkerKind.EXECUTE_C1)) {
        hello = worker.hello();
      }
      assertThat(hello.sandbox()).isNotEmpty();
    }
  }

  @Test
  void closingWhileItIsMadeLeavesNeitherProcessNorFile(@TempDir Path other) throws Exception {
    SupervisorSettings own = settings(WorkerJars.unpack(other));
    try (Supervisor supervisor = new Supervisor(own, WorkerListener.NONE)) {
      FastStart making = FastStart.begin(supervisor, other, Optional.of(Duration.ZERO));
      Awaitility.await().until(() -> !trainings(other).isEmpty());
      List<ProcessHandle> running = trainings(other);
      making.close();
      assertThat(running).noneMatch(ProcessHandle::isAlive);
      assertThat(other.toFile().list()).noneMatch(name -> name.endsWith("aot"));
      assertThat(temp.toFile().list()).isEmpty();
    }
  }

  private static List<ProcessHandle> trainings(Path unpacked) {
    try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
      return children
          .filter(p -> p.info().commandLine().orElse("").contains("-XX:AOTMode"))
          .filter(p -> p.info().commandLine().orElse("").contains(unpacked.toString()))
          .toList();
    }
  }
}
