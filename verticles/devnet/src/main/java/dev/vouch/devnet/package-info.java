/** See ARCHITECTURE in the README. */
@org.jspecify.annotations.NullMarked
package dev.vouch.devnet;
