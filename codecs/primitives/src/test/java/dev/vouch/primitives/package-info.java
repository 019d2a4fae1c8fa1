/** Tests of the protocol types against the reference's vectors, literals and damaged input. */
@org.jspecify.annotations.NullMarked
package dev.vouch.primitives;
