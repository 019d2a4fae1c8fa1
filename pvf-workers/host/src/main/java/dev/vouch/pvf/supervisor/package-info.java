/**
 * The one place that spawns processes: PVF workers, each started with an empty environment and a
 * directory of its own, spoken to over a Unix-domain socket, watched from outside while it works,
 * and killed with nothing left behind (validation 2.9, 8).
 *
 * <p>What decides a time limit is the CPU time of the guest's thread, read from {@code /proc};
 * wall-clock time and the CPU time of the whole process are backstops. All methods block and are
 * meant for virtual threads.
 *
 * <p>What is left behind, and when it goes: a worker ends with the connection, with {@code close},
 * with the thread that started it (which lives as long as the JVM), and at the JVM's end. Its
 * directory and its {@linkplain dev.vouch.pvf.cgroup cgroup} go with it; after a SIGKILL of the
 * JVM, when the next host starts on the same temporary directory (and below the same group), which
 * knows by a lock whether the owner lives (JV-24). The maker of the {@linkplain
 * dev.vouch.pvf.supervisor.FastStart AOT cache} is such a process too.
 */
@NullMarked
package dev.vouch.pvf.supervisor;

import org.jspecify.annotations.NullMarked;
