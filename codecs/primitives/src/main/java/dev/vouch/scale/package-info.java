/**
 * SCALE (wire 1): a strict, bounded reader, a writer, and codecs that combine. Decoding hostile
 * bytes ends in a value or in one {@link dev.vouch.scale.ScaleException}, and never allocates from
 * a declared count alone.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.scale;
