package dev.vouch.core.validation;

import dev.vouch.core.kernel.Pending;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One value per session: the least recently used of more than {@link #SESSIONS} goes, equal
 * look-ups in flight are merged, and only successes are kept (CV-8, CV-9).
 */
final class SessionCache<T> {
  /** The dispute window. */
  static final int SESSIONS = 6;

  private final Map<Long, T> known = new LinkedHashMap<>(SESSIONS, 0.75f, true);
  private final Map<Long, Pending<Optional<T>>> inFlight = new LinkedHashMap<>();

  Pending<Optional<T>> get(long session, Supplier<Pending<Optional<T>>> lookUp) {
    T value = known.get(session);
    if (value != null) {
      return Pending.of(Optional.of(value));
    }
    Pending<Optional<T>> running = inFlight.get(session);
    if (running != null) {
      return running;
    }
    Pending<Optional<T>> started = lookUp.get();
    if (!started.isComplete()) {
      inFlight.put(session, started);
    }
    started.whenComplete(
        found -> {
          inFlight.remove(session);
          found.ifPresent(present -> keep(session, present));
        });
    return started;
  }

  private void keep(long session, T value) {
    known.put(session, value);
    if (known.size() > SESSIONS) {
      known.remove(known.keySet().iterator().next());
    }
  }
}
