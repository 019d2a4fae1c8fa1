package dev.vouch.pvf.rewrite;

import java.util.Map;

/**
 * What calls cost on the counted stack (validation 3.3); both numbers without sign.
 *
 * @param costs by the name of the generated method that is called; free ones are not in it
 * @param limit the most that the calls that are open may cost together
 */
public record StackCount(Map<String, Integer> costs, int limit) {
  /** Nothing is counted, or the module counts itself. */
  public static final StackCount NONE = new StackCount(Map.of(), 0);

  /** Copies the costs. */
  public StackCount {
    costs = Map.copyOf(costs);
  }
}
