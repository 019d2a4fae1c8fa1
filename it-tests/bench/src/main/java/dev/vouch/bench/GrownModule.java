package dev.vouch.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A real module made larger: its functions are appended once more under new indices, in order and
 * as often as it takes, so that it has as much code of the same kind as a runtime of that size.
 * Nobody calls the copies; they call what the originals call.
 */
final class GrownModule {
  private static final int HEADER_BYTES = 8;
  private static final int FUNCTIONS = 3;
  private static final int CODE = 10;

  /** The fields of two sections: types of functions, and their bodies with their lengths. */
  private final List<byte[]> types = new ArrayList<>();

  private final List<byte[]> bodies = new ArrayList<>();
  private final ByteBuffer in;

  private GrownModule(byte[] wasm) {
    in = ByteBuffer.wrap(wasm);
  }

  /** The module with at least so many bytes; a module that has them stays as it is. */
  static byte[] of(byte[] wasm, int bytes) {
    return new GrownModule(wasm).grown(bytes);
  }

  private byte[] grown(int bytes) {
    in.position(HEADER_BYTES);
    while (in.hasRemaining()) {
      int id = in.get();
      int end = u32() + in.position();
      if (id == FUNCTIONS || id == CODE) {
        entries(id);
      }
      in.position(end);
    }
    int originals = bodies.size();
    long size = in.limit();
    for (int i = 0; size < bytes; i++) {
      types.add(types.get(i % originals));
      bodies.add(bodies.get(i % originals));
      size += bodies.getLast().length + 1;
    }
    return bodies.size() == originals ? in.array() : written();
  }

  private void entries(int id) {
    int count = u32();
    for (int i = 0; i < count; i++) {
      int from = in.position();
      int value = u32();
      if (id == CODE) {
        in.position(in.position() + value);
      }
      byte[] entry = new byte[in.position() - from];
      in.get(from, entry);
      (id == CODE ? bodies : types).add(entry);
    }
  }

  private byte[] written() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(in.array(), 0, HEADER_BYTES);
    in.position(HEADER_BYTES);
    while (in.hasRemaining()) {
      int id = in.get();
      int length = u32();
      out.write(id);
      if (id == FUNCTIONS || id == CODE) {
        section(out, id == CODE ? bodies : types);
      } else {
        u32(out, length);
        out.write(in.array(), in.position(), length);
      }
      in.position(in.position() + length);
    }
    return out.toByteArray();
  }

  private static void section(ByteArrayOutputStream out, List<byte[]> entries) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    u32(content, entries.size());
    entries.forEach(content::writeBytes);
    u32(out, content.size());
    out.writeBytes(content.toByteArray());
  }

  private int u32() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      int b = in.get();
      value |= (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  private static void u32(ByteArrayOutputStream out, int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
