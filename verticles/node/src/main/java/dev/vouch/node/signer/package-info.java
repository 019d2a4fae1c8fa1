/**
 * The one place that holds keys: a durable record of what was signed, in a file next to the key,
 * and the verticle that signs. The record is synced to disk before a signature leaves; a lock of
 * the operating system keeps a second process away from it.
 */
@NullMarked
package dev.vouch.node.signer;

import org.jspecify.annotations.NullMarked;
