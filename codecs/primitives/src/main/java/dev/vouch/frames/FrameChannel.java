package dev.vouch.frames;

import dev.vouch.frames.Frame.ToHost;
import dev.vouch.frames.Frame.ToWorker;
import java.io.EOFException;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames over a blocking socket channel, for either side. Reading is for one thread; writing may be
 * called from several. Both block: never use it on an event loop.
 */
public final class FrameChannel implements AutoCloseable {
  /**
   * This much of a frame from a worker has to come before there is room for the rest, so that a
   * length alone allocates nothing; then the frame is there once and is not copied again and again.
   * A worker believes its host.
   */
  private static final int STEP_BYTES = 1 << 20;

  /**
   * A channel copies what it is given into native memory first, as much as there is and again at
   * each call, so that it is given no more than this at once.
   */
  private static final int WINDOW_BYTES = 128 << 10;

  private final SocketChannel channel;
  private final ReentrantLock writing = new ReentrantLock();

  public FrameChannel(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Next frame for a worker.
   *
   * @throws EOFException if the other side closed between two frames or within one
   */
  public ToWorker readToWorker() throws IOException, FrameException {
    return FrameCodec.decodeToWorker(
        body(FrameLimits.MAX_TO_WORKER_BYTES, FrameLimits.MAX_TO_WORKER_BYTES));
  }

  /**
   * Next frame for a host.
   *
   * @throws EOFException if the other side closed between two frames or within one
   */
  public ToHost readToHost() throws IOException, FrameException {
    return FrameCodec.decodeToHost(body(FrameLimits.MAX_TO_HOST_BYTES, STEP_BYTES));
  }

  /** Writes one frame completely. */
  public void write(Frame frame) throws IOException, FrameException {
    ByteBuffer[] parts = FrameCodec.encode(frame);
    writing.lock();
    try {
      if (Arrays.stream(parts).mapToLong(Buffer::remaining).sum() <= WINDOW_BYTES) {
        writeAtOnce(parts);
      } else {
        for (ByteBuffer part : parts) {
          writeInWindows(part);
        }
      }
    } finally {
      writing.unlock();
    }
  }

  private void writeAtOnce(ByteBuffer[] parts) throws IOException {
    int at = 0;
    while (at < parts.length) {
      channel.write(parts, at, parts.length - at);
      while (at < parts.length && !parts[at].hasRemaining()) {
        at++;
      }
    }
  }

  private void writeInWindows(ByteBuffer part) throws IOException {
    int end = part.limit();
    while (part.position() < end) {
      part.limit(Math.min(end, part.position() + WINDOW_BYTES));
      channel.write(part);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private byte[] body(int maxBytes, int firstBytes) throws IOException, FrameException {
    byte[] prefix = new byte[4];
    fill(prefix, 0, 4);
    int length = new FieldReader(prefix).size(maxBytes, "frame length");
    byte[] body = new byte[Math.min(length, firstBytes)];
    int read = 0;
    while (true) {
      fill(body, read, body.length);
      read = body.length;
      if (read == length) {
        return body;
      }
      body = Arrays.copyOf(body, length);
    }
  }

  private void fill(byte[] into, int from, int to) throws IOException {
    var buffer = ByteBuffer.wrap(into, from, to - from);
    while (buffer.position() < to) {
      buffer.limit(Math.min(to, buffer.position() + WINDOW_BYTES));
      if (channel.read(buffer) < 0) {
        throw new EOFException("the other side closed the connection");
      }
    }
  }
}
