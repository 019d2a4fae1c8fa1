package dev.vouch.scale;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that are no SCALE encoding of the type asked for; the only thing that decoding throws. It
 * names the type, the field path inside it and the offset. It carries no stack trace: it is made
 * for every malformed message of a peer.
 */
public final class ScaleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;
  private final String reason;
  private final StringBuilder path = new StringBuilder();
  private @Nullable String type;

  ScaleException(int offset, String reason) {
    super(reason, null, false, false);
    this.offset = offset;
    this.reason = reason;
  }

  /** Byte offset, from the start of the input, where reading failed. */
  public int offset() {
    return offset;
  }

  /** What is wrong there. */
  public String reason() {
    return reason;
  }

  /** The outermost type that was being decoded; empty if it has no name. */
  public String type() {
    return type == null ? "" : type;
  }

  /**
   * Fields from the outermost type inwards, like {@code descriptor.para_id} or {@code votes[3]}.
   */
  public String path() {
    return path.toString();
  }

  @Override
  public String getMessage() {
    StringBuilder text = new StringBuilder(type());
    if (!path.isEmpty()) {
      text.append(text.isEmpty() ? "" : ".").append(path);
    }
    return text.append(text.isEmpty() ? "" : ": ").append(reason) + " at offset " + offset;
  }

  ScaleException inField(String name) {
    boolean joined = !path.isEmpty() && path.charAt(0) != '[';
    path.insert(0, joined ? name + "." : name);
    return this;
  }

  ScaleException inElement(int index) {
    return inField("[" + index + "]");
  }

  ScaleException inType(String name) {
    type = name;
    return this;
  }
}
