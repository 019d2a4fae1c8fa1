/**
 * Deterministic simulation of whole networks: the cores and the dev chain's core of a node, hosted
 * on a virtual clock by a seeded scheduler that delays, reorders, duplicates and drops messages and
 * stops and restarts validators. One seed is one run.
 */
@NullMarked
package dev.vouch.sim;

import org.jspecify.annotations.NullMarked;
