package dev.vouch.core.overseer;

import dev.vouch.messages.OverseerSignal;

/** Takes the overseer's signals. */
@FunctionalInterface
public interface SignalSink {
  /**
   * Hands the signal to every subsystem. Called within the overseer's event; every subsystem must
   * see the signals in the order of the calls, and none may be lost.
   */
  void broadcast(OverseerSignal signal);
}
