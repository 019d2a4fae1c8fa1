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
 *
 * <p>An artifact in use has a {@linkplain dev.vouch.pvf.supervisor.GuestCaches cache of its own}. A
 * guest can influence that of its own artifact alone, and not by running: the compiled classes, no
 * other part of the artifact, and only under names that nothing looks up before a guest is loaded,
 * stand on the class path of a virtual machine that links them and runs none; it is confined
 * ({@code dev.vouch.pvf.sandbox.Confined}: files, limits, priority, namespaces where there is a
 * launcher; no filter of system calls, since the assembling one runs no code of ours that could
 * install it after its start). A run of the guest while it is made was measured and gains nothing
 * (see {@link dev.vouch.pvf.host}). Its end is no later than two minutes after its start.
 */
@NullMarked
package dev.vouch.pvf.supervisor;

import org.jspecify.annotations.NullMarked;
