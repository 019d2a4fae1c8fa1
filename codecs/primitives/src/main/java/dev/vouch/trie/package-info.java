/**
 * The base-16 Merkle-Patricia trie of Substrate, layouts V0 and V1: roots over whole key sets,
 * proofs and their verification. There is no database underneath: a trie is built from its pairs
 * and thrown away.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.trie;
