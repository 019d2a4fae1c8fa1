package dev.vouch.pvf.wasm;

/** A defined global; {@code init} spans its initialiser, the final {@code end} included. */
record Global(char type, boolean mutable, Span init) {}
