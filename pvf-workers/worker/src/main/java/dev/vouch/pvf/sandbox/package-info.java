/**
 * What a worker gives up before it touches a PVF, by calls to the C library through the foreign
 * function interface; no native code of our own (validation 2.9.4, JV-26).
 *
 * <table>
 * <caption>Layers, in the order of their installation</caption>
 * <tr><th>layer</th><th>what it stops</th><th>whom it binds</th></tr>
 * <tr><td>environment</td><td>secrets and options by variables: there are none</td><td>process</td></tr>
 * <tr><td>signals</td><td>an interrupt of the terminal, which ends the host, which ends us</td><td>process</td></tr>
 * <tr><td>pdeathsig</td><td>a worker that outlives its host</td><td>process</td></tr>
 * <tr><td>no_new_privs</td><td>rights by executing a file</td><td>process</td></tr>
 * <tr><td>rlimits</td><td>core dumps, output to files, many descriptors, locked memory, message
 * queues; as backstops data (heap and 3 GiB), 12 h of CPU, and 256 threads where the user is one of
 * a namespace of ours</td><td>process</td></tr>
 * <tr><td>namespaces</td><td>the host's network, IPC, host name, mounts, users; only where a
 * launcher ({@code unshare}) works</td><td>process</td></tr>
 * <tr><td>change_root</td><td>every path but the Java runtime and the directories of the worker's
 * jars, read only: no /etc, no /proc, no /dev; only in namespaces</td><td>process</td></tr>
 * <tr><td>landlock</td><td>all rights on files that the kernel's version knows, but reading the
 * runtime and the jars; from version 4 on TCP, from 6 on abstract sockets and signals to others</td>
 * <td>main thread and all threads that it makes later, the guest's among them; from version 8 on
 * the process</td></tr>
 * <tr><td>seccomp</td><td>every system call that {@link dev.vouch.pvf.sandbox.Syscalls} does not
 * list: processes, files for writing, changes of the file system, signals to others, debugging,
 * namespaces, mounts, kernel modules, device control and whatever a later kernel adds</td><td>process</td></tr>
 * <tr><td>cgroup</td><td>memory and threads of all that the worker is, by the kernel's own count; set
 * up by the host before the worker is told its nonce, only where it runs below a delegated group
 * ({@code dev.vouch.pvf.cgroup})</td><td>group</td></tr>
 * </table>
 *
 * <p>Each layer but the cgroup, whose files are read back instead, is tried out after it was
 * installed and reported as held only if the attempts were denied: the self-check of 2.9.3 is made
 * by every worker, through the launch path itself, and the host judges it by the reference's rules
 * ({@code SandboxStatus}). Elsewhere than on Linux on x86-64 there are no layers, and the report
 * says so.
 *
 * <p><b>Fail or kill.</b> What is not allowed fails with {@code EPERM}, so that a process can try
 * out its own filter, and so that a library which merely tries something does not end a worker. For
 * the calls of 2.9.4 ({@code socket}, {@code socketpair}, {@code connect}, {@code io_uring_*}) a
 * second filter, installed after the trial, kills the process as the reference does: nothing in a
 * worker makes them any more. A call by the entries of 32-bit or x32 programs kills in any case.
 * {@code clone3} answers {@code ENOSYS}, so that the C library takes {@code clone}, whose flags a
 * filter can see; only threads pass.
 *
 * <p><b>Known holes.</b>
 *
 * <ul>
 *   <li>Landlock before version 8 does not bind the virtual machine's own threads, which are older
 *       than its rules. Code that takes over such a thread can read files that the user may read,
 *       unless change_root holds. It can write, send and start nothing: seccomp binds it.
 *   <li>Landlock before version 3 knows no right to truncate (P40). Seccomp denies truncating.
 *   <li>The Java runtime and the jars can be read; they hold nothing secret.
 *   <li>Without change_root, whether a path exists can be asked ({@code stat}).
 *   <li>In namespaces, the virtual machine's own threads keep capabilities over these namespaces;
 *       no allowed system call makes use of them.
 *   <li>There is no namespace of processes, because the host reads the clocks of threads by their
 *       ids. Other processes cannot be signalled or looked at, except by the time that things take.
 *   <li>Without a cgroup, memory is bounded by the heap, the metaspace and the limit of data, each
 *       for one process, and no other can be started.
 *   <li>The kernel's {@code uretprobe} and {@code uprobe} calls pass every filter.
 * </ul>
 *
 * <p><b>Decided of validation 8.</b>
 *
 * <ul>
 *   <li>JV-24: no job process below a worker, so there is no group to kill; SIGKILL to the worker,
 *       the parent-death signal, and the end of the socket. The exit value tells the signal.
 *   <li>JV-25: clocks are read while the process lives; what a dead worker used decides nothing,
 *       because its death is could not decide.
 *   <li>JV-26: as recommended, in two steps: {@code unshare} makes the namespaces, the worker
 *       itself does the rest, also the root, which needs no helper program; landlock by the worker,
 *       see the holes. Not bubblewrap: it forks, and the worker's id would not be its process's.
 *   <li>JV-27: as recommended, by every worker instead of four probe programs; a host that requires
 *       its sandbox starts one and ends it before anything else.
 *   <li>JV-28: as recommended; a variable is a layer that does not hold.
 *   <li>JV-29: as recommended, 10 s.
 *   <li>JV-30: decided otherwise: the worker's jars come from the host's own jar and are named by
 *       their digest, so that another version cannot be met; the hello tells the virtual machine,
 *       and one that is not the host's (a JDK replaced while the node runs) is refused with the
 *       remedy. The node is not stopped: what cannot be prepared or run is could not decide.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.pvf.sandbox;
