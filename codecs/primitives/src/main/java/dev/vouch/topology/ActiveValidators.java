package dev.vouch.topology;

import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ValidatorIndex;
import java.util.Arrays;
import java.util.List;

/** The order in which the runtime picks a session's active validators (wire 3.7). */
public final class ActiveValidators {
  private ActiveValidators() {}

  /**
   * All validators, shuffled under the runtime's random value of the session change; it takes as
   * many from the front as its configuration allows.
   *
   * @param count of validators, at most 2^20
   */
  public static List<ValidatorIndex> shuffled(Hash random, int count) {
    return Arrays.stream(ChaChaShuffle.order(random, count)).mapToObj(ValidatorIndex::new).toList();
  }
}
