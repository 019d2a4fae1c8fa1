package dev.vouch.pvf.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SafeOpsTest {
  private static final long SEED = 20_261_121;
  private static final int[] INTS = {
    0,
    1,
    -1,
    2,
    -2,
    127,
    128,
    255,
    256,
    65_535,
    65_536,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1,
    Integer.MAX_VALUE - 1
  };
  private static final long[] LONGS = {
    0,
    1,
    -1,
    2,
    -2,
    0xffff_ffffL,
    0x1_0000_0000L,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    Long.MAX_VALUE - 1
  };

  @Test
  void edgeValuesCompareAsTheLibraryDoes() {
    for (int a : INTS) {
      for (int b : INTS) {
        ints(a, b);
      }
    }
    for (long a : LONGS) {
      for (long b : LONGS) {
        longs(a, b);
      }
    }
  }

  @Test
  void randomValuesCompareAsTheLibraryDoes() {
    Random random = new Random(SEED);
    for (int i = 0; i < 200_000; i++) {
      ints(random.nextInt(), random.nextInt());
      longs(random.nextLong(), random.nextLong());
    }
  }

  private static void ints(int a, int b) {
    int order = Integer.compareUnsigned(a, b);
    check(a + " and " + b, SafeOps.I32_LT_U(a, b), order < 0);
    check(a + " and " + b, SafeOps.I32_LE_U(a, b), order <= 0);
    check(a + " and " + b, SafeOps.I32_GT_U(a, b), order > 0);
    check(a + " and " + b, SafeOps.I32_GE_U(a, b), order >= 0);
  }

  private static void longs(long a, long b) {
    int order = Long.compareUnsigned(a, b);
    check(a + " and " + b, SafeOps.I64_LT_U(a, b), order < 0);
    check(a + " and " + b, SafeOps.I64_LE_U(a, b), order <= 0);
    check(a + " and " + b, SafeOps.I64_GT_U(a, b), order > 0);
    check(a + " and " + b, SafeOps.I64_GE_U(a, b), order >= 0);
  }

  private static void check(String what, int actual, boolean expected) {
    if (actual != (expected ? 1 : 0)) {
      assertThat(actual).as("%s (seed %d)", what, SEED).isEqualTo(expected ? 1 : 0);
    }
  }
}
