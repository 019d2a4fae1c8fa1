package dev.vouch.frames;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What makes guest code fast, each with a switch of its own. None changes a result. What keeps
 * results right, as the unsigned comparisons, is not among them and has no switch.
 *
 * <p>In the order in which they were found to pay. What each gains is measured by {@code mvn -pl
 * it-tests/bench -am -Dquick -Plever-bench -Dvouch.real=DIR package}; its figures are in {@code
 * dev.vouch.bench.LeverBenchmark}.
 */
public enum Lever {
  /** The memory's one class in all signatures, loads and stores straight to its accessors. */
  STATIC_MEMORY(Kind.PASS, ""),

  /** The module's own memcpy, memmove, memset and memcmp as intrinsics. */
  MEMORY_INTRINSICS(Kind.PASS, "", STATIC_MEMORY),

  /** JVM methods above 8 000 bytes of code are compiled like all others. */
  HUGE_METHODS(Kind.OPTION, "-XX:-DontCompileHugeMethods"),

  /** C1 inlines the memory's accessors, which are above its usual bound of 35 bytes. */
  C1_INLINING(Kind.OPTION, "-XX:C1MaxInlineSize=70"),

  /** No volatile read per call and loop: a guest is stopped by killing its process. */
  NO_INTERRUPTION_CHECKS(Kind.PASS, ""),

  /** Globals that change are fields of the memory. */
  GLOBAL_FIELDS(Kind.PASS, "", STATIC_MEMORY),

  /** {@code call_indirect} halves the list of its candidates. */
  SPLIT_CALL_INDIRECT(Kind.PASS, ""),

  /** Allocator and hashing are called by name, without an array of arguments. */
  BOUND_HOST(Kind.PASS, "", STATIC_MEMORY);

  /** Where a lever takes hold. */
  public enum Kind {
    /** At preparation: part of what an artifact is. */
    PASS,
    /** An option of the virtual machines that execute: artifacts are the same. */
    OPTION
  }

  private final Kind kind;
  private final String option;
  private final Set<Lever> needs;

  Lever(Kind kind, String option, Lever... needs) {
    this.kind = kind;
    this.option = option;
    this.needs = Set.of(needs);
  }

  /** Where it takes hold. */
  public Kind kind() {
    return kind;
  }

  /** The option of the virtual machine; empty for a pass. */
  String option() {
    return option;
  }

  /** Levers without which this one cannot be on. */
  public Set<Lever> needs() {
    return needs;
  }

  /** Its name in configurations, on command lines and in artifacts. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** The lever of a name. */
  public static Optional<Lever> named(String label) {
    return Arrays.stream(values()).filter(l -> l.label().equals(label)).findFirst();
  }

  /** All names, for people who gave another. */
  public static String labels() {
    return Arrays.stream(values()).map(Lever::label).collect(Collectors.joining(", "));
  }
}
