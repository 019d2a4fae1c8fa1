/**
 * The overseer (backing spec 1): turns imported and finalized blocks into the ordered signals that
 * tell every subsystem on which heads to work.
 *
 * <p>{@link dev.vouch.core.overseer.OverseerCore} gives its signals to a {@link
 * dev.vouch.core.overseer.SignalSink}; the host hands each to every subsystem, in the order given.
 */
@NullMarked
package dev.vouch.core.overseer;

import org.jspecify.annotations.NullMarked;
