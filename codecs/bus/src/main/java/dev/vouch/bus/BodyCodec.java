package dev.vouch.bus;

import dev.vouch.messages.Failure;
import dev.vouch.primitives.Bytes;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** A record on the bus: the instance itself inside a node, length and SCALE between nodes. */
final class BodyCodec<T> implements MessageCodec<T, T> {
  /** A response of 8 MiB (wire spec 3.6) and what surrounds it; blobs do not ride the bus. */
  static final int MAX_BODY_BYTES = 9 * 1024 * 1024;

  private final String name;
  private final Codec<T> codec;

  BodyCodec(String name, Codec<T> codec) {
    this.name = name;
    this.codec = codec;
  }

  @Override
  public void encodeToWire(Buffer buffer, T body) {
    ScaleWriter out = new ScaleWriter();
    codec.encode(body, out);
    buffer.appendInt(out.length()).appendBytes(out.toArray());
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    int left = buffer.length() - position - Integer.BYTES;
    int length = left < 0 ? -1 : buffer.getInt(position);
    if (length < 0 || length > left || length > MAX_BODY_BYTES) {
      throw new FailureException(
          Failure.Kind.BAD_REQUEST, name + ": a length that does not fit: " + length);
    }
    int start = position + Integer.BYTES;
    try {
      return codec.decodeAll(Bytes.wrap(buffer.getBytes(start, start + length)));
    } catch (ScaleException e) {
      throw new FailureException(Failure.Kind.BAD_REQUEST, name + ": " + e.getMessage());
    }
  }

  @Override
  public T transform(T body) {
    return body;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
