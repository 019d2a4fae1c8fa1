package dev.vouch.primitives.testing;

import dev.vouch.primitives.ApiVersion;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.BlockHeader;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.ChunkProof;
import dev.vouch.primitives.ConsensusLog;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Random values of every protocol type, the same for the same seed. Small lists and short byte
 * strings; numbers lie often at the ends of their range.
 */
public final class RandomValues {
  private static final int MAX_ELEMENTS = 4;
  private static final int MAX_BYTES = 64;
  private static final long U32_MAX = 0xffff_ffffL;

  private final SplittableRandom random;
  private final int maxElements;
  private final int maxBytes;

  /** Values of one seed. */
  public RandomValues(long seed) {
    this(seed, MAX_ELEMENTS, MAX_BYTES);
  }

  /** Values of one seed with lists and byte strings up to these lengths. */
  public RandomValues(long seed, int maxElements, int maxBytes) {
    random = new SplittableRandom(seed);
    this.maxElements = maxElements;
    this.maxBytes = maxBytes;
  }

  /** A value of a type that is not generic. */
  public <T> T next(Class<T> type) {
    return type.cast(next((Type) type));
  }

  /** A value of any type of the protocol. */
  public Object next(Type type) {
    return next(type, Map.of());
  }

  /** A number in {@code from} up to before {@code to}. */
  public int between(int from, int to) {
    return random.nextInt(from, to);
  }

  /** {@code length} random bytes. */
  public Bytes bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  /** {@code length} random bits. */
  public BitList bits(int length) {
    BitList bits = BitList.zeros(length);
    for (int i = 0; i < length; i++) {
      bits = bits.with(i, random.nextBoolean());
    }
    return bits;
  }

  /** A u32, often at an end of the range. */
  public long u32() {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> U32_MAX;
      case 2, 3 -> random.nextInt(100);
      default -> random.nextLong(U32_MAX + 1);
    };
  }

  private Object next(Type type, Map<TypeVariable<?>, Type> bound) {
    return switch (type) {
      case TypeVariable<?> variable -> next(bound.getOrDefault(variable, Object.class), bound);
      case ParameterizedType generic -> generic(generic, bound);
      case Class<?> plain -> plain(plain, bound);
      default -> throw new IllegalArgumentException("no random value of " + type);
    };
  }

  private Object generic(ParameterizedType type, Map<TypeVariable<?>, Type> bound) {
    Type first = type.getActualTypeArguments()[0];
    Class<?> raw = (Class<?>) type.getRawType();
    if (raw == List.class) {
      return list(first, random.nextInt(maxElements + 1), bound);
    }
    if (raw == Optional.class) {
      return random.nextBoolean() ? Optional.of(next(first, bound)) : Optional.empty();
    }
    if (raw == Set.class) {
      return new LinkedHashSet<>(list(first, random.nextInt(MAX_ELEMENTS + 1), bound));
    }
    if (raw == SortedSet.class) {
      return new TreeSet<>(list(first, random.nextInt(maxElements + 1), bound));
    }
    if (raw == SortedMap.class) {
      SortedMap<Object, Object> map = new TreeMap<>();
      for (int i = random.nextInt(maxElements + 1); i > 0; i--) {
        map.put(next(first, bound), next(type.getActualTypeArguments()[1], bound));
      }
      return map;
    }
    return plain(raw, Map.of(raw.getTypeParameters()[0], first));
  }

  private List<Object> list(Type element, int size, Map<TypeVariable<?>, Type> bound) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(next(element, bound));
    }
    return list;
  }

  private Object plain(Class<?> type, Map<TypeVariable<?>, Type> bound) {
    if (type.isEnum()) {
      return pick(Arrays.asList(type.getEnumConstants()));
    }
    if (type.isSealed()) {
      Class<?> chosen = pick(Arrays.asList(type.getPermittedSubclasses()));
      boolean isGeneric = chosen.getTypeParameters().length > 0;
      return plain(chosen, isGeneric ? rebind(chosen, bound) : Map.of());
    }
    Optional<Object> leaf = leaf(type);
    if (leaf.isPresent()) {
      return leaf.orElseThrow();
    }
    if (type.isRecord()) {
      return composite(type, bound);
    }
    throw new IllegalArgumentException("no random value of " + type);
  }

  /** A generic case has the one parameter of its interface. */
  private static Map<TypeVariable<?>, Type> rebind(
      Class<?> chosen, Map<TypeVariable<?>, Type> bound) {
    return Map.of(chosen.getTypeParameters()[0], bound.values().iterator().next());
  }

  private Optional<Object> leaf(Class<?> type) {
    if (type == long.class || type == Long.class) {
      return Optional.of(u32());
    }
    if (type == int.class || type == Integer.class) {
      return Optional.of(random.nextInt(256));
    }
    if (type == boolean.class || type == Boolean.class) {
      return Optional.of(random.nextBoolean());
    }
    if (type == BigInteger.class) {
      return Optional.of(new BigInteger(1, bytes(random.nextInt(17)).toArray()));
    }
    if (type == String.class) {
      return Optional.of("text " + random.nextInt(1000));
    }
    if (type == Bytes.class) {
      return Optional.of(bytes(random.nextInt(maxBytes + 1)));
    }
    if (type == BitList.class) {
      return Optional.of(bits(random.nextInt(40)));
    }
    if (type == Hash.class) {
      return Optional.of(Hash.of(bytes(Hash.LENGTH)));
    }
    if (type == PublicKey.class) {
      return Optional.of(PublicKey.of(bytes(PublicKey.LENGTH)));
    }
    if (type == Signature.class) {
      return Optional.of(Signature.of(bytes(Signature.LENGTH)));
    }
    if (type == CandidateDescriptor.class) {
      return Optional.of(new CandidateDescriptor(descriptor()));
    }
    if (type == ApiVersion.class) {
      return Optional.of(new ApiVersion(bytes(8), u32()));
    }
    if (type == BlockHeader.class) {
      return Optional.of(header());
    }
    if (type == ChunkProof.class) {
      return Optional.of(proof());
    }
    return Optional.empty();
  }

  /** Half of the descriptors are clean where version 1 keeps its collator and signature. */
  private Bytes descriptor() {
    byte[] raw = bytes(CandidateDescriptor.LENGTH).toArray();
    if (random.nextBoolean()) {
      raw[36] = (byte) random.nextInt(4);
      Arrays.fill(raw, 44, 68, (byte) 0);
      Arrays.fill(raw, 196, 228, (byte) 0);
    }
    return Bytes.wrap(raw);
  }

  private BlockHeader header() {
    List<Bytes> digest = new ArrayList<>();
    for (int i = random.nextInt(maxElements); i > 0; i--) {
      digest.add(next(ConsensusLog.class).digestItem());
    }
    return new BlockHeader(next(Hash.class), u32(), next(Hash.class), next(Hash.class), digest);
  }

  private ChunkProof proof() {
    List<Bytes> nodes = new ArrayList<>();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      nodes.add(bytes(1 + random.nextInt(612)));
    }
    return new ChunkProof(nodes);
  }

  private Object composite(Class<?> type, Map<TypeVariable<?>, Type> bound) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      boolean index = components.length == 1 && types[i] == int.class && isIndex(type);
      values[i] = index ? (int) u32() : next(components[i].getGenericType(), bound);
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("refused by " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Newtypes of a u32 hold all 32 bits in their int; other ints are single bytes. */
  private static boolean isIndex(Class<?> type) {
    return Comparable.class.isAssignableFrom(type);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
