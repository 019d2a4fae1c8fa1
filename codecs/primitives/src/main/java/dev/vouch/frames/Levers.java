package dev.vouch.frames;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which levers are on: a set in which each has what it needs.
 *
 * @param on in the order of {@link Lever}
 */
public record Levers(Set<Lever> on) {
  /** Every lever: what a node runs unless it is told otherwise. */
  public static final Levers ALL = new Levers(EnumSet.allOf(Lever.class));

  /** No lever; slow, and right. */
  public static final Levers NONE = new Levers(Set.of());

  /**
   * Copies the set.
   *
   * @throws IllegalArgumentException if one is on without what it needs; the message says what to
   *     turn off
   */
  public Levers {
    EnumSet<Lever> copy = EnumSet.noneOf(Lever.class);
    copy.addAll(on);
    on = Collections.unmodifiableSet(copy);
    for (Lever off : EnumSet.complementOf(copy)) {
      List<Lever> stranded = copy.stream().filter(l -> l.needs().contains(off)).toList();
      if (!stranded.isEmpty()) {
        throw new IllegalArgumentException(
            "%s cannot be off while %s %s on; turn off: %s"
                .formatted(
                    off.label(),
                    labels(stranded),
                    stranded.size() == 1 ? "is" : "are",
                    labels(stranded)));
      }
    }
  }

  /**
   * All but those named.
   *
   * @throws IllegalArgumentException if a name is unknown, or one that is left needs one that is
   *     off; the message says what to write instead
   */
  public static Levers allBut(Collection<String> labels) {
    return new Levers(EnumSet.complementOf(resolve(labels)));
  }

  /**
   * Those named.
   *
   * @throws IllegalArgumentException as {@link #allBut} does
   */
  public static Levers named(Collection<String> labels) {
    return new Levers(resolve(labels));
  }

  private static EnumSet<Lever> resolve(Collection<String> labels) {
    EnumSet<Lever> levers = EnumSet.noneOf(Lever.class);
    for (String label : labels) {
      levers.add(
          Lever.named(label)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no lever %s; there are: %s".formatted(label, Lever.labels()))));
    }
    return levers;
  }

  /** Without one and what needs it. */
  public Levers without(Lever off) {
    return new Levers(
        on.stream()
            .filter(l -> l != off && !l.needs().contains(off))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Lever.class))));
  }

  /** With one more, whose needs are on. */
  public Levers with(Lever lever) {
    EnumSet<Lever> more = EnumSet.of(lever);
    more.addAll(on);
    return new Levers(more);
  }

  /** Whether one is on. */
  public boolean has(Lever lever) {
    return on.contains(lever);
  }

  /** The passes among them: what an artifact depends on. */
  public Levers passes() {
    return new Levers(
        on.stream()
            .filter(l -> l.kind() == Lever.Kind.PASS)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Lever.class))));
  }

  /** Options of the virtual machine of a process that executes. */
  public List<String> options() {
    return on.stream().map(Lever::option).filter(o -> !o.isEmpty()).toList();
  }

  /** Names of those that are on. */
  public List<String> labels() {
    return on.stream().map(Lever::label).toList();
  }

  /** Names of those that are off. */
  public List<String> off() {
    return Arrays.stream(Lever.values()).filter(l -> !has(l)).map(Lever::label).toList();
  }

  @Override
  public String toString() {
    return labels(on);
  }

  private static String labels(Collection<Lever> levers) {
    return levers.stream().map(Lever::label).collect(Collectors.joining(", "));
  }

  /** One bit for each, as frames and artifacts carry it. */
  int bits() {
    return on.stream().mapToInt(Levers::bit).sum();
  }

  private static int bit(Lever lever) {
    return 1 << List.of(Lever.values()).indexOf(lever);
  }

  static Levers ofBits(int bits) {
    EnumSet<Lever> on = EnumSet.noneOf(Lever.class);
    for (Lever lever : Lever.values()) {
      if ((bits & bit(lever)) != 0) {
        on.add(lever);
      }
    }
    if (bits >>> Lever.values().length != 0) {
      throw new IllegalArgumentException("unknown levers: " + Integer.toBinaryString(bits));
    }
    return new Levers(on);
  }
}
