/**
 * Hashes, signatures and compressed blobs, with the verdicts of the reference for every input,
 * honest or not.
 *
 * <p>What comes from libraries: SHA-2 (the JDK), PBKDF2 and the secp256k1 curve (Bouncy Castle),
 * zstd (zstd-jni, which is the reference's own C library: a decoder of another make would one day
 * accept or refuse a stream that all other validators do not; the pure Java decoder of
 * aircompressor already refuses windows above 8 MiB). What is ours: BLAKE2b (Bouncy Castle's takes
 * 3.4 times the CPU of the reference's, ours 1.6) and Keccak (its permutation is needed bare for
 * STROBE), both also on slices of arrays; xxHash64 (fifty lines, the libraries that have it bring
 * native code and {@code Unsafe} along), the field, the group and the scalars of curve25519 with
 * Ristretto, STROBE and Merlin (no maintained Java library has them), and Ed25519 verification on
 * top of the same group, because the rules of ZIP-215 accept encodings that every Java library
 * refuses.
 *
 * <p>Checked by more than our own outputs: the reference's values ({@code *VectorsTest}), Bouncy
 * Castle in every build ({@code HashesAgainstLibraryTest}, {@code EcdsaAgainstLibraryTest}), and
 * schnorrkel and its companions as the npm package {@code @polkadot/wasm-crypto} in both
 * directions, where Node.js is:
 *
 * <pre>mvn -pl codecs/primitives -am -Pwasm-crypto test</pre>
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.crypto;
