/**
 * Our own view of a Wasm module: the gate that decides which modules are accepted (validation 3.2),
 * the stack limiter's costs and instrumentation (3.3), and the writer of the module that the engine
 * sees. Two passes from module to module follow: large functions become several (a JVM method ends
 * at 64 KiB), and modules for the engine's interpreter get checked stores and products of 32 bits.
 * Nothing here knows the engine but for the limits and defects that these passes name.
 *
 * <p>What the specification recommends for a JVM (validation 8), and what is done:
 *
 * <table>
 * <caption>Decisions</caption>
 * <tr><td>JV-7</td><td>The module is rewritten as the reference rewrites it, so that costs and trap
 * points need no argument; the counter is a global like any other and
 * lives in a field.</td></tr>
 * <tr><td>JV-8</td><td>As recommended: the own gate reads each byte before the engine does, and is
 * compared with the reference by vectors and by damaged modules.</td></tr>
 * <tr><td>JV-9</td><td>As recommended: functions that pass 64 KiB of bytecode are split; where one
 * cannot be, it is interpreted, counted and told at preparation.</td></tr>
 * </table>
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.pvf.wasm;
