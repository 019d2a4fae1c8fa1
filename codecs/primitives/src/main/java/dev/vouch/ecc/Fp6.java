package dev.vouch.ecc;

/** {@code c0 + c1 v + c2 v^2}, where {@code v^3 = 1 + u}. */
record Fp6(Fp2 c0, Fp2 c1, Fp2 c2) {}
