package dev.vouch.pvf.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A jar in memory whose parts are unpacked when they are asked for: of the classes of an artifact a
 * block needs a part only, and a worker has no files, so that {@link java.util.zip.ZipFile} cannot
 * do it. Reads what {@link ArtifactFile#write} writes: no comment, no encryption, less than 2 GiB.
 */
final class Archive {
  /** Bytes of the record at the end, where there is no comment. */
  private static final int END = 22;

  private static final int END_MAGIC = 0x06054b50;
  private static final int ENTRY_MAGIC = 0x02014b50;
  private static final int LOCAL_MAGIC = 0x04034b50;

  /** Bytes of an entry of the directory, and of a part's own header, without names. */
  private static final int ENTRY = 46;

  private static final int LOCAL = 30;
  private static final int DEFLATED = 8;

  /** A part is no larger than this; an artifact's are below 100 MB. */
  private static final int MAX_PART_BYTES = 1 << 30;

  private record Part(int method, int packed, int length, int header) {}

  private final ByteBuffer bytes;
  private final Map<String, Part> parts = new LinkedHashMap<>();

  Archive(byte[] archive) {
    bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int end = archive.length - END;
      expect(end >= 0 && bytes.getInt(end) == END_MAGIC);
      int count = bytes.getShort(end + 10) & 0xffff;
      int at = bytes.getInt(end + 16);
      for (int i = 0; i < count; i++) {
        at = entry(at);
      }
    } catch (IndexOutOfBoundsException e) {
      throw new ArtifactException("not an artifact: its directory is cut", e);
    }
  }

  private int entry(int at) {
    expect(bytes.getInt(at) == ENTRY_MAGIC);
    int name = bytes.getShort(at + 28) & 0xffff;
    int more = (bytes.getShort(at + 30) & 0xffff) + (bytes.getShort(at + 32) & 0xffff);
    parts.put(
        new String(bytes.array(), at + ENTRY, name, StandardCharsets.UTF_8),
        new Part(
            bytes.getShort(at + 10),
            bytes.getInt(at + 20),
            bytes.getInt(at + 24),
            bytes.getInt(at + 42)));
    return at + ENTRY + name + more;
  }

  private static void expect(boolean right) {
    if (!right) {
      throw new ArtifactException("not an artifact: it is no jar as this engine writes it");
    }
  }

  boolean has(String name) {
    return parts.containsKey(name);
  }

  /**
   * Unpacks a part.
   *
   * @throws ArtifactException if there is none of this name, or it is damaged
   */
  byte[] get(String name) {
    Part part = parts.get(name);
    if (part == null) {
      throw new ArtifactException("not an artifact: it has no " + name);
    }
    try {
      expect(bytes.getInt(part.header) == LOCAL_MAGIC && part.method == DEFLATED);
      expect(part.length >= 0 && part.length <= MAX_PART_BYTES);
      int from =
          part.header
              + LOCAL
              + (bytes.getShort(part.header + 26) & 0xffff)
              + (bytes.getShort(part.header + 28) & 0xffff);
      return inflated(from, part);
    } catch (IndexOutOfBoundsException | DataFormatException e) {
      throw new ArtifactException("not an artifact: " + name + " is damaged", e);
    }
  }

  private byte[] inflated(int from, Part part) throws DataFormatException {
    java.util.Objects.checkFromIndexSize(from, part.packed, bytes.capacity());
    byte[] content = new byte[part.length];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(bytes.array(), from, part.packed);
      int length = inflater.inflate(content);
      expect(length == content.length && (inflater.finished() || content.length == 0));
    }
    return content;
  }
}
