package dev.vouch.pvf.wasm;

/** A data segment. */
record Data(int memory, Span offset, Span bytes) {}
