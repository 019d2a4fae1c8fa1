package dev.vouch.it.machines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures of a soak, and what is wrong with them. Thread-safe. */
final class SoakReport {
  /** A stopped process is given up by its wall clock; no request may wait for three of those. */
  static final long LONGEST_WAIT_MILLIS = 150_000;

  /** Caches of the JVM's own still fill up between the middle and the end. */
  static final long HEAP_GROWTH_KIB = 12 << 10;

  static final long RESIDENT_GROWTH_KIB = 96 << 10;

  /** A spare that is just being started holds a socket, a lock and three pipes. */
  static final long DESCRIPTOR_GROWTH = 12;

  static final long THREAD_GROWTH = 12;

  private final Map<String, Long> outcomes = new TreeMap<>();
  private final Map<String, Long> events = new TreeMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final List<SoakSample> samples = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private long requests;
  private long answers;
  private long undecided;
  private long longestWaitMillis;

  synchronized void asked() {
    requests++;
  }

  synchronized long answers() {
    return answers;
  }

  synchronized void answered(String family, String outcome, long waitMillis) {
    answers++;
    longestWaitMillis = Math.max(longestWaitMillis, waitMillis);
    outcomes.merge(family + ": " + outcome, 1L, Long::sum);
  }

  synchronized void undecided(String reason) {
    undecided++;
    String shape = reason.replaceAll("[0-9a-f]{8,}", "#").replaceAll("[0-9]+", "n");
    reasons.merge(shape.substring(0, Math.min(110, shape.length())), 1L, Long::sum);
  }

  synchronized void event(String name) {
    events.merge(name, 1L, Long::sum);
  }

  synchronized void wrong(String what) {
    wrong.add(what);
  }

  synchronized void sample(SoakSample sample) {
    samples.add(sample);
  }

  /** Empty if all is well. */
  synchronized List<String> problems() {
    List<String> problems = new ArrayList<>(wrong);
    if (answers != requests) {
      problems.add("%d of %d requests got no answer".formatted(requests - answers, requests));
    }
    if (longestWaitMillis > LONGEST_WAIT_MILLIS) {
      problems.add("a request waited " + longestWaitMillis + " ms");
    }
    if (answers == 0 || undecided * 4 > answers * 3) {
      problems.add("%d of %d answers were no decision".formatted(undecided, answers));
    }
    if (samples.size() >= 2) {
      SoakSample first = samples.get(samples.size() - 2);
      SoakSample last = samples.getLast();
      grown("heap, KiB", first.heapKiB(), last.heapKiB(), HEAP_GROWTH_KIB, problems);
      grown(
          "resident, KiB", first.residentKiB(), last.residentKiB(), RESIDENT_GROWTH_KIB, problems);
      grown("descriptors", first.descriptors(), last.descriptors(), DESCRIPTOR_GROWTH, problems);
      grown("threads", first.threads(), last.threads(), THREAD_GROWTH, problems);
    } else {
      problems.add("there are no samples to compare");
    }
    return problems;
  }

  private static void grown(
      String what, long before, long after, long allowed, List<String> problems) {
    if (after - before > allowed) {
      problems.add("%s grew from %d to %d".formatted(what, before, after));
    }
  }

  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d requests, %d answers, %d could not decide, longest wait %d ms"
            .formatted(requests, answers, undecided, longestWaitMillis));
    outcomes.forEach((name, count) -> lines.add("  %6d  %s".formatted(count, name)));
    lines.add("what was done to it");
    events.forEach((name, count) -> lines.add("  %6d  %s".formatted(count, name)));
    lines.add("why it could not decide");
    reasons.forEach((name, count) -> lines.add("  %6d  %s".formatted(count, name)));
    samples.forEach(sample -> lines.add(sample.toString()));
    return lines;
  }
}
