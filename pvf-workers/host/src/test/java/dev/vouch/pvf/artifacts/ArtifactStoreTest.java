package dev.vouch.pvf.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.frames.Lever;
import dev.vouch.frames.Levers;
import dev.vouch.primitives.Hash;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.StoredArtifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ArtifactStoreTest {
  private static final ArtifactEnvironment HERE = new ArtifactEnvironment("0123456789abcdef");
  private static final ArtifactEnvironment ELSEWHERE = new ArtifactEnvironment("fedcba9876543210");
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final byte[] BYTES = "compiled".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  private static ArtifactId id(int discriminator) {
    byte[] code = new byte[Hash.LENGTH];
    code[0] = (byte) discriminator;
    return new ArtifactId(Hash.of(code), Hash.ZERO);
  }

  private ArtifactStore open() throws IOException {
    return ArtifactStore.open(directory, HERE);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anArtifactSurvivesARestart() throws IOException {
    StoredArtifact stored;
    try (ArtifactStore store = open()) {
      stored = store.put(id(1), BYTES);
    }
    try (ArtifactStore store = open()) {
      assertThat(store.find(id(1))).contains(stored);
      assertThat(store.list()).containsOnlyKeys(id(1)).containsValue(stored);
      assertThat(store.load(stored)).isEqualTo(BYTES);
      assertThat(store.find(id(2))).isEmpty();
    }
  }

  @Test
  void whatIsFoundIsWhatTheDirectoryHoldsNow() throws IOException {
    try (ArtifactStore store = open()) {
      assertThat(store.find(id(1))).isEmpty();
      StoredArtifact first = store.put(id(1), BYTES);
      assertThat(store.find(id(1))).contains(first);
      store.delete(first);
      assertThat(store.find(id(1))).as("deleted since it was found").isEmpty();
      StoredArtifact second = store.put(id(1), "compiled anew".getBytes(StandardCharsets.UTF_8));
      assertThat(store.find(id(1))).as("under another name").contains(second);
      Files.write(directory.resolve(second.fileName()), BYTES);
      assertThat(store.find(id(1)).orElseThrow().sizeBytes()).isEqualTo(BYTES.length);
    }
  }

  @Test
  void anotherBuildOrJvmDoesNotSeeIt() throws IOException {
    try (ArtifactStore store = open();
        ArtifactStore other = ArtifactStore.open(directory, ELSEWHERE)) {
      store.put(id(1), BYTES);
      assertThat(other.find(id(1))).isEmpty();
      assertThat(other.list()).isEmpty();
    }
  }

  @Test
  void environmentsDifferByWorkerAndByJvm() {
    assertThat(ArtifactEnvironment.of("a", "25.0.1"))
        .isEqualTo(ArtifactEnvironment.of("a", "25.0.1"))
        .isNotEqualTo(ArtifactEnvironment.of("b", "25.0.1"))
        .isNotEqualTo(ArtifactEnvironment.of("a", "25.0.2"));
  }

  @ParameterizedTest
  @EnumSource
  void artifactsOfOtherPassesAreNotSeen(Lever lever) throws IOException {
    ArtifactEnvironment all = ArtifactEnvironment.of("a", "25.0.1");
    ArtifactEnvironment less = ArtifactEnvironment.of("a", "25.0.1", Levers.ALL.without(lever));
    try (ArtifactStore store = ArtifactStore.open(directory, all);
        ArtifactStore other = ArtifactStore.open(directory, less)) {
      store.put(id(1), BYTES);
      boolean pass = lever.kind() == Lever.Kind.PASS;
      assertThat(other.find(id(1)).isEmpty()).isEqualTo(pass);
    }
  }

  @Test
  void aFlippedByteIsNoticed() throws IOException {
    try (ArtifactStore store = open()) {
      StoredArtifact stored = store.put(id(1), BYTES);
      byte[] flipped = BYTES.clone();
      flipped[3] ^= 1;
      Files.write(directory.resolve(stored.fileName()), flipped);
      assertThatThrownBy(() -> store.load(stored)).isInstanceOf(CorruptedArtifactException.class);
    }
  }

  @Test
  void aTruncatedFileIsNoticed() throws IOException {
    try (ArtifactStore store = open()) {
      StoredArtifact stored = store.put(id(1), BYTES);
      Files.write(directory.resolve(stored.fileName()), new byte[0]);
      assertThatThrownBy(() -> store.load(stored)).isInstanceOf(CorruptedArtifactException.class);
    }
  }

  @Test
  void aDeletedFileIsMissingAndNotCorrupt() throws IOException {
    try (ArtifactStore store = open()) {
      StoredArtifact stored = store.put(id(1), BYTES);
      store.delete(stored);
      assertThat(store.find(id(1))).isEmpty();
      assertThatThrownBy(() -> store.load(stored)).isInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  void aCrashWhileWritingLeavesNothingThatCountsAsAnArtifact() throws IOException {
    try (ArtifactStore store = open()) {
      Files.write(directory.resolve(".vouch-half.part"), new byte[] {1});
      assertThat(store.list()).isEmpty();
      assertThat(store.find(id(1))).isEmpty();
    }
  }

  @Test
  void oldRemainsAndOldForeignArtifactsAreSweptAndNothingElse() throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(ArtifactStore.FOREIGN_STALE).minusSeconds(60));
    StoredArtifact foreign;
    try (ArtifactStore other = ArtifactStore.open(directory, ELSEWHERE)) {
      foreign = other.put(id(1), BYTES);
    }
    StoredArtifact ours;
    try (ArtifactStore store = open()) {
      ours = store.put(id(1), BYTES);
    }
    for (String name :
        List.of(".vouch-half.part", "thesis.pvf", "download.part", foreign.fileName())) {
      Path file = directory.resolve(name);
      Files.write(file, BYTES);
      Files.setLastModifiedTime(file, old);
    }
    Files.setLastModifiedTime(directory.resolve(ours.fileName()), old);
    open().close();
    assertThat(files())
        .containsExactlyInAnyOrder(
            DirectoryLocks.FILE_NAME, "download.part", "thesis.pvf", ours.fileName());
  }

  @Test
  void aFreshArtifactOfAnotherBuildStays() throws IOException {
    try (ArtifactStore other = ArtifactStore.open(directory, ELSEWHERE)) {
      other.put(id(1), BYTES);
      open().close();
      assertThat(other.find(id(1))).isPresent();
    }
  }

  @Test
  void onlyTheOwnerMayEnter() throws IOException {
    open().close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
  }

  @Test
  void tooLargeAnArtifactIsRefused() throws IOException {
    try (ArtifactStore store = open()) {
      byte[] huge = new byte[ArtifactStore.MAX_ARTIFACT_BYTES + 1];
      assertThatThrownBy(() -> store.put(id(1), huge))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("limit");
      assertThat(store.list()).isEmpty();
    }
  }

  @Test
  void severalHostsPrepareOneArtifactOnce() throws Exception {
    AtomicInteger preparations = new AtomicInteger();
    try (ArtifactStore first = open();
        ArtifactStore second = open();
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<StoredArtifact>> users =
          Stream.of(first, second, first, second, first, second, first, second)
              .<Callable<StoredArtifact>>map(store -> () -> prepareOnce(store, preparations))
              .toList();
      List<StoredArtifact> results =
          threads.invokeAll(users).stream().map(ArtifactStoreTest::get).distinct().toList();
      assertThat(results).hasSize(1);
      assertThat(preparations).hasValue(1);
    }
  }

  @Test
  void artifactsAreLockedOneByOneAndAnewAfterRelease() throws Exception {
    try (ArtifactStore store = open();
        ArtifactLock one = store.lock(id(1), LONG);
        ArtifactLock two = store.lock(id(2), LONG)) {
      assertThat(one).isNotSameAs(two);
    }
    try (ArtifactStore store = open();
        ArtifactLock again = store.lock(id(1), LONG)) {
      assertThat(again).isNotNull();
    }
  }

  private static StoredArtifact prepareOnce(ArtifactStore store, AtomicInteger preparations)
      throws IOException, InterruptedException {
    try (ArtifactLock _ = store.lock(id(1), LONG)) {
      var present = store.find(id(1));
      if (present.isPresent()) {
        return present.get();
      }
      preparations.incrementAndGet();
      return store.put(id(1), BYTES);
    }
  }

  private static StoredArtifact get(Future<StoredArtifact> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
