package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Scalars of half size beside integers, and the check that uses them beside the plain one. */
class HalfSizeTest {
  private static final long SEED = 0x4a1f;
  private static final BigInteger L =
      BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final BigInteger BOUND = BigInteger.ONE.shiftLeft(HalfSize.BITS);

  @Test
  void theTwoHaveHalfTheSizeAndTheRatioOfTheOne() {
    Random random = new Random(SEED);
    List<BigInteger> all = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      all.add(new BigInteger(1 + random.nextInt(252), random));
    }
    // Fractions of small numbers, and neighbours of powers of two: long quotients.
    for (int i = 0; i < 500; i++) {
      BigInteger divisor = new BigInteger(1 + random.nextInt(120), random).add(BigInteger.ONE);
      BigInteger dividend = new BigInteger(1 + random.nextInt(120), random);
      all.add(dividend.multiply(divisor.modInverse(L)).mod(L));
      all.add(dividend.negate().multiply(divisor.modInverse(L)).mod(L));
      all.add(L.divide(divisor));
    }
    for (int bit = 0; bit < 252; bit++) {
      BigInteger power = BigInteger.ONE.shiftLeft(bit);
      all.addAll(List.of(power.subtract(BigInteger.ONE), power, power.add(BigInteger.ONE)));
      all.add(L.subtract(power));
    }
    for (BigInteger k : all) {
      HalfSize half = new HalfSize(bytes(k));
      BigInteger u = integer(half.u());
      BigInteger v = integer(half.v());
      String at = "seed " + SEED + ", k = " + k.toString(16);
      assertThat(u).as(at).isLessThan(BOUND);
      assertThat(v).as(at).isPositive().isLessThan(BOUND);
      BigInteger signed = half.negative() ? v.negate() : v;
      assertThat(signed.multiply(k).subtract(u).mod(L)).as(at).isZero();
    }
  }

  @Test
  void theDifferenceIsNeutralExactlyWhereThePlainSumIsTheOtherPoint() {
    Random random = new Random(SEED);
    for (int round = 0; round < 300; round++) {
      byte[] s = bytes(new BigInteger(252, random));
      byte[] k = bytes(new BigInteger(252, random));
      byte[] a = Ristretto.encode(ScalarMultiplication.base(bytes(new BigInteger(252, random))));
      byte[] expected =
          Ristretto.encode(
              ScalarMultiplication.sum(
                  s,
                  new byte[][] {Scalars.negate(k)},
                  new EdwardsPoint[] {decode(a)},
                  ScalarMultiplication.newTables(1)));
      String at = "seed " + SEED + ", round " + round;
      assertThat(neutral(s, k, a, expected)).as(at).isTrue();
      byte[] other = s.clone();
      other[random.nextInt(31)] ^= (byte) (1 << random.nextInt(8));
      assertThat(neutral(other, k, a, expected)).as(at).isFalse();
      other = k.clone();
      other[random.nextInt(31)] ^= (byte) (1 << random.nextInt(8));
      assertThat(neutral(s, other, a, expected)).as(at).isFalse();
      assertThat(neutral(s, k, expected, a)).as(at).isFalse();
    }
  }

  private static boolean neutral(byte[] s, byte[] k, byte[] a, byte[] r) {
    return Ristretto.neutral(ScalarMultiplication.difference(s, k, decode(a), decode(r)));
  }

  private static EdwardsPoint decode(byte[] encoded) {
    EdwardsPoint p = new EdwardsPoint();
    assertThat(Ristretto.decode(p, encoded)).isTrue();
    return p;
  }

  private static BigInteger integer(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  private static byte[] bytes(BigInteger v) {
    byte[] bigEndian = v.toByteArray();
    byte[] out = new byte[32];
    for (int i = 0; i < Math.min(32, bigEndian.length); i++) {
      out[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return Arrays.copyOf(out, 32);
  }
}
