package dev.vouch.primitives;

/** Outcome of the acceptance test of backing and inclusion (wire 2.4, DV-3). */
public enum DescriptorAcceptance {
  /** Both version rules agree, or the new one says V3 and V3 is enabled. */
  ACCEPTED,
  /** The rules disagree. This is also what a V3 descriptor gets while V3 is not enabled. */
  INCONSISTENCY,
  /** V3 is not enabled: named by the reference, reached by no descriptor. */
  V3_NOT_ENABLED
}
