/**
 * Statement distribution, the bridge to other validators (backing spec section 4), in the slice's
 * form: every statement goes to every connected validator, all import it, only the group validates
 * it, and each author asks its own provisioner.
 *
 * <p>The wire is the true one: version 3 compact statements and attested-candidate requests (wire
 * 3.3, 3.4, 3.6). Nothing that a peer sends is believed before it decoded within limits and its
 * signature was checked; every refusal is counted and reported. The rules of cluster and grid are
 * to come behind the same inputs; until then manifests and acknowledgements are ignored.
 */
@NullMarked
package dev.vouch.core.bridge;

import org.jspecify.annotations.NullMarked;
