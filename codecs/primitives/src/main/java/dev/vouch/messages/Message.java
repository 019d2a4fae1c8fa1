package dev.vouch.messages;

/** Anything that one subsystem sends to another. Immutable. */
public interface Message {
  /** The only subsystem that consumes this kind of message. */
  SubsystemName to();
}
