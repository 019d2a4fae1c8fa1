/**
 * Hashes, signatures and compressed blobs, with the verdicts of the reference for every input,
 * honest or not.
 *
 * <p>What comes from libraries: BLAKE2b and Keccak (Bouncy Castle), SHA-2, HMAC and PBKDF2's parts
 * (the JDK), xxHash64 and zstd (aircompressor, its pure Java half, so that a sandboxed worker needs
 * no native library), the secp256k1 curve (Bouncy Castle). What is ours: the field, the group and
 * the scalars of curve25519 with Ristretto, STROBE and Merlin (no maintained Java library has
 * them), and Ed25519 verification on top of the same group, because the rules of ZIP-215 accept
 * encodings that every Java library refuses.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.crypto;
