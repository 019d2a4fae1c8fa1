package dev.vouch.ecc;

/** {@code (x / z^2, y / z^3)}; the identity where {@code z} is zero. */
record JacobianPoint<E>(E x, E y, E z) {}
