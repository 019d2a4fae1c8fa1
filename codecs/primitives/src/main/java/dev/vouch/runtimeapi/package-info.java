/**
 * The runtime's functions as they are called by name with bytes: {@code state_call} (wire 4). Each
 * function of {@link dev.vouch.runtimeapi.ParachainHost} has its arguments, its result and the API
 * version that brought it, and is written and read both ways: by Vouch that asks a relay chain, and
 * by Vouch as the node that answers.
 *
 * <p>{@link dev.vouch.runtimeapi.RuntimeCalls} stands between these bytes and the typed requests of
 * {@link dev.vouch.messages.RuntimeApiMessage}: a host whose relay chain is reached by {@code
 * state_call} serves the subsystem with it, and one that has the typed answers serves {@code
 * state_call}.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.runtimeapi;
