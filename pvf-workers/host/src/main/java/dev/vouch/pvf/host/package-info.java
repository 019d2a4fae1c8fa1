/**
 * PVF host: slots that each keep one worker process for one artifact, spares so that a kill is not
 * felt, the facade {@code PvfHost} for callers without a bus, and the verticles over it (validation
 * section 2).
 *
 * <h2>Slots</h2>
 *
 * <p>A slot asks for one job by announcing itself with what it holds: that word is its credit. The
 * host's machine gives it a job, an artifact to load ahead of need, or nothing; work is never
 * spread by the bus. What a slot is told and what it answers are messages ({@link
 * dev.vouch.pvf.host.SlotMessages}, {@link dev.vouch.pvf.host.SlotJob}) or calls of {@link
 * dev.vouch.pvf.host.SlotLink}, so that a slot in another JVM needs another link and no other host.
 * For that three things are still bound to this machine: a job names the artifact's file, so such a
 * slot needs the same directory or has to fetch it; it reads PoVs through {@link
 * dev.vouch.pvf.host.Blobs}; and its end is noticed by the answer that does not come, since nobody
 * feeds {@code SlotLost} for a node that leaves the cluster.
 *
 * <h2>Copies of a PoV</h2>
 *
 * <p>Three in the memory of processes: the host's, as read from the blob store; the worker's frame;
 * linear memory. Compressed block data is once more there, decompressed. The socket takes frames in
 * windows of 128 KiB, so it adds the kernel's buffer and no whole copy. A worker cannot be given a
 * path: it may not open files once it is closed in, and Java passes no descriptors over sockets.
 *
 * <h2>Measured</h2>
 *
 * <p>By {@code mvn -pl it-tests/bench -am -Dquick -Ppvf-host-bench -Dvouch.real=DIR package} on 4
 * shared cores, otherwise idle, x86-64, 2026-11-21:
 *
 * <table>
 *   <caption>Fresh workers, median of 9 in turn</caption>
 *   <tr><th>AOT cache</th><th>warm-up of host functions</th><th>start to hello, wall</th>
 *       <th>Asset Hub (Rococo): load, wall</th>
 *       <th>first block of 300 transfers, CPU of the guest's thread</th></tr>
 *   <tr><td>none</td><td>no</td><td>237 ms</td><td>79 ms</td><td>489 ms</td></tr>
 *   <tr><td>the workers'</td><td>no</td><td>155</td><td>47</td><td>427</td></tr>
 *   <tr><td>the workers'</td><td>asked at once</td><td>167</td><td>50</td><td>390</td></tr>
 *   <tr><td>the workers'</td><td>asked after 1 s</td><td>168</td><td>43</td><td>352</td></tr>
 *   <tr><td>the artifact's</td><td>asked at once</td><td>172</td><td>46</td><td>297</td></tr>
 *   <tr><td>the artifact's</td><td>asked after 1 s</td><td>173</td><td>44</td><td>310</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Kill of a slot's worker to the next result, median and worst of 30</caption>
 *   <tr><th>what</th><th>no spare</th><th>one spare</th></tr>
 *   <tr><td>guest that does nothing</td><td>208, 239 ms</td><td>46, 69 ms</td></tr>
 *   <tr><td>Asset Hub (Rococo), 300 transfers (warm: 190 to 220 ms)</td><td>620, 718 ms</td>
 *       <td>511, 631 ms</td></tr>
 * </table>
 *
 * <p>Round trip of a candidate without guest work, another run, load about 5, best and median: 10
 * KiB 0.62 and 0.88 ms, 5 MiB 3.4 and 7.7 ms; of raw parameters, which come first: 0.76 and 1.7 ms,
 * 4.1 and 5.5 ms.
 *
 * <h2>The first block of a fresh worker</h2>
 *
 * <p>Where the time of a first block goes without any of it (samples of the guest's thread): 47 %
 * interpreter, 23 % defining, verifying and linking classes, 7 % page faults, 7 % signatures in
 * compiled code, 5 % guest in compiled code. With all of it 61 % of the rest is the interpreter:
 * the guest's methods wait for C1, which is busy for longer than the block takes (0.8 s for 80
 * methods, three threads). Tried without gain: a cache made by a run of the block or by a call that
 * traps instead of linking alone, classes on the class path without a cache, lower thresholds for
 * guests (0.03 to 0.3), thresholds that do not grow with the queue, large pages, touching the heap
 * before; more compiler threads save guest CPU (8: 13 %) and cost wall-clock time. Without
 * verification, which nobody should run: 12 %, all of which the cache gains too.
 *
 * <h2>Decisions on the JVM notes (validation 8) that concern the host</h2>
 *
 * <table>
 *   <caption>Rows and what was decided</caption>
 *   <tr><th>row</th><th>decision</th></tr>
 *   <tr><td>JV-1</td><td>One process per slot, no supervisor process in between: what it would
 *       watch is read from {@code /proc} by the host, the kernel kills workers with their host, and
 *       whether a worker was killed from outside, ran out of memory or crashed is told by its exit
 *       code. A second process would cost memory and start-up and add no information.</td></tr>
 *   <tr><td>JV-2</td><td>Reuse per artifact, as the row allows: a one-shot JVM needs several times
 *       a block's time. A fresh instance and memory for each job; the process ends after anything
 *       but a clean result and after {@code jobs-per-worker} jobs; never shared by two PVFs. The
 *       isolation is weaker than the reference's between two candidates of one PVF
 *       only.</td></tr>
 *   <tr><td>JV-3</td><td>(a) CPU time of the guest's thread, read from outside, decides; a job that
 *       ends between two readings is taken at its worker's word where that is more. (b) Process CPU
 *       at three limits and wall clock at four, each with 2 s for starting, are backstops. (c)
 *       Warm-ups run ahead of need, with the block that ran last; only a whole block makes a
 *       process warm. (d) AOT caches of the engine and of each artifact in use, made in the background. (e) Redline was not
 *       taken.</td></tr>
 *   <tr><td>JV-4</td><td>A limit that a cold run reached is no verdict at once: it may take {@code
 *       cold-factor} limits (6; the slowest cold run measured took 3.7 times its warm time). If it
 *       ends late, the process is warm and a second run there decides; if not, it is a hard
 *       time-out, because a guest that never ends is never warm and would be undecided for ever. A
 *       backstop that is reached first tells an overloaded machine and is never a verdict.
 *       {@code abstain-when-cold = false} follows the reference.</td></tr>
 *   <tr><td>JV-5</td><td>Same clock, no special policy in backing.</td></tr>
 *   <tr><td>JV-15</td><td>A confirming run takes a process of its own under the other JIT, which
 *       ends with it.</td></tr>
 *   <tr><td>JV-18</td><td>Heap exhaustion ends a worker with exit code 3, which blames nobody. Heaps
 *       are bounded; memory is not reserved at the start.</td></tr>
 *   <tr><td>JV-19</td><td>A deterministic estimate, in pre-checking only, where the reference
 *       counts in every preparation: there a limit could only turn an approved code into one that
 *       cannot be prepared. The heap of the process is the hard bound. See {@code
 *       dev.vouch.pvf.worker.Preparation}.</td></tr>
 *   <tr><td>JV-20</td><td>The limit covers the CPU time of the whole prepare process after its
 *       start; warm-ups are outside of all limits but have one of their own.</td></tr>
 *   <tr><td>JV-21</td><td>Environment and digest are in the artifact's name, and the digest is
 *       checked by the host and again by the worker. Deviation: artifacts survive a restart when
 *       everything in the name is equal, because the digest protects as well then as within a
 *       run.</td></tr>
 *   <tr><td>JV-22</td><td>As recommended; a worker is not believed a time-out or its own death,
 *       which only the host can see.</td></tr>
 *   <tr><td>JV-23</td><td>As recommended: the process is killed.</td></tr>
 *   <tr><td>JV-24</td><td>Parent-death signal, set by the worker; workers are started from one
 *       thread that lasts, since the signal follows the thread. The end of the connection is the
 *       second string. A worker starts no process, so no group is needed.</td></tr>
 *   <tr><td>JV-25</td><td>CPU time is read while the job runs; a worker that died is blamed by its
 *       exit code, never by its CPU time, and by its cgroup's count of kills where it has one. That
 *       group is for bounds alone (see {@code dev.vouch.pvf.cgroup}): the clock that decides must be
 *       the same where there is none.</td></tr>
 *   <tr><td>JV-28</td><td>Empty environment, no exception for a log setting; checked in the
 *       worker and told in its hello.</td></tr>
 *   <tr><td>JV-29</td><td>10 s, a setting of the supervisor; a process that ends at once is noticed
 *       at once.</td></tr>
 *   <tr><td>JV-30</td><td>The worker's jars are carried by the host and verified by digest when they
 *       are unpacked, and workers run on the host's JDK, so versions cannot differ within a host;
 *       they are part of the names of artifacts and of the AOT cache. A node that is upgraded in
 *       place keeps its unpacked jars, which are named by content, instead of being told to
 *       stop.</td></tr>
 *   <tr><td>JV-31</td><td>Own framing with 4 bytes of length and typed frames; caps as recommended,
 *       checked before anything is allocated.</td></tr>
 *   <tr><td>JV-32</td><td>Virtual threads for all that blocks; one thread for the machine; one
 *       bound on what waits ({@code PvfLimits.maxWaiting}) instead of three inboxes.</td></tr>
 *   <tr><td>JV-33</td><td>Monotonic for durations, wall clock for cooldowns and pruning.</td></tr>
 *   <tr><td>JV-39</td><td>Identity is code hash and preparation hash (stack limit, bulk memory);
 *       memory and host functions are applied to each instance.</td></tr>
 * </table>
 */
@NullMarked
package dev.vouch.pvf.host;

import org.jspecify.annotations.NullMarked;
