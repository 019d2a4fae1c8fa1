package dev.vouch.ecc;

/** {@code (x / z, y / z)} with {@code t = x y / z}, for twisted Edwards curves. */
record ExtendedPoint(Residue x, Residue y, Residue t, Residue z) {}
