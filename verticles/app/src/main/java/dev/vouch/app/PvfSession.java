package dev.vouch.app;

import dev.vouch.crypto.Hashes;
import dev.vouch.frames.Levers;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.pvf.host.PvfHost;
import dev.vouch.pvf.host.PvfHostConfig;
import dev.vouch.pvf.host.PvfHostMeters;
import dev.vouch.pvf.queue.PvfLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A PVF host for the length of one command: one slot, blobs in memory, artifacts in a directory
 * that is removed unless the user named it.
 */
final class PvfSession implements AutoCloseable {
  /** As in a node: more runs than that are done by a second process, which starts cold. */
  private static final int JOBS_PER_WORKER = 1_000;

  private final Map<Hash, byte[]> blobs = new ConcurrentHashMap<>();
  private final Path directory;
  private final boolean temporary;
  private final PvfHost host;

  /** For a command that is told to stop; workers have a hook of their own. */
  private final Thread atShutdown = new Thread(this::release, "vouch-release");

  private PvfSession(Path directory, boolean temporary, PvfHostConfig config) throws IOException {
    this.directory = directory;
    this.temporary = temporary;
    try {
      this.host = PvfHost.start(config, this::blob, new PvfHostMeters(new SimpleMeterRegistry()));
    } catch (IOException | IllegalStateException e) {
      if (temporary) {
        remove(directory);
      }
      // Of a machine, not of this program: no place for temporary files, for example.
      throw new IOException("cannot start the PVF host: " + e.getMessage(), e);
    }
    Runtime.getRuntime().addShutdownHook(atShutdown);
  }

  /**
   * Workers are started for each command, so all are cold and none is warmed up: that would only
   * delay the answer.
   *
   * @param artifacts where artifacts are kept; empty: in a temporary directory
   */
  static PvfSession open(Optional<Path> artifacts, Jit jit) throws IOException {
    return open(artifacts, jit, Levers.ALL);
  }

  /** With those levers only. */
  static PvfSession open(Optional<Path> artifacts, Jit jit, Levers levers) throws IOException {
    Path directory = artifacts.isPresent() ? kept(artifacts.orElseThrow()) : temporaryDirectory();
    PvfHostConfig config =
        new PvfHostConfig(
                directory,
                1,
                0,
                JOBS_PER_WORKER,
                jit,
                false,
                false,
                false,
                PvfHostConfig.COLD_FACTOR,
                false,
                PvfLimits.defaults())
            .withLevers(levers);
    return new PvfSession(directory, artifacts.isEmpty(), config);
  }

  /** With nothing kept. */
  static PvfSession openTemporary(Jit jit) throws IOException {
    return open(Optional.empty(), jit);
  }

  private static Path kept(Path artifacts) {
    try {
      return Files.createDirectories(artifacts);
    } catch (IOException e) {
      throw new UsageException("--artifacts: " + artifacts + " cannot be made or used: " + e);
    }
  }

  private static Path temporaryDirectory() throws IOException {
    try {
      return Files.createTempDirectory("vouch-");
    } catch (IOException e) {
      throw new IOException(
          "cannot make a directory in %s; set TMPDIR to a place that can be written to"
              .formatted(System.getProperty("java.io.tmpdir")),
          e);
    }
  }

  PvfHost host() {
    return host;
  }

  /** Makes a blob available to the host. */
  BlobRef put(Bytes blob) {
    byte[] bytes = blob.toArray();
    Hash hash = Hash.of(Hashes.blake2b256(bytes));
    blobs.put(hash, bytes);
    return new BlobRef(hash, bytes.length);
  }

  private byte[] blob(BlobRef ref) throws IOException {
    byte[] bytes = blobs.get(ref.hash());
    if (bytes == null) {
      throw new IOException("no blob " + ref.hash());
    }
    return bytes;
  }

  Optional<Bytes> find(Hash hash) {
    return Optional.ofNullable(blobs.get(hash)).map(Bytes::copyOf);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook does it.
      return;
    }
    release();
  }

  private void release() {
    host.close();
    if (temporary) {
      remove(directory);
    }
  }

  private static void remove(Path root) {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      System.err.println("vouch: could not remove " + root + ": " + e.getMessage());
    }
  }
}
