/**
 * The Reed-Solomon code that spreads available data over validators, the trie root over its chunks
 * and the proofs of single chunks. Sans I/O; a payload's size is bounded by the caller.
 *
 * <p>The transforms run over rows of 16-bit symbols in batches of columns that stay in a core's
 * cache; a row is multiplied by a factor through two tables of 256 entries. This scalar code takes
 * less CPU than the reference's crates (polkadot-erasure-coding 28.0.0 with reed-solomon-novelpoly
 * 2.0.0, root by its own sp-trie), so there is no second one with vectors. For 5 MiB and 1000
 * validators: chunks and root 0.77 of the reference (153 ms to 207), reconstruction from 334 chunks
 * at random positions 0.68 (207 ms to 311). Measured by {@code mvn -q -pl it-tests/bench -am
 * -Dquick -Prust-bench package}, thread CPU, median of nine rounds, on 4 shared cores x86-64 under
 * load, 2026-11-21.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.erasure;
