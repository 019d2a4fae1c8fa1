/** Tests of the comparison with the reference's crates. */
@org.jspecify.annotations.NullMarked
package dev.vouch.bench.reference;
