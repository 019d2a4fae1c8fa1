package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Both products of the field beside integers, with limbs up to their bound. */
class FieldProductTest {
  private static final long SEED = 0xf1e1d;
  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final long LARGEST = (1L << 54) - 1;

  @Test
  void bothProductsAreThoseOfTheIntegers() {
    Random random = new Random(SEED);
    for (int round = 0; round < 20_000; round++) {
      FieldElement a = element(random);
      FieldElement b = element(random);
      BigInteger product = value(a).multiply(value(b)).mod(P);
      BigInteger square = value(a).pow(2).mod(P);
      String at = "seed " + SEED + ", round " + round;
      FieldElement out = new FieldElement();
      WideProduct.mul(out, a, b);
      expect(at, out, product);
      NarrowProduct.mul(out, a, b);
      expect(at, out, product);
      WideProduct.square(out, a);
      expect(at, out, square);
      NarrowProduct.square(out, a);
      expect(at, out, square);
    }
  }

  private static void expect(String at, FieldElement out, BigInteger expected) {
    assertThat(value(out).mod(P)).as(at).isEqualTo(expected);
    assertThat(LongStream.of(out.l0, out.l1, out.l2, out.l3, out.l4))
        .as(at)
        .allMatch(limb -> limb >= 0 && limb < (1L << 51) + (1L << 18));
  }

  private static BigInteger value(FieldElement a) {
    BigInteger sum = BigInteger.ZERO;
    long[] limbs = {a.l0, a.l1, a.l2, a.l3, a.l4};
    for (int i = 0; i < limbs.length; i++) {
      sum = sum.add(BigInteger.valueOf(limbs[i]).shiftLeft(51 * i));
    }
    return sum;
  }

  private static FieldElement element(Random random) {
    return new FieldElement(limb(random), limb(random), limb(random), limb(random), limb(random));
  }

  private static long limb(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> LARGEST;
      case 1 -> random.nextInt(3);
      default -> random.nextLong() & LARGEST;
    };
  }
}
