/**
 * PVF host: slots that each keep one worker process for one artifact, spares so that a kill is not
 * felt, the facade {@code PvfHost} for callers without a bus, and the verticles over it (validation
 * section 2).
 */
@NullMarked
package dev.vouch.pvf.host;

import org.jspecify.annotations.NullMarked;
