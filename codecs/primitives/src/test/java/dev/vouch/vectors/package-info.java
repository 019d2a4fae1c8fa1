/** Readers of the reference's vector files, shared by the vector tests of all families. */
@org.jspecify.annotations.NullMarked
package dev.vouch.vectors;
