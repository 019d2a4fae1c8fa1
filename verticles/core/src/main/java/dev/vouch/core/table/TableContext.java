package dev.vouch.core.table;

import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.ValidatorIndex;
import java.util.OptionalInt;

/** Who belongs to which group, as of the table's scheduling parent (backing spec 3.1). */
public interface TableContext {
  boolean isMemberOf(ValidatorIndex authority, CoreIndex group);

  /** Empty for an unknown group: its quorum cannot be reached. */
  OptionalInt groupSize(CoreIndex group);
}
