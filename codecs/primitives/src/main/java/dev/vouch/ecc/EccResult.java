package dev.vouch.ecc;

import dev.vouch.primitives.Bytes;

/** What an operation answers. */
public sealed interface EccResult {
  /** The encoded result. */
  record Done(Bytes output) implements EccResult {}

  /**
   * No result.
   *
   * @param code the number that the host function returns: 2 undecodable, 3 lengths differ, 4
   *     degenerate point, 255 anything else
   */
  record Refused(int code) implements EccResult {}

  /**
   * No value can be told: the points do not lie on one curve, so that their sum depends on the
   * order in which they are added, and in the reference that order depends on its number of
   * threads. Nothing may be concluded about the candidate.
   */
  record Undefined() implements EccResult {}

  /** The reference's host panics here, which ends the guest with a trap (validation HF-3). */
  record Panicked() implements EccResult {}
}
