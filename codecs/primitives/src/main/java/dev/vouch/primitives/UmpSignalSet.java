package dev.vouch.primitives;

import java.util.Optional;

/** The signals of a candidate: at most one of each kind (wire 2.6). */
public record UmpSignalSet(
    Optional<UmpSignal.SelectCore> selectCore, Optional<UmpSignal.ApprovedPeer> approvedPeer) {
  /** No signal. */
  public static final UmpSignalSet NONE = new UmpSignalSet(Optional.empty(), Optional.empty());

  /** Whether there is no signal. */
  public boolean isEmpty() {
    return selectCore.isEmpty() && approvedPeer.isEmpty();
  }
}
