package dev.vouch.node.blobs;

import dev.vouch.crypto.Blake2b256Stream;
import dev.vouch.messages.BlobRef;
import dev.vouch.primitives.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A blob that is arriving: measured and hashed while it streams in. For one thread at a time. */
final class IncomingBlob implements AutoCloseable {
  private final BlobStore store;
  private final Path aside;
  private final Hash expected;
  private final long maxLength;
  private final FileChannel channel;
  private final Blake2b256Stream digest = new Blake2b256Stream();
  private long length;

  IncomingBlob(BlobStore store, Path aside, Hash expected, long maxLength) throws IOException {
    this.store = store;
    this.aside = aside;
    this.expected = expected;
    this.maxLength = maxLength;
    this.channel = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Takes the next bytes; refuses the blob as soon as it is too long. */
  void write(ByteBuffer bytes) throws IOException {
    length += bytes.remaining();
    if (length > maxLength) {
      throw new BlobRefusedException("more than " + maxLength + " bytes");
    }
    byte[] chunk = new byte[bytes.remaining()];
    bytes.duplicate().get(chunk);
    digest.update(chunk, 0, chunk.length);
    ByteBuffer rest = ByteBuffer.wrap(chunk);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  /** The blob is complete: compares the hash and keeps it. */
  BlobRef commit() throws IOException {
    if (!Hash.of(digest.digest()).equals(expected)) {
      throw new BlobRefusedException(length + " bytes of another hash than " + expected);
    }
    channel.close();
    return store.adopt(aside, expected, length);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(aside);
  }
}
