package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Literals of the specification that are kept as one JSON object of hex by name. */
final class Literals {
  private Literals() {}

  static JsonNode read(String file) {
    try (InputStream in = Literals.class.getResourceAsStream("/vectors/" + file)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A test for each literal, and one that none is left out. */
  static Stream<DynamicTest> compare(JsonNode literals, Map<String, String> built) {
    List<String> names = literals.properties().stream().map(Map.Entry::getKey).toList();
    return Stream.concat(
        Stream.of(
            dynamicTest(
                "no literal is left out",
                () -> assertThat(built.keySet()).containsExactlyInAnyOrderElementsOf(names))),
        names.stream()
            .map(
                name ->
                    dynamicTest(
                        name,
                        () -> assertThat(built.get(name)).isEqualTo(literals.get(name).asText()))));
  }
}
