/**
 * The network behind the bridge for validators that share one clustered event bus: a devnet, a
 * consortium, tests.
 *
 * <p>The bus authenticates nobody, so peers prove their authority keys in a handshake of two signed
 * messages with fresh X25519 keys, and everything after it carries a MAC and a growing sequence
 * number. Another member of the bus can neither speak for a peer nor replay it. It can still read
 * along and drop messages: a cluster is one trust domain.
 */
@NullMarked
package dev.vouch.node.link;

import org.jspecify.annotations.NullMarked;
