/**
 * Prospective parachains: which candidates have a future under each active leaf (neighbours spec
 * 1), and the inclusion emulator that predicts what the relay chain will accept (1.11).
 *
 * <p>{@link dev.vouch.core.prospective.ProspectiveParachains} is the subsystem; everything else is
 * a pure value or a chain confined to it.
 */
@NullMarked
package dev.vouch.core.prospective;

import org.jspecify.annotations.NullMarked;
