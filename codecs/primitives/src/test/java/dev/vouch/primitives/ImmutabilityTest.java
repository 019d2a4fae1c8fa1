package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.Message;
import dev.vouch.primitives.testing.RandomValues;
import dev.vouch.runtimeapi.StateCall;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Records of the protocol and of messages are values: no arrays, nothing that changes later. */
class ImmutabilityTest {
  private static final long SEED = Long.getLong("vouch.seed", 11);

  @Test
  void noRecordHoldsAnArray() throws Exception {
    for (Class<?> type : records()) {
      for (RecordComponent component : type.getRecordComponents()) {
        assertThat(component.getType().isArray()).as("%s.%s", type, component.getName()).isFalse();
      }
    }
  }

  @Test
  void aRecordDoesNotSeeLaterChangesOfTheListsAndMapsThatItWasMadeOf() throws Exception {
    int looked = 0;
    Set<String> changed = new TreeSet<>();
    for (Class<?> type : records()) {
      boolean holdsCollections =
          Stream.of(type.getRecordComponents()).anyMatch(c -> isCollection(c.getType()));
      if (!holdsCollections || type.getTypeParameters().length > 0) {
        continue;
      }
      looked++;
      for (long seed = SEED; seed < SEED + 10; seed++) {
        Record value = (Record) new RandomValues(seed).next(type);
        List<Object> mutable = new ArrayList<>();
        Object again = rebuilt(value, mutable);
        assertThat(again).as("%s, seed %d", type, seed).isEqualTo(value);
        int hash = again.hashCode();
        mutable.forEach(ImmutabilityTest::clear);
        if (!again.equals(value) || again.hashCode() != hash) {
          changed.add(type.getName());
        }
      }
    }
    assertThat(changed).as("seeds from %d", SEED).isEmpty();
    assertThat(looked).isGreaterThan(25);
  }

  /** The same value, made of collections that can be changed; those are added to {@code out}. */
  private static Object rebuilt(Record value, List<Object> out) throws Exception {
    RecordComponent[] components = value.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] fields = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      fields[i] = mutable(components[i].getAccessor().invoke(value), out);
    }
    return value.getClass().getDeclaredConstructor(types).newInstance(fields);
  }

  @SuppressWarnings("ReferenceEquality") // a copy equals what it was made of
  private static Object mutable(Object field, List<Object> out) {
    Object copy =
        switch (field) {
          case List<?> list -> {
            List<Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(mutable(element, out)));
            yield elements;
          }
          case SortedSet<?> set -> new TreeSet<>(set);
          case Set<?> set -> new LinkedHashSet<>(set);
          case SortedMap<?, ?> map -> {
            SortedMap<Object, Object> entries = new TreeMap<>();
            map.forEach((k, v) -> entries.put(k, mutable(v, out)));
            yield entries;
          }
          default -> field;
        };
    if (copy != field) {
      out.add(copy);
    }
    return copy;
  }

  private static void clear(Object collection) {
    switch (collection) {
      case Collection<?> elements -> elements.clear();
      case Map<?, ?> entries -> entries.clear();
      default -> throw new AssertionError(collection);
    }
  }

  private static boolean isCollection(Class<?> type) {
    return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
  }

  private static List<Class<?>> records() throws Exception {
    List<Class<?>> records = new ArrayList<>();
    for (Class<?> sibling : List.of(Hash.class, Message.class, StateCall.class)) {
      for (Class<?> type : siblings(sibling)) {
        if (type.isRecord() && Modifier.isPublic(type.getModifiers())) {
          records.add(type);
        }
      }
    }
    assertThat(records).hasSizeGreaterThan(200);
    return records;
  }

  private static List<Class<?>> siblings(Class<?> type) throws Exception {
    URI root = type.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path folder = Path.of(root).resolve(type.getPackageName().replace('.', '/'));
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = Objects.requireNonNull(file.getFileName()).toString();
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          classes.add(
              Class.forName(type.getPackageName() + "." + name.substring(0, name.length() - 6)));
        }
      }
    }
    return classes;
  }
}
