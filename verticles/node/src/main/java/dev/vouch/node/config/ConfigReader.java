package dev.vouch.node.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads one JSON object strictly: every key is asked for once, with its type; others are refused.
 */
final class ConfigReader {
  private final String path;
  private final JsonObject json;
  private final Set<String> known = new LinkedHashSet<>();

  ConfigReader(JsonObject json) {
    this("", json);
  }

  private ConfigReader(String path, JsonObject json) {
    this.path = path;
    this.json = json;
  }

  private String at(String key) {
    return path + key;
  }

  private <T> Optional<T> value(String key, Class<T> type, String wanted) {
    known.add(key);
    Object value = json.getValue(key);
    if (value == null && !json.containsKey(key)) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw new ConfigException(at(key), "must be " + wanted + ", not " + value);
    }
    return Optional.of(type.cast(value));
  }

  Optional<String> optionalString(String key) {
    return value(key, String.class, "a string");
  }

  String string(String key) {
    return optionalString(key)
        .orElseThrow(() -> new ConfigException(at(key), "is missing: a string"));
  }

  Optional<Path> optionalPath(String key) {
    return optionalString(key)
        .map(
            text -> {
              try {
                return Path.of(text);
              } catch (InvalidPathException e) {
                throw new ConfigException(at(key), "must be a path, not " + text);
              }
            });
  }

  boolean bool(String key, boolean otherwise) {
    return value(key, Boolean.class, "true or false").orElse(otherwise);
  }

  long number(String key, long otherwise, long least, long most) {
    Optional<Number> given = value(key, Number.class, "a number");
    long number = given.map(Number::longValue).orElse(otherwise);
    boolean whole = given.map(n -> n instanceof Integer || n instanceof Long).orElse(true);
    if (!whole || number < least || number > most) {
      throw new ConfigException(
          at(key), "must be a whole number from " + least + " to " + most + ", not " + given.get());
    }
    return number;
  }

  int integer(String key, int otherwise, int least, int most) {
    return (int) number(key, otherwise, least, most);
  }

  /** One of an enum's constants, written in lower case with hyphens. */
  <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    return optionalString(key).map(text -> constant(at(key), type, text)).orElse(otherwise);
  }

  static <E extends Enum<E>> E constant(String at, Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> spelled(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    at,
                    "must be one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(ConfigReader::spelled)
                            .collect(Collectors.joining(", "))
                        + ", not "
                        + text));
  }

  static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  Optional<List<String>> strings(String key) {
    return value(key, JsonArray.class, "a list of strings")
        .map(
            array -> {
              List<String> strings = new ArrayList<>();
              for (Object element : array) {
                if (!(element instanceof String text)) {
                  throw new ConfigException(at(key), "must hold strings only, not " + element);
                }
                strings.add(text);
              }
              return List.copyOf(strings);
            });
  }

  Optional<ConfigReader> section(String key) {
    return value(key, JsonObject.class, "an object")
        .map(inner -> new ConfigReader(at(key) + ".", inner));
  }

  /** As {@link #section}, empty if it is not given. */
  ConfigReader sectionOrEmpty(String key) {
    return section(key).orElseGet(() -> new ConfigReader(at(key) + ".", new JsonObject()));
  }

  Set<String> keys() {
    return json.fieldNames();
  }

  ConfigException refused(String key, String reason) {
    return new ConfigException(at(key), reason);
  }

  /** Refuses what nobody has asked for. */
  void end() {
    for (String key : json.fieldNames()) {
      if (!known.contains(key)) {
        throw new ConfigException(at(key), "is unknown; known here: " + String.join(", ", known));
      }
    }
  }
}
