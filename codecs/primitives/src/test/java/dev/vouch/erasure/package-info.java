/** Tests of the erasure code against the reference's vectors and literals. */
@org.jspecify.annotations.NullMarked
package dev.vouch.erasure;
