/**
 * The one place that holds keys: the file of the signing record, next to the key, and the verticles
 * that write it. What is signed, and when, is decided by {@code dev.vouch.core.signing}.
 */
@NullMarked
package dev.vouch.node.signer;

import org.jspecify.annotations.NullMarked;
