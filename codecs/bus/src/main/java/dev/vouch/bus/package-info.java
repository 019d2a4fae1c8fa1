/**
 * The event bus as Vouch uses it: addresses, the envelope, the codecs of every message and answer,
 * typed failures, and consumers that cannot lose a request by throwing.
 *
 * <p>Inside one {@code Vertx} nothing is copied: messages are immutable records and a local
 * delivery hands over the instance. Between nodes a body travels in SCALE, derived mechanically
 * from the record's components. Whatever arrives is decoded within limits and answered with a typed
 * failure when it does not decode.
 */
@NullMarked
package dev.vouch.bus;

import org.jspecify.annotations.NullMarked;
