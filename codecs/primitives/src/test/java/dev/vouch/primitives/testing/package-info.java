/**
 * Fixtures for the tests of every module: consistent candidates, signed statements and seeded
 * random values, so that no other test writes bytes by hand.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.primitives.testing;
