package dev.vouch.bus;

import dev.vouch.primitives.Bytes;
import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Derives SCALE codecs from record components, once, when codecs are registered. A type that is not
 * listed here fails then, by name, and never when the first message of its kind is sent.
 *
 * <ul>
 *   <li>a type with a public constant {@code CODEC} of its own: that codec
 *   <li>a record: its components in order
 *   <li>a sealed interface: a byte for the variant in the order of declaration, then the variant
 *   <li>an enum: a byte; {@code boolean}, {@code int} (32 bits), {@code long} (64 bits), strings
 *   <li>{@code Optional}, {@code List}, {@code Set} and {@code SortedMap} of these; sets and maps
 *       ascending
 * </ul>
 *
 * <p>Not for several threads.
 */
final class RecordCodecs {
  private static final Codec<Integer> INT =
      Codec.of((value, out) -> out.u32((int) value), in -> in.u32AsInt());

  private final Map<Type, Codec<?>> known = new HashMap<>();
  private final Deque<Type> path = new ArrayDeque<>();

  RecordCodecs() {
    known.put(boolean.class, Scale.BOOL);
    known.put(Boolean.class, Scale.BOOL);
    known.put(int.class, INT);
    known.put(Integer.class, INT);
    known.put(long.class, Scale.U64);
    known.put(Long.class, Scale.U64);
    known.put(String.class, Scale.STRING);
    known.put(Bytes.class, Bytes.CODEC);
  }

  /** The codec of a type; {@code where} says in a failure who needs it. */
  Codec<?> of(Type type, String where) {
    Codec<?> codec = known.get(type);
    if (codec != null) {
      return codec;
    }
    if (path.contains(type)) {
      throw new IllegalArgumentException(
          where + ": " + type.getTypeName() + " contains itself, which has no bound on the wire");
    }
    path.push(type);
    Codec<?> derived = derive(type, where);
    path.pop();
    known.put(type, derived);
    return derived;
  }

  private Codec<?> derive(Type type, String where) {
    if (type instanceof ParameterizedType generic) {
      return container(generic, where);
    }
    if (!(type instanceof Class<?> raw)) {
      throw unknown(type, where);
    }
    Optional<Codec<?>> own = ownCodec(raw);
    if (own.isPresent()) {
      return own.orElseThrow();
    }
    if (raw.isRecord()) {
      return RecordCodec.of(raw, component -> of(component.getGenericType(), at(raw, component)));
    }
    if (raw.isEnum()) {
      return constants(raw);
    }
    if (raw.isSealed() && raw.isInterface()) {
      return variants(raw, where);
    }
    throw unknown(type, where);
  }

  private static String at(Class<?> raw, RecordComponent component) {
    return WireName.of(raw) + "." + component.getName();
  }

  private static IllegalArgumentException unknown(Type type, String where) {
    return new IllegalArgumentException(
        where
            + " has the type "
            + type.getTypeName()
            + ", which has no wire form: give it a public static CODEC, or make it a record, a"
            + " sealed interface or an enum");
  }

  private static Optional<Codec<?>> ownCodec(Class<?> raw) {
    for (Field field : raw.getDeclaredFields()) {
      int modifiers = field.getModifiers();
      if (field.getName().equals("CODEC")
          && Modifier.isStatic(modifiers)
          && Modifier.isPublic(modifiers)
          && field.getGenericType() instanceof ParameterizedType generic
          && generic.getRawType() == Codec.class
          && generic.getActualTypeArguments()[0] == raw) {
        try {
          return Optional.of((Codec<?>) field.get(null));
        } catch (IllegalAccessException e) {
          throw new IllegalArgumentException(raw.getName() + " hides its CODEC", e);
        }
      }
    }
    return Optional.empty();
  }

  private Codec<?> variants(Class<?> sealed, String where) {
    List<Class<?>> variants = WireTypes.variants(sealed);
    return VariantCodec.of(
        WireName.of(sealed), variants, variants.stream().map(v -> objects(of(v, where))).toList());
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // The raw class is an enum; its constants say so.
  private static Codec<?> constants(Class<?> raw) {
    return Codec.constants(((Class<? extends Enum>) raw).getEnumConstants());
  }

  private Codec<?> container(ParameterizedType generic, String where) {
    List<Codec<Object>> parts = new ArrayList<>();
    for (Type argument : generic.getActualTypeArguments()) {
      parts.add(objects(of(argument, where)));
    }
    Type raw = generic.getRawType();
    if (raw == Optional.class) {
      return Codec.option(parts.getFirst());
    }
    if (raw == List.class) {
      return Codec.vec(parts.getFirst());
    }
    Type key = generic.getActualTypeArguments()[0];
    if (raw == Set.class && comparable(key)) {
      return set(keys(parts.getFirst()));
    }
    if (raw == SortedMap.class && comparable(key)) {
      return Codec.map(keys(parts.getFirst()), parts.get(1));
    }
    throw unknown(generic, where);
  }

  private static boolean comparable(Type type) {
    return type instanceof Class<?> raw && Comparable.class.isAssignableFrom(raw);
  }

  private static Codec<Set<Key>> set(Codec<Key> element) {
    Codec<List<Key>> list = Codec.vec(element);
    return Codec.of(
        (set, out) -> list.encode(List.copyOf(new TreeSet<>(set)), out),
        in -> Collections.unmodifiableSet(new HashSet<>(list.decode(in))));
  }

  @SuppressWarnings("unchecked") // A codec is used for values of its own type only.
  static Codec<Object> objects(Codec<?> codec) {
    return (Codec<Object>) codec;
  }

  @SuppressWarnings("unchecked") // The caller has checked that the values are comparable.
  private static Codec<Key> keys(Codec<?> codec) {
    return (Codec<Key>) codec;
  }

  /** Stands for any comparable type, which the compiler cannot name here. */
  private interface Key extends Comparable<Key> {}
}
