/**
 * The signing record: what this node's keys have signed, so that they never sign the opposite, also
 * after a restart.
 *
 * <p>{@link dev.vouch.core.signing.SignerCore} signs, has the signed statement written durably, and
 * only then hands the signature out. A statement that is asked for again gets the signature of the
 * first time: a second one would count as misbehaviour (backing spec 3.3).
 */
@NullMarked
package dev.vouch.core.signing;

import org.jspecify.annotations.NullMarked;
