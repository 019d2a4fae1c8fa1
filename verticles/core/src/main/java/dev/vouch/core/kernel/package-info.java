/**
 * What every subsystem core is made of: events in, effects out, and one handler at a time.
 *
 * <p>A {@link dev.vouch.core.kernel.Subsystem} is deterministic: the same events in the same order
 * give the same effects. It has no clock, no random source and no I/O; time comes with each event.
 * A node hosts it in a verticle, the simulator hosts the same object on a virtual clock.
 */
@NullMarked
package dev.vouch.core.kernel;

import org.jspecify.annotations.NullMarked;
