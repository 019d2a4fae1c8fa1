/**
 * Passes over the JVM classes that the Wasm compiler generates, from class bytes to class bytes.
 * Generated code never runs as the compiler emits it, because HotSpot's C2 miscompiles a pair of a
 * signed and an unsigned comparison of equal operands (JDK-8385157): {@link
 * dev.vouch.pvf.rewrite.UnsignedComparisons} and {@link dev.vouch.pvf.rewrite.DispatchSlots} are
 * always on. The other passes are for speed; each is one {@link dev.vouch.frames.Lever} and can be
 * off. {@link dev.vouch.pvf.rewrite.ClassRewriter} puts them in order.
 *
 * <p>Tests: each pass alone on small methods; that each switch changes the classes of an artifact;
 * the reference's vectors and random modules, compared with the interpreter, with each lever off
 * alone and with none; the same in processes with a worker's options under C1 and C2 until the code
 * is compiled ({@code -Dtest=DifferentialFuzzTest -Dvouch.fuzz.hot.seconds=600}).
 *
 * <p>What the specification recommends for a JVM (validation 8), and what is done:
 *
 * <table>
 * <caption>Decisions</caption>
 * <tr><td>JV-11</td><td>As recommended, but in Wasm and for both engines alike: each instruction of
 * WX-20 is followed by a choice of the canonical NaN; bits travel by raw conversions.</td></tr>
 * <tr><td>JV-12</td><td>As recommended: {@code f32.copysign} is done on bits.</td></tr>
 * <tr><td>JV-13</td><td>As recommended: promotion and demotion are made canonical.</td></tr>
 * <tr><td>JV-14</td><td>The build of the JVM is the host's and part of an artifact's identity, not
 * one pinned build: known-bad shapes are rewritten, and each process with C2 first makes C2 compile
 * them ({@link dev.vouch.pvf.rewrite.JitSelfTest}). Engines are compared by fuzzing.</td></tr>
 * </table>
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.pvf.rewrite;
