package dev.vouch.primitives;

/** Version of a candidate descriptor (wire 2.4, DV-1 and DV-2). */
public sealed interface DescriptorVersion {
  /** With a collator and its signature. */
  record V1() implements DescriptorVersion {}

  /** With core and session index. */
  record V2() implements DescriptorVersion {}

  /** With a scheduling parent of its own. */
  record V3() implements DescriptorVersion {}

  /** A version byte, 1..255, that has no meaning (yet, or under the rules asked). */
  record Unknown(int versionByte) implements DescriptorVersion {}
}
