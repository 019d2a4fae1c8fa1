package dev.vouch.core.backing;

import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.ValidatorIndex;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whom to ask for the PoV of somebody else's candidate (backing spec 2.15). Every backer is
 * remembered once, so the list never outgrows the group.
 */
final class AttestingData {
  private final CandidateReceipt receipt;
  private final Set<ValidatorIndex> known = new LinkedHashSet<>();
  private final Deque<ValidatorIndex> others = new ArrayDeque<>();
  private ValidatorIndex source;

  AttestingData(CandidateReceipt receipt, ValidatorIndex source) {
    this.receipt = receipt;
    this.source = source;
    known.add(source);
  }

  CandidateReceipt receipt() {
    return receipt;
  }

  /** Who is asked now. */
  ValidatorIndex source() {
    return source;
  }

  /** Asks this backer next, because nobody is asked now. */
  void ask(ValidatorIndex backer) {
    known.add(backer);
    source = backer;
  }

  /** Keeps a backer for the case that the one who is asked does not deliver. */
  void remember(ValidatorIndex backer) {
    if (known.add(backer)) {
      others.push(backer);
    }
  }

  /** Turns to the backer that was remembered last; empty if there is none. */
  Optional<ValidatorIndex> turnToNext() {
    Optional<ValidatorIndex> next = Optional.ofNullable(others.poll());
    next.ifPresent(backer -> source = backer);
    return next;
  }
}
