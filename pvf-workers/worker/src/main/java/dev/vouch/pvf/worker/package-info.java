/**
 * The process that prepares or runs PVFs: {@link dev.vouch.pvf.worker.Main}. It connects to its
 * slot's socket, gives up what it does not need ({@link dev.vouch.pvf.sandbox}), says hello and
 * does what the frames ({@link dev.vouch.frames}) tell it. A process either prepares one module and
 * ends, or loads one artifact and runs it as often as it is told, each time in a fresh instance on
 * a fresh thread.
 *
 * <p>What its exit codes tell: 0 the host closed the connection or said so; 2 wrong arguments; 3 a
 * failure of ours (an exhausted heap, no thread, an engine or a compiler that cannot be trusted),
 * which says nothing about a candidate; 4 the host broke the protocol.
 *
 * <p>What the specification recommends for a JVM (validation 8), and what is done:
 *
 * <table>
 * <caption>Decisions</caption>
 * <tr><td>JV-36</td><td>As recommended: streams are read up to the limit, windows up to 2^27, checksums
 * are verified, and what is left over is an error.</td></tr>
 * <tr><td>JV-37</td><td>As recommended: counts are checked against the bytes that are there before
 * anything is allocated; done here, and again by the host, which does not believe the worker.</td></tr>
 * <tr><td>JV-38</td><td>The serial collector; the heap is bounded and not fixed, because few guests need
 * what the largest may have.</td></tr>
 * <tr><td>JV-40</td><td>As recommended: encoding, language, country and time zone are fixed, and
 * preparing twice gives equal bytes.</td></tr>
 * </table>
 *
 * <p>Where each executor parameter (validation 2.3) is honoured:
 *
 * <table>
 * <caption>Executor parameters</caption>
 * <tr><td>{@code MaxMemoryPages}</td><td>the linear memory of each execution; tests E5 to E8, P56 (up to
 * 8192)</td></tr>
 * <tr><td>{@code StackLogicalMax}</td><td>the stack limiter of the artifact; S rows, I15, P54, vectors</td></tr>
 * <tr><td>{@code StackNativeMax}</td><td>the stack of the guest's thread, never less than the default
 * and at most 1 GiB; not more is needed by any counted stack</td></tr>
 * <tr><td>{@code PrecheckingMaxMemory}</td><td>by the host and this process when it prepares; I9</td></tr>
 * <tr><td>{@code PvfPrepTimeout}</td><td>by candidate validation, which tells the host; V20, I1</td></tr>
 * <tr><td>{@code PvfExecTimeout}</td><td>by candidate validation, which tells the host; V33, I3</td></tr>
 * <tr><td>{@code WasmExtBulkMemory}</td><td>the artifact's name only (WX-5); P43, fixture {@code
 * bulk_memory}</td></tr>
 * <tr><td>{@code EnabledHostFunction}</td><td>the host functions of an execution; P57</td></tr>
 * </table>
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.pvf.worker;
