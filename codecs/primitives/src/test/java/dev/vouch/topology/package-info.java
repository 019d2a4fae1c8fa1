/** Tests of shufflings, grids and key store files against the reference. */
@org.jspecify.annotations.NullMarked
package dev.vouch.topology;
