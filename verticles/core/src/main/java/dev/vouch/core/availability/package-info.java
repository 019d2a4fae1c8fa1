/**
 * Availability as far as backing needs it: keeping what was validated under its checked erasure
 * root (neighbours spec 3.1), and fetching PoVs from backers (3.3).
 *
 * <p>In the slice, availability on chain is assumed: chunks, bitfields and recovery come later, so
 * the store keeps references to blobs and their validation data and prunes them by age.
 */
@NullMarked
package dev.vouch.core.availability;

import org.jspecify.annotations.NullMarked;
