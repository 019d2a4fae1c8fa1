package dev.vouch.bench;

import dev.vouch.frames.Lever;
import dev.vouch.frames.Levers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of a table.
 *
 * @param label what it is called there
 */
record LeverVariant(String label, Levers levers) {
  /** All on, each off alone (with those that need it), all off. */
  static List<LeverVariant> leaveOneOut() {
    List<LeverVariant> variants = new ArrayList<>();
    variants.add(new LeverVariant("all on", Levers.ALL));
    for (Lever lever : Lever.values()) {
      Levers without = Levers.ALL.without(lever);
      String others =
          without.off().stream()
              .filter(l -> !l.equals(lever.label()))
              .collect(Collectors.joining(", "));
      variants.add(
          new LeverVariant(
              "without " + lever.label() + (others.isEmpty() ? "" : " (and so " + others + ")"),
              without));
    }
    variants.add(new LeverVariant("all off", Levers.NONE));
    return variants;
  }

  /** None, and then one on top of the other in the order of {@link Lever}. */
  static List<LeverVariant> oneOnTopOfTheOther() {
    List<LeverVariant> variants = new ArrayList<>();
    variants.add(new LeverVariant("all off", Levers.NONE));
    Levers levers = Levers.NONE;
    for (Lever lever : Lever.values()) {
      levers = levers.with(lever);
      variants.add(new LeverVariant("+ " + lever.label(), levers));
    }
    return variants;
  }
}
