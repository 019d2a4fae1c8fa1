package dev.vouch.pvf.wasm;

/** A function that a module imports from {@code env}. */
public record ImportedFunction(String name, FunctionType type) {}
