package dev.vouch.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vouch.fuzz.CountingLoader;
import dev.vouch.primitives.Hash;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** How the work of the erasure code grows, counted in calls and turns of loops, not timed. */
class ErasureGrowthTest {
  private static final int BYTES = 256 * 1024;

  /**
   * The length of the code and of its batches go in steps, so the quotient wavers; were the work
   * quadratic, it would grow thirtyfold between the fewest and the most validators here.
   */
  private static final double MOST_TO_LEAST = 2.5;

  @Test
  void theWorkIsLinearInTheData() throws ReflectiveOperationException {
    Method steps = counted();
    for (int validators : new int[] {10, 100, 1000}) {
      long[] once = steps(steps, validators, BYTES);
      long[] fourTimes = steps(steps, validators, 4 * BYTES);
      for (int i = 0; i < 2; i++) {
        double ratio = (double) fourTimes[i] / once[i];
        System.out.printf(
            "%s, %d validators: 4 times the data, %.2f times the work%n",
            name(i), validators, ratio);
        assertThat(ratio).isCloseTo(4.0, within(0.3));
      }
    }
  }

  /**
   * For one block of 2k bytes, where n is the code's length: encoding is n / k transforms of k
   * positions, reconstruction two of n.
   */
  @Test
  void theWorkForABlockIsNLogNInTheValidators() throws ReflectiveOperationException {
    Method steps = counted();
    double[] least = {Double.MAX_VALUE, Double.MAX_VALUE};
    double[] most = {0, 0};
    for (int validators : new int[] {100, 200, 500, 1000, 2000, 5000}) {
      int n = Integer.highestOneBit(validators - 1) << 1;
      int k = Integer.highestOneBit((validators - 1) / 3 + 1);
      long[] work = steps(steps, validators, BYTES);
      for (int i = 0; i < 2; i++) {
        double ofABlock = work[i] / (BYTES / (2.0 * k));
        double each = ofABlock / (n * (Math.log(i == 0 ? k : n) / Math.log(2)));
        System.out.printf(
            "%s, %d validators: %.2f steps for each of n log n%n", name(i), validators, each);
        least[i] = Math.min(least[i], each);
        most[i] = Math.max(most[i], each);
      }
    }
    for (int i = 0; i < 2; i++) {
      assertThat(most[i] / least[i]).as(name(i)).isLessThan(MOST_TO_LEAST);
    }
  }

  private static String name(int i) {
    return i == 0 ? "encode" : "reconstruct";
  }

  private static Method counted() throws ReflectiveOperationException {
    return new CountingLoader(Hash.class)
        .loadClass(CountedErasure.class.getName())
        .getMethod("steps", int.class, int.class);
  }

  private static long[] steps(Method method, int validators, int bytes)
      throws ReflectiveOperationException {
    // Once to load the tables.
    method.invoke(null, validators, 10);
    return (long[]) method.invoke(null, validators, bytes);
  }
}
