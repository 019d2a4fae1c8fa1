package dev.vouch.core.prospective;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why commitments do not fit, named as in neighbours spec 1.11.
 *
 * @param kind the reference's variant name
 * @param fields the variant's fields; numbers as decimals
 */
public record ConstraintError(String kind, SortedMap<String, String> fields) {
  static ConstraintError of(String kind) {
    return new ConstraintError(kind, new TreeMap<>());
  }

  static ConstraintError of(String kind, Map<String, ?> fields) {
    TreeMap<String, String> sorted = new TreeMap<>();
    fields.forEach((name, value) -> sorted.put(name, String.valueOf(value)));
    return new ConstraintError(kind, sorted);
  }

  @Override
  public String toString() {
    return fields.isEmpty() ? kind : kind + fields;
  }
}
