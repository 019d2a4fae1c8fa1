/**
 * Elliptic-curve operations behind the host functions of validation HF-9: BLS12-381 with its
 * pairing, Pallas, Vesta and the twisted Edwards form of Bandersnatch.
 *
 * <p>No library for the JVM has these curves with the results that the reference gives: the value
 * of a Miller loop before its final exponentiation depends on how the lines are scaled, and points
 * outside a subgroup or off their curve are accepted and must give equal bytes. Hence field, curve
 * and pairing arithmetic are ours, compared with 1,658 values of the crates that the reference
 * links (sp-crypto-ec-utils 0.24.0, ark-ec 0.6.0; the program that printed them is under {@code
 * src/test/rust/ecc}). Nothing here is secret, so nothing is constant-time.
 *
 * <p>Sums over points that do not lie on one curve are {@link dev.vouch.ecc.EccResult.Undefined}:
 * they depend on the order of additions, and the crates' result was seen to change with the number
 * of threads.
 */
@NullMarked
package dev.vouch.ecc;

import org.jspecify.annotations.NullMarked;
