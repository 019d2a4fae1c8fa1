package dev.vouch.devnet;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Several nodes' metrics in Prometheus text as one: each sample gets a label {@code node}, and the
 * samples of a family stand together under one description, as the format wants it.
 */
final class MergedMetrics {
  private static final class Family {
    private final Set<String> descriptions = new LinkedHashSet<>();
    private final StringBuilder samples = new StringBuilder();
  }

  private final Map<String, Family> families = new LinkedHashMap<>();

  /** Adds what one node told. */
  void add(String node, String text) {
    Family[] current = {new Family()};
    text.lines()
        .forEach(
            line -> {
              Matcher sample = StatusPages.SAMPLE.matcher(line);
              if (line.startsWith("# HELP ") || line.startsWith("# TYPE ")) {
                String name = line.split(" ", 4)[2];
                current[0] = families.computeIfAbsent(name, unknown -> new Family());
                if (current[0].samples.isEmpty()) {
                  current[0].descriptions.add(line);
                }
              } else if (sample.matches()) {
                append(current[0].samples, node, sample);
              }
            });
  }

  private static void append(StringBuilder samples, String node, Matcher sample) {
    String labels = sample.group(3) == null ? "" : "," + sample.group(3);
    samples
        .append(sample.group(1))
        .append("{node=\"")
        .append(node)
        .append('"')
        .append(labels)
        .append("} ")
        .append(sample.group(4))
        .append('\n');
  }

  String text() {
    StringBuilder text = new StringBuilder();
    families
        .values()
        .forEach(
            family -> {
              family.descriptions.forEach(line -> text.append(line).append('\n'));
              text.append(family.samples);
            });
    return text.toString();
  }
}
