/**
 * The embedded dev relay chain's core: blocks, sessions, cores and the inherent, as far as backing
 * sees them (neighbours spec 5). Pure: no Vert.x, clock or randomness; the same calls give the same
 * hashes.
 *
 * <p>What it includes is checked for real: versions, signals, scheduling and relay parents, head
 * progression, validation data, code, outputs, groups, signatures and quorum. What is simplified,
 * by name: availability is <em>assumed</em> (a candidate is enacted in the block that backs it),
 * authors take turns instead of consensus, finality trails the best block by a constant, and paras
 * cannot upgrade their code.
 */
@NullMarked
package dev.vouch.devnet.chain;

import org.jspecify.annotations.NullMarked;
