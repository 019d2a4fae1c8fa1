/**
 * Whole nodes on the event bus, in one JVM: deployed by an application that is not ours, backing on
 * a real cluster, and under attack by peers and PVFs. Everything is in the tests.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.it.bus;
