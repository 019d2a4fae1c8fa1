package dev.vouch.ecc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Multiples and sums of multiples in any {@link Group}; scalars are not negative. */
final class ScalarMultiplication {
  private static final int SMALL = 32;

  private ScalarMultiplication() {}

  /** Doubles and adds from the highest bit. */
  static <A, P> P multiple(Group<A, P> group, A base, BigInteger scalar) {
    P result = group.identity();
    for (int i = scalar.bitLength() - 1; i >= 0; i--) {
      result = group.twice(result);
      if (scalar.testBit(i)) {
        result = group.addAffine(result, base);
      }
    }
    return result;
  }

  /** The sum of the multiples of as many bases as scalars, by buckets (Pippenger). */
  static <A, P> P sum(Group<A, P> group, List<A> bases, List<BigInteger> scalars) {
    int window = window(bases.size());
    int bits = scalars.stream().mapToInt(BigInteger::bitLength).max().orElse(0);
    P result = group.identity();
    for (int at = (bits - 1) / window * window; at >= 0 && bits > 0; at -= window) {
      for (int i = 0; i < window; i++) {
        result = group.twice(result);
      }
      result = group.add(result, buckets(group, bases, scalars, at, window));
    }
    return result;
  }

  private static <A, P> P buckets(
      Group<A, P> group, List<A> bases, List<BigInteger> scalars, int at, int window) {
    List<P> buckets = new ArrayList<>(Collections.nCopies(1 << window, group.identity()));
    BigInteger mask = BigInteger.valueOf((1L << window) - 1);
    for (int i = 0; i < bases.size(); i++) {
      int digit = scalars.get(i).shiftRight(at).and(mask).intValue();
      if (digit != 0) {
        buckets.set(digit, group.addAffine(buckets.get(digit), bases.get(i)));
      }
    }
    P running = group.identity();
    P sum = group.identity();
    for (int digit = buckets.size() - 1; digit > 0; digit--) {
      running = group.add(running, buckets.get(digit));
      sum = group.add(sum, running);
    }
    return sum;
  }

  private static int window(int bases) {
    return bases < SMALL ? 3 : Math.max(3, (31 - Integer.numberOfLeadingZeros(bases)) * 7 / 10);
  }
}
