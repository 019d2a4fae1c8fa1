package dev.vouch.node.signer;

import dev.vouch.core.signing.SigningJournal;
import dev.vouch.core.signing.SigningJournal.Loaded;
import dev.vouch.primitives.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the signing record. Every write is on the disk when it returns. A lock of the
 * operating system, on a file beside, keeps every other process out: two processes with one key
 * would each follow a record of their own. For one thread at a time.
 */
public final class RecordFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordFile.class);

  /**
   * Records that this process has open. The operating system's lock belongs to the process: closing
   * any other channel of the lock file would release it, so a second one must not even be opened.
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel lockChannel;
  private final FileLock lock;
  private final Loaded.Usable loaded;
  private FileChannel channel;

  private RecordFile(
      Path file,
      FileChannel lockChannel,
      FileLock lock,
      Loaded.Usable loaded,
      FileChannel channel) {
    this.file = file;
    this.lockChannel = lockChannel;
    this.lock = lock;
    this.loaded = loaded;
    this.channel = channel;
  }

  /** Opens or begins the record, and locks it. A write that a crash cut short is removed. */
  public static RecordFile open(Path path) throws IOException {
    Path directory = path.toAbsolutePath().resolveSibling("");
    Path file = Files.createDirectories(directory).toRealPath().resolve(path.getFileName());
    if (!OPEN.add(file)) {
      throw inUse(file);
    }
    try {
      return openLocked(file);
    } catch (IOException | RuntimeException e) {
      OPEN.remove(file);
      throw e;
    }
  }

  private static RecordFile openLocked(Path file) throws IOException {
    FileChannel lockChannel =
        FileChannel.open(
            file.resolveSibling(file.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = lockChannel.tryLock();
      if (lock == null) {
        throw inUse(file);
      }
      return openFile(file, lockChannel, lock);
    } catch (IOException | RuntimeException e) {
      lockChannel.close();
      throw e;
    }
  }

  private static RecordFile openFile(Path file, FileChannel lockChannel, FileLock lock)
      throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      Loaded.Usable loaded = load(file);
      if (loaded.tornBytes() > 0) {
        LOG.warn("{}: removing {} bytes of a write that was cut short", file, loaded.tornBytes());
      }
      channel.truncate(loaded.validBytes()).position(loaded.validBytes());
      channel.force(true);
      syncDirectoryOf(file);
      return new RecordFile(file, lockChannel, lock, loaded, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static RecordException inUse(Path file) {
    return new RecordException(
        file + " is in use: another process signs with this key. Stop it first");
  }

  private static Loaded.Usable load(Path file) throws IOException {
    return switch (SigningJournal.decode(Bytes.wrap(Files.readAllBytes(file)))) {
      case Loaded.Usable readable -> readable;
      case Loaded.Damaged(long offset, String reason) ->
          throw new RecordException(file + ", byte " + offset + ": " + reason);
    };
  }

  /** What the file held when it was opened. */
  public Loaded.Usable loaded() {
    return loaded;
  }

  /** Puts bytes at the end. */
  void append(Bytes data) throws IOException {
    write(channel, data);
    channel.force(true);
  }

  /** Puts a file of these contents in the place of this one, or leaves this one as it is. */
  void replace(Bytes contents) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    FileChannel fresh =
        FileChannel.open(
            aside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      write(fresh, contents);
      fresh.force(true);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncDirectoryOf(file);
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
    channel.close();
    channel = fresh;
  }

  private static void write(FileChannel channel, Bytes data) throws IOException {
    ByteBuffer rest = data.asReadOnlyByteBuffer();
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  private static void syncDirectoryOf(Path file) throws IOException {
    Path directory = file.toAbsolutePath().resolveSibling("");
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    try (lockChannel) {
      channel.close();
      lock.release();
    } finally {
      OPEN.remove(file);
    }
  }
}
