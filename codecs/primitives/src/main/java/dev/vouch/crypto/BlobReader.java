package dev.vouch.crypto;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.vouch.crypto.MaybeCompressedBlob.Decompression;
import dev.vouch.primitives.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads a zstd stream in the very pieces in which the reference reads it (wire 7.1). The pieces are
 * part of the verdict: libzstd decodes a frame at once if the room it is given holds the content
 * size that the frame declares, and block by block otherwise, and the two check different things
 * (the declared size before an empty last block, the window). So the room for output grows as the
 * reference's growing vector does: from the length of the stream, with probes of 32 bytes where it
 * may be an exact fit, and reads of 8 KiB that double while they are filled. One stream, one
 * thread.
 */
final class BlobReader implements AutoCloseable {
  /** What the library recommends for input and the reference's buffered reader holds. */
  private static final int INPUT_BYTES = 128 * 1024 + 3;

  private static final int PROBE_BYTES = 32;
  private static final int FIRST_READ_BYTES = 8 * 1024;
  private static final int LEAST_CAPACITY = 8;
  private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private final byte[] stream;
  private final ByteBuffer input;
  private final int limit;
  private final long firstCapacity;

  private byte[] content = {};
  private int length;

  /** Of the reference's vector; ours never holds more than the limit and a byte. */
  private long capacity;

  private long readBytes = FIRST_READ_BYTES;
  private boolean frameFinished;
  private boolean ended;

  /** Reads what follows {@code offset}, up to one byte more than the limit. */
  BlobReader(byte[] stream, int offset, int limit) {
    this.stream = stream;
    this.input = ByteBuffer.wrap(stream, offset, 0);
    this.limit = limit;
    this.firstCapacity = (long) stream.length - offset;
    this.capacity = firstCapacity;
  }

  /** Reads it all. */
  Decompression read() {
    try {
      if (firstCapacity >= PROBE_BYTES || probe() > 0) {
        readToEnd();
      }
      return length > limit
          ? new Decompression.PossibleBomb()
          : new Decompression.Content(Bytes.wrap(Arrays.copyOf(content, length)));
    } catch (ZstdException e) {
      return new Decompression.Invalid();
    }
  }

  private void readToEnd() {
    while (true) {
      if (length == capacity && capacity == firstCapacity && probe() == 0) {
        return;
      }
      reserve(length == capacity ? PROBE_BYTES : 0);
      long wanted = Math.min(capacity - length, readBytes);
      int read = read(wanted);
      if (read == 0) {
        return;
      }
      if (wanted == readBytes && read == wanted) {
        readBytes *= 2;
      }
    }
  }

  private int probe() {
    int read = read(PROBE_BYTES);
    // The reference reads into a buffer aside and appends that.
    length -= read;
    reserve(read);
    length += read;
    return read;
  }

  private void reserve(int bytes) {
    if (capacity - length < bytes) {
      capacity = Math.max(Math.max(2 * capacity, (long) length + bytes), LEAST_CAPACITY);
    }
  }

  /** Reads at least one byte, and at most so many; none at the end or the limit. */
  private int read(long wanted) {
    int offered = (int) Math.min(wanted, limit + 1L - length);
    if (offered == 0 || ended) {
      return 0;
    }
    if (content.length - length < offered) {
      long grown = Math.max(2L * content.length, (long) length + offered);
      content =
          Arrays.copyOf(content, (int) Math.min(grown, Math.min(limit + 1L, MAX_ARRAY_BYTES)));
    }
    ByteBuffer room = ByteBuffer.wrap(content, length, offered);
    // What the library still holds comes first, without new input.
    decode(room, ByteBuffer.allocate(0));
    while (room.position() == length) {
      if (!input.hasRemaining()) {
        input.limit(Math.min(stream.length, input.position() + INPUT_BYTES));
      }
      if (!input.hasRemaining()) {
        end();
        return 0;
      }
      decode(room, input);
    }
    int read = room.position() - length;
    length += read;
    return read;
  }

  private void decode(ByteBuffer room, ByteBuffer from) {
    if (frameFinished && from.hasRemaining()) {
      context.reset();
      frameFinished = false;
    }
    if (context.decompressByteBufferStream(room, from)) {
      frameFinished = true;
    }
  }

  private void end() {
    if (!frameFinished) {
      throw new ZstdException(Zstd.errSrcSizeWrong(), "the stream ends inside a frame");
    }
    ended = true;
  }

  @Override
  public void close() {
    context.close();
  }
}
