/**
 * The PVF host's state machine (validation section 2): the table of artifacts, the prepare queue
 * and its pool, the execute queue with priorities and expiry. Pure: events in, effects out, time
 * comes with the event.
 *
 * <p>Where the reference is odd, Appendix A of the validation spec decides. Ours differs from it in
 * five places: an artifact found on disk is used without a new preparation (its name carries
 * everything it depends on, so it survives a restart); sizes are those of the files (PH-33); a
 * removal request touches only the prepared artifact that failed (PH-35); a queued preparation
 * takes over the highest priority asked for (PH-21); and slots pull work with credits, so that a
 * slot which holds another artifact is emptied only if no slot is free otherwise (PH-53), and
 * nothing ever waits for the host inside a handler (PH-6).
 */
@NullMarked
package dev.vouch.pvf.queue;

import org.jspecify.annotations.NullMarked;
