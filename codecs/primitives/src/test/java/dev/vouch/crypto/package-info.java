/** Tests of hashes, signatures, keys and blobs against the reference's vectors and literals. */
@org.jspecify.annotations.NullMarked
package dev.vouch.crypto;
