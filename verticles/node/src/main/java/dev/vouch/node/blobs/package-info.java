/**
 * The blob side channel: PoVs and codes, kept on disk under their BLAKE2b-256 and moved between
 * nodes by one HTTP request each, so that the bus carries only hashes.
 */
@NullMarked
package dev.vouch.node.blobs;

import org.jspecify.annotations.NullMarked;
