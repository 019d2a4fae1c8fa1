/**
 * The provisioner: what an author puts into the block on top of a leaf (backing spec section 5). In
 * the slice that is backed candidates; bitfields and disputes come later behind the same request.
 */
@NullMarked
package dev.vouch.core.provisioner;

import org.jspecify.annotations.NullMarked;
