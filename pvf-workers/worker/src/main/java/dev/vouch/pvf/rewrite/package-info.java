/**
 * Passes over the JVM classes that the Wasm compiler generates, from class bytes to class bytes.
 * Generated code never runs as the compiler emits it, because HotSpot's C2 miscompiles a pair of a
 * signed and an unsigned comparison of equal operands (JDK-8385157).
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.pvf.rewrite;
