/**
 * One cgroup of version 2 for each worker, made by the host where it may: memory, swap and the
 * number of threads of all that the worker is and starts, bounded by the kernel, and one word that
 * kills it all (validation JV-25, JV-26; the layer {@code cgroup} of the sandbox, always optional).
 *
 * <p><b>Where.</b> A group with processes in it cannot pass its controllers on to groups below it,
 * and the host is in one, so as a rule its own group is of no use; only the root of the whole tree
 * is exempt. What serves is the group above, with the host in a sub-group of its own, as systemd
 * makes it with {@code Delegate=yes} and {@code DelegateSubgroup=}. The group above is taken only
 * if it is ours to use: systemd has marked it as delegated, or it is the root of a container's
 * cgroup namespace. Elsewhere the layer is absent and says why.
 *
 * <p><b>What.</b> {@code vouch-PID} of the host holds one {@code worker-N} for each worker. The
 * worker is put in right after its start, before it is told the nonce that its hello needs, and the
 * layer counts as held only if the group then says so. What the process has touched until then,
 * before its virtual machine runs, stays with the host's group.
 *
 * <p><b>What is left.</b> Nothing: a group goes with its worker, the group around them with the
 * last one, all of them at the JVM's end. What a killed JVM leaves is removed by the next host
 * under the same group, if its owner is dead and no process is in it; workers die with their host,
 * so none is after a moment, and nobody's processes are killed by a mistaken id.
 *
 * <p><b>How it was shown.</b> On a model of the kernel's rules over a plain directory ({@code
 * WorkerGroupsTest}): the machines at hand have the memory controller in version 1. On the kernel's
 * own tree of version 2 with controllers it has not been run yet.
 */
@NullMarked
package dev.vouch.pvf.cgroup;

import org.jspecify.annotations.NullMarked;
