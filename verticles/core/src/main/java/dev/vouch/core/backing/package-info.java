/**
 * Candidate backing (backing spec 2): validates candidates in the context of their scheduling
 * parent, signs {@code Seconded} and {@code Valid}, counts votes and tells when a candidate has its
 * quorum.
 *
 * <p>{@link dev.vouch.core.backing.CandidateBacking} is the subsystem. It keeps one job per
 * scheduling parent; validation runs beside the inbox and comes back as a posted result.
 */
@NullMarked
package dev.vouch.core.backing;

import org.jspecify.annotations.NullMarked;
