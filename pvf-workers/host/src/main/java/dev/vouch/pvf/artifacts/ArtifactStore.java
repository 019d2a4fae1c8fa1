package dev.vouch.pvf.artifacts;

import dev.vouch.primitives.Hash;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.StoredArtifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The artifact directory (validation 2.5). Safe for several hosts in one JVM and for several
 * processes: files appear by rename only, and {@link #lock} lets one of them prepare while the
 * others wait and then find the result. All methods block; never call them on an event loop. How
 * much is kept is decided by the host's table (PH-34), which is told everything that is found here.
 */
public final class ArtifactStore implements AutoCloseable {
  /** A larger file cannot be sent to a worker, whose frames end at 64 MiB (validation JV-31). */
  public static final int MAX_ARTIFACT_BYTES = 64 << 20;

  /**
   * What is not ours to use (another build's artifacts, remains of a crash) is deleted at start
   * once it is this old: a process of that build may still be using it before (validation PH-34
   * calls that stale).
   */
  static final Duration FOREIGN_STALE = Duration.ofHours(24);

  /** Artifacts whose place is remembered; a validator has some hundred. */
  private static final int MAX_FOUND = 1024;

  private static final String PART_PREFIX = ".vouch-";

  private final Path directory;
  private final ArtifactEnvironment environment;
  private final DirectoryLocks locks;
  private final Ownership ownership;

  /** What was found, until there are {@link #MAX_FOUND}; then it begins anew. */
  private final Map<ArtifactId, StoredArtifact> found = new ConcurrentHashMap<>();

  private ArtifactStore(
      Path directory, ArtifactEnvironment environment, DirectoryLocks locks, Ownership ownership) {
    this.directory = directory;
    this.environment = environment;
    this.locks = locks;
    this.ownership = ownership;
  }

  /**
   * Opens the directory and makes it, with parents, if need be; others than the owner are locked
   * out, and what somebody else has put there is never used.
   */
  public static ArtifactStore open(Path directory, ArtifactEnvironment environment)
      throws IOException {
    Files.createDirectories(directory);
    Path real = directory.toRealPath();
    Ownership ownership = Ownership.claim(real);
    ArtifactStore store =
        new ArtifactStore(real, environment, DirectoryLocks.open(real), ownership);
    store.sweepForeign(System.currentTimeMillis());
    return store;
  }

  /** Every artifact here that this build and JVM may use. */
  public Map<ArtifactId, StoredArtifact> list() throws IOException {
    Map<ArtifactId, StoredArtifact> found = new LinkedHashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.pvf")) {
      for (Path file : files) {
        Optional<ArtifactName> name = ArtifactName.parse(file.getFileName().toString());
        if (name.isPresent() && name.get().environment().equals(environment.tag())) {
          stored(file, name.get().digest()).ifPresent(a -> found.put(name.get().id(), a));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return found;
  }

  /**
   * The artifact as it is on disk now. Its bytes are verified when they are loaded. Asked before
   * every run: where it was found the last time is looked first, which is one call of the system,
   * before the directory is read.
   */
  public Optional<StoredArtifact> find(ArtifactId id) throws IOException {
    try {
      StoredArtifact known = found.get(id);
      if (known != null) {
        var there = stored(directory.resolve(known.fileName()), known.digest());
        if (there.isPresent()) {
          return there;
        }
        found.remove(id);
      }
      Optional<StoredArtifact> listed = listed(id);
      if (found.size() >= MAX_FOUND) {
        found.clear();
      }
      listed.ifPresent(artifact -> found.put(id, artifact));
      return listed;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Optional<StoredArtifact> listed(ArtifactId id) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, ArtifactName.prefix(id, environment) + "*")) {
      for (Path file : files) {
        Optional<StoredArtifact> found =
            ArtifactName.parse(file.getFileName().toString())
                .flatMap(name -> stored(file, name.digest()));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
  }

  /** A process runs it from now on: that is what pruning goes by, over restarts too. */
  public void used(StoredArtifact artifact) throws IOException {
    Files.setLastModifiedTime(
        directory.resolve(artifact.fileName()), FileTime.fromMillis(System.currentTimeMillis()));
  }

  /** When it was last used, or made, by this host or by another one with the directory. */
  public long lastUsedMillis(StoredArtifact artifact) throws IOException {
    return Files.getLastModifiedTime(directory.resolve(artifact.fileName())).toMillis();
  }

  /**
   * Waits for the right to prepare this artifact; look again with {@link #find} once it is held.
   *
   * @param atMost after that, whoever holds it is taken for stopped and is not waited for any more:
   *     two preparations are a waste and no harm
   */
  public ArtifactLock lock(ArtifactId id, Duration atMost)
      throws IOException, InterruptedException {
    return locks.lock(id, environment, atMost);
  }

  /**
   * Stores an artifact: written aside, synced, renamed, so that a crash leaves all of it or
   * nothing.
   */
  public StoredArtifact put(ArtifactId id, byte[] bytes) throws IOException {
    if (bytes.length > MAX_ARTIFACT_BYTES) {
      throw new IOException(
          "the artifact has %d bytes, more than the limit of %d"
              .formatted(bytes.length, MAX_ARTIFACT_BYTES));
    }
    Hash digest = Hash.of(Sha256.digest(bytes));
    Path target = directory.resolve(ArtifactName.of(id, environment, digest));
    Path part = directory.resolve(PART_PREFIX + UUID.randomUUID() + ".part");
    try {
      writeSynced(part, bytes);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel self = FileChannel.open(directory, StandardOpenOption.READ)) {
        self.force(true);
      }
    } finally {
      Files.deleteIfExists(part);
    }
    return new StoredArtifact(target.getFileName().toString(), digest, bytes.length);
  }

  /**
   * The verified bytes of an artifact.
   *
   * @throws NoSuchFileException if it was deleted since
   * @throws CorruptedArtifactException if the bytes are not those that were stored, or cannot be
   *     read: in both cases only making it anew helps
   */
  public byte[] load(StoredArtifact artifact) throws IOException {
    Path file = directory.resolve(artifact.fileName());
    long size = Files.size(file);
    if (!ownership.trusts(file)) {
      throw new CorruptedArtifactException(
          "%s is not a file that only this host can have written".formatted(file));
    }
    if (size != artifact.sizeBytes() || size > MAX_ARTIFACT_BYTES) {
      throw new CorruptedArtifactException(
          "artifact %s has %d bytes instead of %d".formatted(file, size, artifact.sizeBytes()));
    }
    byte[] bytes = read(file);
    if (!Hash.of(Sha256.digest(bytes)).equals(artifact.digest())) {
      throw new CorruptedArtifactException(
          "the bytes of artifact %s do not have the SHA-256 that its name says".formatted(file));
    }
    return bytes;
  }

  private static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw new CorruptedArtifactException("artifact %s cannot be read: %s".formatted(file, e));
    }
  }

  public void delete(StoredArtifact artifact) throws IOException {
    Files.deleteIfExists(directory.resolve(artifact.fileName()));
  }

  public Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    locks.close();
  }

  private Optional<StoredArtifact> stored(Path file, Hash digest) {
    try {
      return ownership.trusts(file)
          ? Optional.of(new StoredArtifact(file.getFileName().toString(), digest, Files.size(file)))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeSynced(Path file, byte[] bytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ownership.keep(file);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
  }

  /**
   * Old files of ours that nothing can use any more; everything else is left alone (validation
   * PH-30).
   */
  private void sweepForeign(long nowMillis) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{pvf,part}")) {
      for (Path file : files) {
        if (isForeign(file.getFileName().toString()) && isStale(file, nowMillis)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private boolean isForeign(String fileName) {
    return fileName.startsWith(PART_PREFIX)
        || ArtifactName.parse(fileName)
            .filter(name -> !name.environment().equals(environment.tag()))
            .isPresent();
  }

  private static boolean isStale(Path file, long nowMillis) {
    try {
      return nowMillis - Files.getLastModifiedTime(file).toMillis() > FOREIGN_STALE.toMillis();
    } catch (IOException e) {
      return false;
    }
  }
}
