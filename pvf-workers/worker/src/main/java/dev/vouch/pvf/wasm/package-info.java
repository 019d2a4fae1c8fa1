/**
 * Our own view of a Wasm module: the gate that decides which modules are accepted (validation 3.2),
 * the stack limiter's costs and instrumentation (3.3), and the writer of the module that the engine
 * sees. Nothing here knows the engine.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.pvf.wasm;
