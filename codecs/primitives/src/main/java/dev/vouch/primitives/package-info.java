/**
 * The types of the protocol as immutable records, each with its {@code CODEC}: receipts,
 * statements, signals, runtime API values and network messages (wire 2 to 4). Integers of the wire
 * are unsigned; block numbers and session indices are {@code long} in 0..2^32-1.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.primitives;
