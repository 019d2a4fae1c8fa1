package dev.vouch.bus;

import dev.vouch.scale.Codec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of several records: a byte that says which, and the record. */
final class VariantCodec {
  private static final int MAX_VARIANTS = 256;

  private VariantCodec() {}

  static Codec<Object> of(String name, List<Class<?>> variants, List<Codec<Object>> codecs) {
    if (variants.size() > MAX_VARIANTS) {
      throw new IllegalArgumentException(name + " has more than " + MAX_VARIANTS + " variants");
    }
    Map<Class<?>, Integer> tags = new HashMap<>();
    variants.forEach(variant -> tags.put(variant, tags.size()));
    return Codec.of(
        name,
        (value, out) -> {
          Integer tag = tags.get(value.getClass());
          if (tag == null) {
            throw new IllegalArgumentException(value.getClass() + " is no variant of " + name);
          }
          out.u8(tag);
          codecs.get(tag).encode(value, out);
        },
        in -> {
          int tag = in.tag();
          if (tag >= codecs.size()) {
            throw in.unknownTag(tag);
          }
          return codecs.get(tag).decode(in);
        });
  }
}
