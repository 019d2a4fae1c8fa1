package dev.vouch.ecc;

import java.math.BigInteger;

/**
 * Arithmetic of one field; elements are immutable and belong to the field that made them.
 *
 * @param <E> an element
 */
interface Field<E> {
  E zero();

  E one();

  E add(E a, E b);

  E subtract(E a, E b);

  E multiply(E a, E b);

  /** The multiplicative inverse of an element that is not zero. */
  E invert(E a);

  boolean isZero(E a);

  default E square(E a) {
    return multiply(a, a);
  }

  default E twice(E a) {
    return add(a, a);
  }

  default E negate(E a) {
    return subtract(zero(), a);
  }

  /** {@code a} to a power that is not negative. */
  default E power(E a, BigInteger exponent) {
    E result = one();
    for (int i = exponent.bitLength() - 1; i >= 0; i--) {
      result = square(result);
      if (exponent.testBit(i)) {
        result = multiply(result, a);
      }
    }
    return result;
  }
}
