package dev.vouch.pvf.wasm;

import java.util.List;

/** An element segment. */
record Element(int table, Span offset, List<Integer> functions) {}
