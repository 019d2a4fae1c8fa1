package dev.vouch.ecc;

/** {@code c0 + c1 u}, where {@code u} is a square root of -1. */
record Fp2(Residue c0, Residue c1) {}
