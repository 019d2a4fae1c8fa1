/**
 * The Wasm engine behind one small interface: {@link dev.vouch.pvf.engine.Preparer} turns a module
 * into an artifact, {@link dev.vouch.pvf.engine.Engine} loads the artifact and runs {@code
 * validate_block} in a fresh instance per call (validation 3.1 to 3.8). Pure computation: no files
 * but the artifact, no clock, no threads.
 *
 * <p>What the specification recommends for a JVM (validation 8), and what is done:
 *
 * <table>
 * <caption>Decisions</caption>
 * <tr><td>JV-6</td><td>The counted stack ends first, since the guest's thread has 256 MiB of stack
 * or more. Should the native one end first all the same, there is no verdict, at once and not after
 * a retry: the depth that a JVM reaches is nobody's fault. Rows E1 and E2, which measure how deep
 * the reference's engine gets in one megabyte, have no counterpart; E4 has.</td></tr>
 * <tr><td>JV-10</td><td>As recommended: classes are split by the compiler, metaspace is bounded, and
 * a module of 50 000 functions is among the fixtures.</td></tr>
 * <tr><td>JV-15</td><td>As recommended, by the host: an <em>invalid</em> from running code is confirmed
 * in a fresh process under the other JIT; two that disagree decide nothing.</td></tr>
 * <tr><td>JV-16</td><td>An own memory, one array that grows up to the maximum of the execution, to
 * 32 767 pages. Parameters above that are not refused at the start of a session, but a guest that
 * really grows beyond gets no verdict, so that all others are judged.</td></tr>
 * <tr><td>JV-17</td><td>As recommended: one array, and each access is checked as a whole.</td></tr>
 * <tr><td>JV-22</td><td>The engine's own exceptions and failing host functions are the candidate's;
 * loading, imports and instantiation are {@code RuntimeConstruction}. Any other throwable is
 * <em>could not decide</em> and not {@code JobError}: a defect of ours must never become a vote
 * against. The same in preparation: a compiler that breaks on a valid module is {@code JobDied},
 * for which nobody votes, and not the deterministic {@code JobError}.</td></tr>
 * <tr><td>JV-23</td><td>As recommended: no interruption checks; the process is killed.</td></tr>
 * <tr><td>JV-34</td><td>As recommended: cryptography and tries are our own, in {@code
 * codecs/primitives}, checked against the reference's vectors.</td></tr>
 * <tr><td>JV-35</td><td>{@code max_level} is 0; what is logged is checked and discarded, and not
 * counted, since nobody could read the count.</td></tr>
 * </table>
 *
 * <p>Which compiler of HotSpot: C1 alone runs guests by default, C2 is the other opinion (JV-15). A
 * third way, C2 for our own classes and C1 for guests by compiler directives, was tried and is not
 * offered: warm blocks gained next to nothing once signatures were fast under C1, and the first
 * ones lost, because a guest's method is then compiled twice, first with counters.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.pvf.engine;
