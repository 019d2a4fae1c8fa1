package dev.vouch.bus;

import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Random values of any wire type, from a seed. */
final class Samples {
  private static final int TRIES = 50;

  private final SplittableRandom random;

  Samples(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A value, or nothing if none was found that satisfies the constructors. */
  Optional<Object> of(Class<?> type) {
    int tried = 0;
    while (tried < TRIES) {
      try {
        return Optional.of(value(type));
      } catch (Retry unlucky) {
        tried++;
      }
    }
    return Optional.empty();
  }

  private Object value(Type type) throws Retry {
    if (type instanceof ParameterizedType generic) {
      return container(generic);
    }
    Class<?> raw = (Class<?>) type;
    if (raw == boolean.class || raw == Boolean.class) {
      return random.nextBoolean();
    }
    if (raw == int.class || raw == Integer.class) {
      return random.nextInt(1 << random.nextInt(1, 20));
    }
    if (raw == long.class || raw == Long.class) {
      return random.nextLong(1L << random.nextInt(1, 32));
    }
    if (raw == String.class) {
      return "s" + random.nextInt(1_000_000);
    }
    if (raw.isEnum()) {
      Object[] constants = raw.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    return hasCodec(raw) ? decoded(raw) : composed(raw);
  }

  private Object composed(Class<?> raw) throws Retry {
    if (!raw.isRecord()) {
      List<Class<?>> variants = WireTypes.variants(raw);
      return value(variants.get(random.nextInt(variants.size())));
    }
    RecordComponent[] components = raw.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(components[i].getGenericType());
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return raw.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new Retry(e);
    }
  }

  private static boolean hasCodec(Class<?> raw) {
    return Arrays.stream(raw.getDeclaredFields()).anyMatch(f -> f.getName().equals("CODEC"));
  }

  /** What random bytes decode to: mostly small numbers, so that counts and tags are plausible. */
  private Object decoded(Class<?> raw) throws Retry {
    int wild = 1;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      byte[] bytes = new byte[4_000];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(wild) == 0 ? random.nextInt(256) : 4 * random.nextInt(2));
      }
      try {
        return ((Codec<?>) raw.getDeclaredField("CODEC").get(null)).decode(new ScaleReader(bytes));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      } catch (ScaleException unlucky) {
        wild = 1 + random.nextInt(40);
      }
    }
    // Bytes that satisfy this type are too rare: its parts, one by one, are not.
    return composed(raw);
  }

  private Object container(ParameterizedType generic) throws Retry {
    Type[] arguments = generic.getActualTypeArguments();
    int count = random.nextInt(4);
    if (generic.getRawType() == Optional.class) {
      return count == 0 ? Optional.empty() : Optional.of(value(arguments[0]));
    }
    if (generic.getRawType() == SortedMap.class) {
      TreeMap<Object, Object> map = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        map.put(value(arguments[0]), value(arguments[1]));
      }
      return map;
    }
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(value(arguments[0]));
    }
    return generic.getRawType() == List.class ? list : new HashSet<>(list);
  }

  /** These random choices do not satisfy a constructor. */
  private static final class Retry extends Exception {
    private static final long serialVersionUID = 1L;

    Retry(Throwable cause) {
      super(cause);
    }
  }
}
