package dev.vouch.scale;

import dev.vouch.primitives.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How values of one type are written and read (wire 1). Codecs keep no state and may be shared by
 * all threads.
 */
public interface Codec<T> {
  /** Writes one value. */
  void encode(T value, ScaleWriter out);

  /** Reads one value and leaves the reader behind it. */
  T decode(ScaleReader in) throws ScaleException;

  /** The encoding of one value. */
  default Bytes encodeToBytes(T value) {
    ScaleWriter out = new ScaleWriter();
    encode(value, out);
    return out.toBytes();
  }

  /** Decodes from the front of {@code bytes}; what follows is ignored (wire 1.7). */
  default T decode(Bytes bytes) throws ScaleException {
    return decode(new ScaleReader(bytes));
  }

  /** Decodes all of {@code bytes}; anything left over is a failure (wire 1.7). */
  default T decodeAll(Bytes bytes) throws ScaleException {
    ScaleReader in = new ScaleReader(bytes);
    T value = decode(in);
    in.end();
    return value;
  }

  /** The same encoding for another Java type. */
  default <U> Codec<U> map(
      Function<? super T, ? extends U> to, Function<? super U, ? extends T> from) {
    return of((value, out) -> encode(from.apply(value), out), in -> to.apply(decode(in)));
  }

  /** The writing half of a codec. */
  @FunctionalInterface
  interface Encoder<T> {
    /** Writes one value. */
    void encode(T value, ScaleWriter out);
  }

  /** The reading half of a codec. */
  @FunctionalInterface
  interface Decoder<T> {
    /** Reads one value. */
    T decode(ScaleReader in) throws ScaleException;
  }

  /** A codec without a name of its own in failures. */
  static <T> Codec<T> of(Encoder<? super T> encoder, Decoder<? extends T> decoder) {
    return new Codec<>() {
      @Override
      public void encode(T value, ScaleWriter out) {
        encoder.encode(value, out);
      }

      @Override
      public T decode(ScaleReader in) throws ScaleException {
        return decoder.decode(in);
      }
    };
  }

  /** A codec whose failures name the type. */
  static <T> Codec<T> of(String type, Encoder<? super T> encoder, Decoder<? extends T> decoder) {
    return of(
        encoder,
        in -> {
          try {
            return decoder.decode(in);
          } catch (ScaleException e) {
            throw e.inType(type);
          }
        });
  }

  /** {@code Option<T>}: {@code 00}, or {@code 01} and the value. */
  static <T> Codec<Optional<T>> option(Codec<T> codec) {
    return of(
        (value, out) -> {
          out.bool(value.isPresent());
          value.ifPresent(present -> codec.encode(present, out));
        },
        in -> in.bool() ? Optional.of(in.nested(codec)) : Optional.empty());
  }

  /** {@code Vec<T>}: a count and the elements. The list is immutable. */
  static <T> Codec<List<T>> vec(Codec<T> element) {
    return vec(element, Integer.MAX_VALUE);
  }

  /** {@code BoundedVec<T>}: a {@code Vec} that fails to decode with more than {@code maximum}. */
  static <T> Codec<List<T>> vec(Codec<T> element, int maximum) {
    return of(
        (list, out) -> {
          if (list.size() > maximum) {
            throw new IllegalArgumentException(list.size() + " elements, at most " + maximum);
          }
          out.compact(list.size());
          list.forEach(value -> element.encode(value, out));
        },
        in -> Collections.unmodifiableList(elements(element, maximum, in)));
  }

  /** {@code BTreeSet<T>}: written ascending; read in any order, duplicates collapse. */
  static <T extends Comparable<T>> Codec<SortedSet<T>> set(Codec<T> element) {
    return vec(element)
        .map(
            list -> Collections.unmodifiableSortedSet(new TreeSet<>(list)),
            set -> set.stream().sorted(Comparator.naturalOrder()).toList());
  }

  /** {@code BTreeMap<K, V>}: written ascending; read in any order, the last duplicate wins. */
  static <K extends Comparable<K>, V> Codec<SortedMap<K, V>> map(Codec<K> key, Codec<V> value) {
    return of(
        (map, out) -> {
          out.compact(map.size());
          // A sorted map may have an order of its own; the wire knows the natural one only.
          SortedMap<K, V> ascending = new TreeMap<>();
          ascending.putAll(map);
          ascending.forEach(
              (k, v) -> {
                key.encode(k, out);
                value.encode(v, out);
              });
        },
        in -> {
          int count = in.count(1);
          SortedMap<K, V> map = new TreeMap<>();
          for (int i = 0; i < count; i++) {
            try {
              K k = in.nested(key);
              map.put(k, in.nested(value));
            } catch (ScaleException e) {
              throw e.inElement(i);
            }
          }
          return Collections.unmodifiableSortedMap(map);
        });
  }

  /** An enum without fields whose discriminants are the positions of the constants. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T extends Enum<T>> Codec<T> constants(T... constants) {
    List<T> byTag = List.of(constants);
    return of(
        (value, out) -> out.u8(byTag.indexOf(value)),
        in -> {
          int tag = in.tag();
          if (tag >= byTag.size()) {
            throw in.unknownTag(tag);
          }
          return byTag.get(tag);
        });
  }

  private static <T> List<T> elements(Codec<T> element, int maximum, ScaleReader in)
      throws ScaleException {
    int start = in.position();
    int count = in.count(1);
    if (count > maximum) {
      throw in.failureAt(start, count + " elements, at most " + maximum);
    }
    // The list grows with what decodes: an element in memory may be far larger than on the wire.
    List<T> list = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      try {
        list.add(in.nested(element));
      } catch (ScaleException e) {
        throw e.inElement(i);
      }
    }
    return list;
  }
}
