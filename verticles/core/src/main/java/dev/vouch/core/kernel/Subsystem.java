package dev.vouch.core.kernel;

import dev.vouch.messages.SubsystemName;

/**
 * One deterministic state machine. Confined to one thread at a time by whoever hosts it; never
 * throws for any input (an exception is our bug and stops the host).
 */
public interface Subsystem {
  SubsystemName name();

  /**
   * Takes one event.
   *
   * @param nowMillis the host's monotonic clock; never decreases
   */
  void on(long nowMillis, Event event, Effects out);

  /** A digest of the state that is equal for equal histories; for simulations and bug reports. */
  default String digest() {
    return name().label();
  }
}
