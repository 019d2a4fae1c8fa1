package dev.vouch.ecc;

/** {@code c0 + c1 w}, where {@code w^2 = v}. */
record Fp12(Fp6 c0, Fp6 c1) {}
