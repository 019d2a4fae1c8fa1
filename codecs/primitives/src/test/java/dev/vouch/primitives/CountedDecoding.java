package dev.vouch.primitives;

import dev.vouch.scale.ScaleException;

/** Decoding by the name of the type: what is called in classes of another loader. */
public final class CountedDecoding {
  private CountedDecoding() {}

  /** Whether the bytes, all of them, are a value of the type. */
  public static boolean decode(String type, byte[] bytes) {
    Decoders.Entry entry = Decoders.at(Decoders.number(type));
    try {
      return entry.name().equals(type) && entry.codec().decodeAll(Bytes.wrap(bytes)) != null;
    } catch (ScaleException e) {
      return false;
    }
  }
}
