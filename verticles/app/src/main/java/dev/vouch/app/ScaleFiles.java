package dev.vouch.app;

import dev.vouch.primitives.Bytes;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One SCALE value per file, as it is or as hex text. A file that decodes as it is, to its last
 * byte, is taken so; else, if it is hex text, what the text says must decode.
 */
final class ScaleFiles {
  private ScaleFiles() {}

  /**
   * @param what names the value for people, as in "the receipt"
   * @throws UsageException naming file, field and offset
   */
  static <T> T read(Path file, String what, Codec<T> codec) {
    byte[] content = InputFiles.read(file);
    try {
      return codec.decodeAll(Bytes.wrap(content));
    } catch (ScaleException asItIs) {
      Optional<Bytes> text = hexText(file, content);
      if (text.isEmpty()) {
        throw refused(file, what, asItIs, "");
      }
      try {
        return codec.decodeAll(text.get());
      } catch (ScaleException fromText) {
        throw refused(file, what, fromText, " of what the hex text says");
      }
    }
  }

  private static UsageException refused(Path file, String what, ScaleException e, String where) {
    String type = e.type().isEmpty() ? what : e.type();
    String field = e.path().isEmpty() ? type : type + "." + e.path();
    return new UsageException(
        "%s is no %s: field %s: %s at byte offset %d%s"
            .formatted(file, what, field, e.reason(), e.offset(), where));
  }

  /** The bytes that the text says; empty if this is no text. */
  private static Optional<Bytes> hexText(Path file, byte[] content) {
    StringBuilder digits = new StringBuilder(content.length);
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int start = firstInk(text);
    boolean prefixed = text.startsWith("0x", start) || text.startsWith("0X", start);
    for (int i = prefixed ? start + 2 : start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (HexFormat.isHexDigit(c)) {
        digits.append(c);
      } else if (!isSpace(c)) {
        if (prefixed) {
          throw new UsageException(
              "%s starts as hex text, but offset %d holds no hex digit".formatted(file, i));
        }
        return Optional.empty();
      }
    }
    if (digits.isEmpty()) {
      return prefixed ? Optional.of(Bytes.EMPTY) : Optional.empty();
    }
    if (digits.length() % 2 != 0) {
      throw new UsageException(
          "%s is hex text with an odd number of digits, %d".formatted(file, digits.length()));
    }
    return Optional.of(Bytes.wrap(HexFormat.of().parseHex(digits)));
  }

  private static int firstInk(String text) {
    int start = 0;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return start;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
