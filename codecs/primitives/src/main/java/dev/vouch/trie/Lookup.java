package dev.vouch.trie;

import dev.vouch.primitives.Bytes;

/** What the nodes of a proof say about a key. */
public sealed interface Lookup {
  /** The key has this value. */
  record Found(Bytes value) implements Lookup {}

  /** The key is proved to have no value. */
  record Absent() implements Lookup {}

  /** A node that is needed is missing or malformed. */
  record Undecided() implements Lookup {}
}
