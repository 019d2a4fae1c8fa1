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
 *
 * <p>Field elements are five limbs of 51 bits with two ways to multiply: by {@code
 * Math.multiplyHigh} where C2 will compile it, by halves of 26 bits where C1 is alone (as in
 * workers for PVFs), because the former costs three times the latter there. One signature is
 * checked with scalars of half size, a batch in groups of 16 whose tables stay in a core's cache.
 *
 * <p>CPU of the reference's crates is 1.00; measured by {@code mvn -q -pl it-tests/bench -am
 * -Dquick -Prust-bench package} (C1: with {@code -Dreference.jvm=-XX:TieredStopAtLevel=1}) on 4
 * shared cores x86-64 under load, 2026-11-21, at the median of nine rounds, several runs, so give
 * or take a tenth:
 *
 * <table>
 * <caption>What ours costs</caption>
 * <tr><th>operation</th><th>C2</th><th>C1 alone</th></tr>
 * <tr><td>sr25519, verify</td><td>1.48</td><td>2.4</td></tr>
 * <tr><td>sr25519, 64 at once, each, to one verification</td><td>0.99 to 1.09</td><td>1.5</td></tr>
 * <tr><td>sr25519, sign</td><td>1.12</td><td>1.9</td></tr>
 * <tr><td>Ed25519, verify</td><td>1.7</td><td>2.5</td></tr>
 * <tr><td>ECDSA, recover (the reference calls C)</td><td>3.7</td><td>6.7</td></tr>
 * <tr><td>BLAKE2b-256, 64 bytes; 1 MiB</td><td>1.5 to 1.8; 1.6 to 2.0</td><td>4.0; 3.2</td></tr>
 * <tr><td>Keccak-256, 64 bytes; 1 MiB</td><td>1.1; 1.2</td><td>2.1; 2.0</td></tr>
 * <tr><td>SHA-256, 64 bytes</td><td>2.1</td><td>19</td></tr>
 * <tr><td>xxHash64, two seeds, 64 bytes</td><td>0.7</td><td>1.5</td></tr>
 * </table>
 *
 * <p>The reference's BLAKE2b uses AVX2, its curve25519 too; its ECDSA is the C library
 * libsecp256k1, ours stays Bouncy Castle's curve.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.crypto;
