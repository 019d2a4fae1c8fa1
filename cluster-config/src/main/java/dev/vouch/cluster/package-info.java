/**
 * How a node joins its operator's cluster: one typed record becomes the Hazelcast configuration and
 * the event bus options, in code, failing closed.
 *
 * <p>A cluster is one trust domain: open-source Hazelcast neither encrypts nor authenticates, so
 * every member can read and forge everything. The event bus runs on mutual TLS, or without TLS on
 * loopback only.
 */
@NullMarked
package dev.vouch.cluster;

import org.jspecify.annotations.NullMarked;
