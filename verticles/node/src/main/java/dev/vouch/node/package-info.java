/**
 * A node: the verticles that host the state machines of {@code dev.vouch.core}, the services that
 * they ask (signer, blobs, erasure coder, network link), the plugin that deploys them in order, and
 * what an operator sees of them.
 */
@NullMarked
package dev.vouch.node;

import org.jspecify.annotations.NullMarked;
