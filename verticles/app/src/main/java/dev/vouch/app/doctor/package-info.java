/**
 * What {@code vouch doctor} looks at, apart from the worker processes: facts are read in one place
 * ({@link dev.vouch.app.doctor.Machine}, {@link dev.vouch.app.doctor.KernelClock}, {@link
 * dev.vouch.app.doctor.Place}) and judged in pure functions, so that tests can invent a machine.
 */
@NullMarked
package dev.vouch.app.doctor;

import org.jspecify.annotations.NullMarked;
