package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every public codec of the package with the type that it is for, found by looking. */
final class EveryType {
  private EveryType() {}

  record Entry(String name, Type type, Codec<Object> codec) {}

  static List<Entry> all() {
    List<Entry> entries = new ArrayList<>();
    for (Class<?> type : classes()) {
      for (Field field : type.getDeclaredFields()) {
        boolean isPublic =
            Modifier.isPublic(field.getModifiers()) && Modifier.isPublic(type.getModifiers());
        if (isPublic && field.getType() == Codec.class) {
          Type of = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
          entries.add(new Entry(type.getSimpleName() + "." + field.getName(), of, value(field)));
        }
      }
    }
    return entries;
  }

  @SuppressWarnings("unchecked") // The random values are made for the codec's own type argument.
  private static Codec<Object> value(Field field) {
    try {
      return (Codec<Object>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static List<Class<?>> classes() {
    try {
      URI root = Hash.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path folder = Path.of(root).resolve("dev/vouch/primitives");
      try (Stream<Path> files = Files.list(folder)) {
        List<Class<?>> classes = new ArrayList<>();
        for (Path file : files.sorted().toList()) {
          String name = file.getFileName().toString();
          if (name.endsWith(".class") && !name.startsWith("package-info")) {
            classes.add(
                Class.forName("dev.vouch.primitives." + name.substring(0, name.length() - 6)));
          }
        }
        return classes;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException | ClassNotFoundException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
