package dev.vouch.core.bridge;

import dev.vouch.messages.PeerId;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.SignedStatement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Statements about blocks that are not known here yet: views of peers differ by a block or two, and
 * a statement comes once. Nothing of it is verified.
 *
 * <p>Bounds: {@link #MAX_PER_PEER} and {@link #MAX_STATEMENTS}, the oldest goes first; {@link
 * #MAX_AGE_MILLIS}.
 */
final class HeldBack {
  /** One block's statements of a validator and what it forwards to a late joiner. */
  static final int MAX_PER_PEER = 256;

  /** A few blocks' statements of a large network; about 300 bytes each. */
  static final int MAX_STATEMENTS = 8_192;

  /** Five blocks: who is further behind has to catch up by views. */
  static final long MAX_AGE_MILLIS = 30_000;

  private final Deque<Held> held = new ArrayDeque<>();

  record Held(PeerId peer, Hash schedulingParent, SignedStatement statement, long sinceMillis) {}

  /** Keeps a statement; the one that had to go for it, if any. */
  Optional<Held> add(Held statement) {
    long ofPeer = held.stream().filter(h -> h.peer().equals(statement.peer())).count();
    held.add(statement);
    if (ofPeer >= MAX_PER_PEER) {
      return removeFirst(h -> h.peer().equals(statement.peer()));
    }
    return held.size() > MAX_STATEMENTS ? Optional.ofNullable(held.poll()) : Optional.empty();
  }

  private Optional<Held> removeFirst(Predicate<Held> which) {
    for (Iterator<Held> it = held.iterator(); it.hasNext(); ) {
      Held next = it.next();
      if (which.test(next)) {
        it.remove();
        return Optional.of(next);
      }
    }
    return Optional.empty();
  }

  /** Removes and returns all that the predicate accepts, in the order of arrival. */
  List<Held> take(Predicate<Held> which) {
    List<Held> taken = new ArrayList<>();
    held.removeIf(
        h -> {
          boolean take = which.test(h);
          if (take) {
            taken.add(h);
          }
          return take;
        });
    return taken;
  }

  List<Held> takeExpired(long nowMillis) {
    return take(h -> nowMillis - h.sinceMillis() > MAX_AGE_MILLIS);
  }
}
