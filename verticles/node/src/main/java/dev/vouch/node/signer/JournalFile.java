package dev.vouch.node.signer;

import dev.vouch.crypto.Hashes;
import dev.vouch.primitives.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An append-only file of entries that survives crashes. An entry is its length, the complement of
 * the length, its bytes and 8 bytes of BLAKE2b over them.
 *
 * <p>{@link #append} returns when the entry is on the disk. Only the entry in hand can be torn by a
 * crash, and nothing was signed for it, so a torn end is cut off; damage anywhere else refuses to
 * open, because a forgotten entry could mean a second, conflicting signature. The file is locked
 * while it is open. For one thread.
 */
public final class JournalFile implements AutoCloseable {
  /** An entry is a few hundred bytes; more is not ours. */
  public static final int MAX_ENTRY_BYTES = 4_096;

  private static final byte[] MAGIC =
      "vouch signing record 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD_BYTES = 2 * Integer.BYTES;
  private static final int CHECK_BYTES = 8;

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;
  private final List<Bytes> entries = new ArrayList<>();
  private boolean broken;

  private JournalFile(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /** Opens or begins the record, and locks it. */
  public static JournalFile open(Path file) throws IOException {
    boolean fresh = !Files.exists(file);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      JournalFile journal = new JournalFile(file, channel, lock(file, channel));
      journal.load();
      if (fresh) {
        syncDirectoryOf(file);
      }
      return journal;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileLock lock(Path file, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new JournalException(
          file + " is in use: another process signs with this key. Stop it first");
    }
    return lock;
  }

  private static void syncDirectoryOf(Path file) throws IOException {
    Path directory = file.toAbsolutePath().resolveSibling("");
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** What was recorded before this run, oldest first. */
  public List<Bytes> entries() {
    return List.copyOf(entries);
  }

  /** Puts an entry on the disk; it is there when this returns. */
  public void append(Bytes entry) throws IOException {
    if (entry.length() > MAX_ENTRY_BYTES) {
      throw new IllegalArgumentException("an entry of " + entry.length() + " bytes");
    }
    if (broken) {
      throw new JournalException(file + " could not be written before; restart the node");
    }
    broken = true;
    ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + entry.length() + CHECK_BYTES);
    frame.putInt(entry.length()).putInt(~entry.length());
    frame.put(entry.asReadOnlyByteBuffer()).put(Hashes.blake2b64(entry.toArray())).flip();
    write(frame);
    channel.force(true);
    broken = false;
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void load() throws IOException {
    byte[] all = readAll();
    if (all.length < MAGIC.length && Arrays.equals(all, Arrays.copyOf(MAGIC, all.length))) {
      channel.truncate(0).position(0);
      write(ByteBuffer.wrap(MAGIC));
      channel.force(true);
      return;
    }
    if (!Arrays.equals(MAGIC, Arrays.copyOf(all, MAGIC.length))) {
      throw new JournalException(file + " is no signing record of this version");
    }
    ByteBuffer rest = ByteBuffer.wrap(all).position(MAGIC.length);
    int end = rest.position();
    while (rest.hasRemaining() && readEntry(rest)) {
      end = rest.position();
    }
    channel.truncate(end).position(end);
    channel.force(true);
  }

  private byte[] readAll() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    channel.position(0);
    while (all.hasRemaining() && channel.read(all) >= 0) {}
    return all.array();
  }

  /** Reads one entry, or says that the rest is an entry that a crash tore. */
  private boolean readEntry(ByteBuffer rest) throws JournalException {
    int start = rest.position();
    boolean couldBeTorn = rest.remaining() < HEAD_BYTES + MAX_ENTRY_BYTES + CHECK_BYTES;
    if (rest.remaining() >= HEAD_BYTES) {
      int length = rest.getInt();
      boolean lengthHolds = rest.getInt() == ~length && length >= 0 && length <= MAX_ENTRY_BYTES;
      if (lengthHolds && rest.remaining() >= length + CHECK_BYTES) {
        byte[] entry = new byte[length];
        byte[] check = new byte[CHECK_BYTES];
        rest.get(entry).get(check);
        if (Arrays.equals(check, Hashes.blake2b64(entry))) {
          entries.add(Bytes.wrap(entry));
          return true;
        }
        // A whole entry that does not check out is torn only if it is the last.
        couldBeTorn = !rest.hasRemaining();
      }
    }
    if (!couldBeTorn) {
      throw new JournalException(
          file
              + " is damaged at byte "
              + start
              + ": restore it from a copy that is at least as new as the last signature, or retire"
              + " the key");
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
