package dev.vouch.messages;

import dev.vouch.primitives.Bytes;

/** The file in which the signer keeps its signing record. Never answered before it is synced. */
public sealed interface JournalMessage extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.JOURNAL;
  }

  /** Puts the bytes at the end of the file. */
  record Append(Bytes data) implements JournalMessage, Request<Synced> {}

  /** Puts a file of these contents in the place of the old one, atomically. */
  record Replace(Bytes contents) implements JournalMessage, Request<Synced> {}

  /** The bytes survive a loss of power from now on. */
  record Synced() implements Answer {}
}
