/**
 * The one place that spawns processes: PVF workers, each started with an empty environment and a
 * directory of its own, spoken to over a Unix-domain socket, watched from outside while it works,
 * and killed with nothing left behind (validation 2.9, 8).
 *
 * <p>What decides a time limit is the CPU time of the guest's thread, read from {@code /proc};
 * wall-clock time and the CPU time of the whole process are backstops. All methods block and are
 * meant for virtual threads.
 */
@NullMarked
package dev.vouch.pvf.supervisor;

import org.jspecify.annotations.NullMarked;
