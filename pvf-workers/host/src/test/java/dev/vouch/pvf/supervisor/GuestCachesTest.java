package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.frames.Frame;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Payload;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.pvf.fixtures.Fixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Caches of single artifacts, made and used by real processes; one is made for all tests. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GuestCachesTest {
  private static final Payload PARAMS =
      Payload.of(ExecutorParams.CODEC.encodeToBytes(ExecutorParams.defaults()).toArray());

  private Path temp;
  private SupervisorSettings settings;
  private Supervisor supervisor;
  private Frame.PrepareDone artifact;
  private Hash digest;

  @BeforeAll
  void prepare(@TempDir Path workers, @TempDir Path unpacked) throws Exception {
    temp = workers;
    settings =
        new SupervisorSettings(
            Path.of(System.getProperty("java.home")),
            WorkerJars.unpack(unpacked),
            workers,
            Duration.ofSeconds(30),
            512,
            256,
            false);
    supervisor = new Supervisor(settings, WorkerListener.NONE);
    try (WorkerProcess worker = supervisor.spawn(WorkerKind.PREPARE)) {
      WorkerReply reply =
          worker.prepare(
              new Frame.PrepareJob(1, Payload.of(Fixtures.adder()), 30 << 20, PARAMS, false),
              Duration.ofMinutes(1));
      artifact = (Frame.PrepareDone) ((WorkerReply.Answered) reply).frame();
      digest = Hash.of(artifact.digest().array());
    }
  }

  private GuestCaches caches(Path directory, int max, boolean make) {
    return new GuestCaches(
        supervisor, directory, max, make ? Optional.of(Duration.ZERO) : Optional.empty());
  }

  private GuestCache await(GuestCaches caches) {
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> caches.find(digest).isPresent());
    return caches.find(digest).orElseThrow();
  }

  /** With the outcome of one job. */
  private Frame.ToHost run(WorkerProcess worker) throws InterruptedException {
    WorkerReply loaded =
        worker.load(
            new Frame.LoadArtifact(
                artifact.artifact(), artifact.digest(), Frame.EngineMode.COMPILED),
            Duration.ofMinutes(1));
    assertThat(((WorkerReply.Answered) loaded).frame()).isInstanceOf(Frame.Loaded.class);
    WorkerReply reply =
        worker.execute(
            new Frame.ExecuteJob(1, PARAMS, JobInput.raw(new byte[0])), Duration.ofMinutes(1));
    return ((WorkerReply.Answered) reply).frame();
  }

  /** Lines of the virtual machine's log of loaded classes, run like a worker with that cache. */
  private List<String> guestsLoaded(GuestCache cache, Path directory) throws Exception {
    List<String> command =
        new ArrayList<>(
            WorkerCommand.training(
                settings, directory, directory.resolve("c"), Optional.of(cache.jar())));
    command.removeIf(argument -> argument.startsWith("-XX:AOT"));
    Path log = directory.resolve("classes.log");
    command.addAll(
        1, List.of("-XX:AOTCache=" + cache.cache(), "-Xlog:class+load=info:file=" + log));
    command.remove("-Xlog:disable");
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains("dev.vouch.pvf.guest."))
        .filter(line -> !line.contains("source: __"))
        .toList();
  }

  private static byte[] damaged(byte[] whole) {
    byte[] bytes = whole.clone();
    bytes[bytes.length / 2] ^= 1;
    return bytes;
  }

  @Test
  void oneIsMadeUsedAndVerifiedAndGoesWithItsArtifact(@TempDir Path directory, @TempDir Path work)
      throws Exception {
    GuestCache made;
    try (GuestCaches caches = caches(directory, 2, true)) {
      caches.want(digest, artifact.artifact()::array);
      made = await(caches);
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(made.jar().getParent())))
          .isEqualTo("rwx------");
      assertThat(guestsLoaded(made, work))
          .isNotEmpty()
          .anyMatch(line -> line.contains("source: shared objects file"));
      try (WorkerProcess worker = supervisor.spawn(WorkerKind.EXECUTE_C1, Optional.of(made))) {
        assertThat(Files.readString(Path.of("/proc/" + worker.pid() + "/maps")))
            .as("mapped, so that it fits")
            .contains(made.cache().toString());
        assertThat(worker.hello().sandbox()).isNotEmpty();
        assertThat(run(worker)).isInstanceOf(Frame.ExecuteFailed.class);
      }
    }

    byte[] whole = Files.readAllBytes(made.cache());
    byte[] classes = Files.readAllBytes(made.jar());
    try (GuestCaches restarted = caches(directory, 2, false)) {
      restarted.restore(digest, artifact.artifact()::array);
      assertThat(await(restarted)).isEqualTo(made);

      Files.delete(made.cache());
      Files.write(made.cache(), damaged(whole));
      assertThat(restarted.find(digest)).as("changed since it was verified").isEmpty();
    }

    try (GuestCaches again = caches(directory, 2, false)) {
      again.restore(digest, artifact.artifact()::array);
      Awaitility.await().until(() -> !Files.exists(made.cache().getParent()));
      assertThat(again.find(digest)).as("a damaged one").isEmpty();

      Files.createDirectory(made.cache().getParent());
      Files.write(made.jar(), classes);
      Files.write(made.cache(), whole);
      again.restore(digest, artifact.artifact()::array);
      await(again);
      again.forget(digest);
      assertThat(again.find(digest)).isEmpty();
      assertThat(directory).isEmptyDirectory();
    }
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void oneOfAnotherArtifactIsOfNoUseAndDoesNoHarm(@TempDir Path directory) throws Exception {
    Path jar =
        Files.write(directory.resolve("guest.jar"), GuestJar.of(artifact.artifact().array()));
    Path cache = Files.writeString(directory.resolve("x.aot"), "no cache at all");
    GuestCache foreign = new GuestCache(Hash.ZERO, jar, cache);
    try (WorkerProcess worker = supervisor.spawn(WorkerKind.EXECUTE_C1, Optional.of(foreign))) {
      assertThat(run(worker)).isInstanceOf(Frame.ExecuteFailed.class);
    }
  }

  @Test
  void onlyClassesOfGuestsGetOnTheClassPath() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name :
          List.of(
              "META-INF/services/java.security.Provider",
              "META-INF/MANIFEST.MF",
              "dev/vouch/pvf/guest/../worker/Main.class",
              "dev/vouch/pvf/worker/Main.class")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(1);
      }
    }
    assertThatThrownBy(() -> GuestJar.of(bytes.toByteArray()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no compiled classes");
  }

  @Test
  void thereAreNoMoreThanAllowedAndStrangersGoOnceTheyAreOld(@TempDir Path directory)
      throws Exception {
    Path old = Files.createDirectory(directory.resolve("guest-" + "ab".repeat(32)));
    Files.setLastModifiedTime(old, FileTime.fromMillis(1_000_000));
    Path young = Files.createDirectory(directory.resolve("guest-" + "cd".repeat(32)));
    try (GuestCaches none = caches(directory, 0, true)) {
      none.sweep(Set.of(digest));
      assertThat(old).doesNotExist();
      assertThat(young).exists();
      none.want(digest, artifact.artifact()::array);
    }
    assertThat(directory.resolve("guest-" + digest.toHex())).doesNotExist();
  }
}
