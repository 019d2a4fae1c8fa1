package dev.vouch.primitives;

import dev.vouch.crypto.Hashes;
import dev.vouch.runtimeapi.RuntimeCodecs;
import dev.vouch.scale.Codec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Every decoder of the package, of the runtime's functions and of every type that the reference
 * names, chosen by a number that stays the same when types are added: the front of the hash of the
 * type's name.
 */
final class Decoders {
  private static final TreeMap<Integer, Entry> BY_NUMBER = new TreeMap<>();

  static {
    IdentityHashMap<Codec<?>, Boolean> known = new IdentityHashMap<>();
    for (EveryType.Entry entry : EveryType.all()) {
      known.put(entry.codec(), true);
      add(entry.name(), Leniency.of(entry.type()), entry.codec());
    }
    for (RuntimeCodecs.Entry entry : RuntimeCodecs.all()) {
      if (known.put(entry.codec(), true) == null) {
        add(entry.name(), Leniency.of(entry.type()), entry.codec());
      }
    }
    WireTypes.all()
        .forEach(
            (name, codec) -> {
              if (!known.containsKey(codec)) {
                add(name, name.contains("BTree"), untyped(codec));
              }
            });
  }

  /**
   * A decoder.
   *
   * @param lenient whether other bytes than ours may give the same value
   */
  record Entry(String name, boolean lenient, Codec<Object> codec) {}

  private Decoders() {}

  /** The type of this number, or else of the next number that has one. */
  static Entry at(int number) {
    Map.Entry<Integer, Entry> next = BY_NUMBER.ceilingEntry(number);
    return Objects.requireNonNull(next == null ? BY_NUMBER.firstEntry() : next).getValue();
  }

  static Collection<Entry> all() {
    return BY_NUMBER.values();
  }

  /** The number of a type. */
  static int number(String name) {
    byte[] hash = Hashes.blake2b64(name.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  private static void add(String name, boolean lenient, Codec<Object> codec) {
    if (BY_NUMBER.put(number(name), new Entry(name, lenient, codec)) != null) {
      throw new IllegalStateException("two decoders have the number of " + name);
    }
  }

  @SuppressWarnings("unchecked") // A codec is only given what it decoded itself.
  private static Codec<Object> untyped(Codec<?> codec) {
    return (Codec<Object>) codec;
  }
}
