package dev.vouch.primitives;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * Which types have values that several byte strings decode to (wire 1.5, 1.6): those that hold a
 * set or a map, whose order and duplicates are forgiven, or a bit list, whose surplus bits are.
 */
final class Leniency {
  private final Set<Type> seen = new HashSet<>();

  static boolean of(Type type) {
    return new Leniency().holds(type);
  }

  private boolean holds(Type type) {
    if (type == BitList.class || type == SortedSet.class || type == SortedMap.class) {
      return true;
    }
    return seen.add(type) && parts(type).anyMatch(this::holds);
  }

  private static Stream<Type> parts(Type type) {
    if (type instanceof ParameterizedType generic) {
      return Stream.concat(
          Stream.of(generic.getRawType()), Arrays.stream(generic.getActualTypeArguments()));
    }
    if (type instanceof Class<?> plain && plain.isSealed()) {
      return Arrays.stream(plain.getPermittedSubclasses());
    }
    return type instanceof Class<?> plain && plain.isRecord()
        ? Arrays.stream(plain.getRecordComponents()).map(RecordComponent::getGenericType)
        : Stream.of();
  }
}
