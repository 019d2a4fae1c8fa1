/** Tests of the SCALE reader, writer and combinators. */
@org.jspecify.annotations.NullMarked
package dev.vouch.scale;
