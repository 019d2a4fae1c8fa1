package dev.vouch.pvf.wasm;

/** What a function does whose body is on the reviewed list. */
public enum BodyKind {
  /** {@code memcpy}: right only where the ranges do not overlap. */
  COPY,
  /** {@code memmove}. */
  MOVE,
  /** {@code memset}. */
  SET,
  /** {@code memcmp}: the difference of the first two bytes that differ. */
  COMPARE
}
