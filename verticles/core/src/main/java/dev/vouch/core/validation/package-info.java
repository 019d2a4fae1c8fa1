/**
 * Candidate validation: is this candidate valid, invalid (with a kind), or not to be decided here?
 *
 * <p>The order of checks, the retries and the mapping of host results are those of validation spec
 * section 1. One house rule is stricter than the reference: nothing local may turn into
 * <em>invalid</em>. A worker that died for an unknown reason, a corrupted artifact in backing and
 * an <em>invalid</em> that a second run under the other JIT does not confirm are all answered with
 * <em>could not decide</em>.
 */
@NullMarked
package dev.vouch.core.validation;

import org.jspecify.annotations.NullMarked;
