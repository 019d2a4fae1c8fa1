/**
 * The cryptography and the erasure code beside the reference's own crates, in the same run on the
 * same inputs:
 *
 * <pre>mvn -q -pl it-tests/bench -am -Dquick -Prust-bench package</pre>
 *
 * <p>{@code src/rust} is a Cargo project of the crates that polkadot-sdk stable2609 uses, at its
 * versions: sp-core 43.0.0 (which calls schnorrkel 0.11.5, ed25519-zebra 4.2.0 and the C library
 * secp256k1), sp-crypto-hashing 0.1.0, polkadot-erasure-coding 28.0.0 (reed-solomon-novelpoly 2.0.0
 * and sp-trie). The first run builds it in some minutes; without cargo only ours is measured and
 * the table says so. Both sides get the same inputs and must give the same results. The figures are
 * CPU time of the working thread, the two sides in turns, the median of nine rounds after a
 * warm-up; the last column is what ours allocates.
 *
 * <p>{@code -Dreference.only=sr25519} chooses operations by a pattern; {@code
 * -Dreference.jvm=-XX:TieredStopAtLevel=1} measures the mode of workers without C2.
 */
@NullMarked
package dev.vouch.bench.reference;

import org.jspecify.annotations.NullMarked;
