package dev.vouch.node.blobs;

import dev.vouch.messages.BlobRef;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Blobs on disk, one file each, named by hash. Written aside and renamed, so that a name means a
 * whole blob; bounded by {@link BlobLimits}, least recently used out first. A blob that is gone can
 * be fetched again, so nothing is synced. For any thread; reading and writing block on files.
 */
public final class BlobStore {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  private final Path directory;
  private final BlobLimits limits;
  private final AtomicLong temporary = new AtomicLong();

  /** Lengths by hash, least recently used first. Guarded by this. */
  private final Map<Hash, Long> lengths = new LinkedHashMap<>(16, 0.75f, true);

  private long total;

  private BlobStore(Path directory, BlobLimits limits) {
    this.directory = directory;
    this.limits = limits;
  }

  /**
   * Opens a directory of blobs, made if need be; half-written files of a former run are removed.
   */
  public static BlobStore open(Path directory, BlobLimits limits) throws IOException {
    Files.createDirectories(directory);
    BlobStore store = new BlobStore(directory, limits);
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.sorted(Comparator.comparingLong(BlobStore::lastUsed)).toList();
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (NAME.matcher(name).matches()) {
        store.admit(Hash.fromHex(name), Files.size(file));
      } else if (name.startsWith("incoming-")) {
        Files.deleteIfExists(file);
      }
    }
    return store;
  }

  private static long lastUsed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public BlobLimits limits() {
    return limits;
  }

  /** Keeps a blob. */
  public BlobRef put(Bytes blob) throws IOException {
    try (IncomingBlob incoming = receive(Hash.blake2b256(blob), limits.maxBlobBytes())) {
      incoming.write(blob.asReadOnlyByteBuffer());
      return incoming.commit();
    }
  }

  /** Begins to take in a blob of this hash, of at most so many bytes. Close it in any case. */
  IncomingBlob receive(Hash hash, long maxLength) throws IOException {
    Path aside = directory.resolve("incoming-" + temporary.incrementAndGet());
    return new IncomingBlob(this, aside, hash, Math.min(maxLength, limits.maxBlobBytes()));
  }

  BlobRef adopt(Path aside, Hash hash, long length) throws IOException {
    Files.move(aside, file(hash), StandardCopyOption.ATOMIC_MOVE);
    admit(hash, length);
    return new BlobRef(hash, length);
  }

  /** The blob's reference, if it is here; counts as a use. */
  public synchronized Optional<BlobRef> find(Hash hash) {
    return Optional.ofNullable(lengths.get(hash)).map(length -> new BlobRef(hash, length));
  }

  /**
   * The blob's bytes.
   *
   * @throws IOException if it is not here or no longer what it was
   */
  public byte[] read(BlobRef blob) throws IOException {
    if (find(blob.hash()).isEmpty()) {
      throw new NoSuchFileException("blob " + blob.hash() + " is not here");
    }
    byte[] bytes = Files.readAllBytes(file(blob.hash()));
    if (bytes.length != blob.length() || !Hash.blake2b256(Bytes.wrap(bytes)).equals(blob.hash())) {
      remove(blob.hash());
      throw new IOException("blob " + blob.hash() + " is damaged on disk; it was removed");
    }
    return bytes;
  }

  /** Where the blob is or would be. */
  Path file(Hash hash) {
    return directory.resolve(hash.toHex());
  }

  private synchronized void remove(Hash hash) throws IOException {
    Long length = lengths.remove(hash);
    if (length != null) {
      total -= length;
    }
    Files.deleteIfExists(file(hash));
  }

  private synchronized void admit(Hash hash, long length) throws IOException {
    Long before = lengths.put(hash, length);
    total += length - (before == null ? 0 : before);
    Iterator<Map.Entry<Hash, Long>> oldest = lengths.entrySet().iterator();
    while (total > limits.maxTotalBytes()) {
      Map.Entry<Hash, Long> out = oldest.next();
      oldest.remove();
      total -= out.getValue();
      Files.deleteIfExists(file(out.getKey()));
    }
  }
}
