/** Tests of tries against the reference's vectors and literals. */
@org.jspecify.annotations.NullMarked
package dev.vouch.trie;
