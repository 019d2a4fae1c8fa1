/**
 * The Reed-Solomon code that spreads available data over validators, the trie root over its chunks
 * and the proofs of single chunks. Sans I/O; a payload's size is bounded by the caller.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.erasure;
