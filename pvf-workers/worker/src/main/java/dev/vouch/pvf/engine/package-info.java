/**
 * The Wasm engine behind one small interface: {@link dev.vouch.pvf.engine.Preparer} turns a module
 * into an artifact, {@link dev.vouch.pvf.engine.Engine} loads the artifact and runs {@code
 * validate_block} in a fresh instance per call (validation 3.1 to 3.8). Pure computation: no files
 * but the artifact, no clock, no threads.
 */
@org.jspecify.annotations.NullMarked
package dev.vouch.pvf.engine;
