package dev.vouch.core.overseer;

import dev.vouch.primitives.Hash;
import java.util.LinkedHashSet;

/** Which blocks were leaves lately, to tell fresh from stale ones (backing spec 1.10). */
final class KnownLeaves {
  /** Two days of blocks of six seconds. */
  static final int CAPACITY = 28_800;

  private final LinkedHashSet<Hash> known = new LinkedHashSet<>();

  /** Whether this is the first time, as far as is remembered. */
  boolean isFresh(Hash leaf) {
    boolean fresh = !known.remove(leaf);
    known.add(leaf);
    if (known.size() > CAPACITY) {
      known.removeFirst();
    }
    return fresh;
  }
}
