package dev.vouch.ecc;

/**
 * A point by its coordinates, as it was given: nothing says that it is on its curve.
 *
 * @param x first coordinate
 * @param y second coordinate
 * @param infinity whether it is the identity, whatever the coordinates
 */
record AffinePoint<E>(E x, E y, boolean infinity) {}
