/**
 * Who gossips with whom, and in which order a session has its validators (wire 3.7, 4.3): the
 * canonical shuffling of a BABE epoch, the grid of rows and columns over it, the runtime's choice
 * of active validators, and the names of key store files.
 *
 * <p>Both shuffles draw from ChaCha20 in its first form, with a counter and a nonce of 64 bits
 * each; it comes from Bouncy Castle, whose {@code ChaChaEngine} is that form, while the cipher of
 * the Java platform is the later one with a nonce of 96 bits.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.topology;
