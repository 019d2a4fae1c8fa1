package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Field, scalars and group against plain big integers, and the literals of wire 5.1 to 5.3. */
class CurveLiteralsTest {
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final long SEED = 0xc25519;

  private static final List<String> MULTIPLES =
      List.of(
          "0000000000000000000000000000000000000000000000000000000000000000",
          "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
          "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919",
          "94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259",
          "da80862773358b466ffadfe0b3293ab3d9fd53c5ea6c955358f568322daf6a57",
          "e882b131016b52c1d3337080187cf768423efccbb517bb495ab812c4160ff44e");

  @Test
  void theConstantsAreThoseOfTheCurve() {
    assertThat(hex(encoded(Roots.D)))
        .isEqualTo("a3785913ca4deb75abd841414d0a700098e879777940c78c73fe6f2bee6c0352");
    assertThat(hex(encoded(Roots.SQRT_M1)))
        .isEqualTo("b0a00e4a271beec478e42fad0618432fa7d7fb3d99004d2b0bdfc14f8024832b");
    FieldElement twice = new FieldElement().add(Roots.D, Roots.D);
    assertThat(twice.sameAs(Roots.D2)).isEqualTo(1);
    assertThat(hex(encoded(Ristretto.INVSQRT_A_MINUS_D)))
        .isEqualTo("ea405d80aafdc899be72415a17162f9d40d801fe917bc216a2fcafcf05896c78");
  }

  @Test
  void fieldOperationsAreThoseOfIntegersModuloP() {
    Random random = new Random(SEED);
    for (int round = 0; round < 5000; round++) {
      FieldElement a = element(random);
      FieldElement b = element(random);
      BigInteger x = number(a);
      BigInteger y = number(b);
      String where = "seed " + SEED + ", round " + round;
      assertThat(number(new FieldElement().mul(a, b))).as(where).isEqualTo(x.multiply(y).mod(P));
      assertThat(number(new FieldElement().square(a))).as(where).isEqualTo(x.multiply(x).mod(P));
      assertThat(number(new FieldElement().add(a, b))).as(where).isEqualTo(x.add(y).mod(P));
      assertThat(number(new FieldElement().sub(a, b))).as(where).isEqualTo(x.subtract(y).mod(P));
      assertThat(number(new FieldElement().negate(a))).as(where).isEqualTo(x.negate().mod(P));
      if (round % 50 == 0) {
        assertThat(number(Roots.invert(a)))
            .as(where)
            .isEqualTo(x.signum() == 0 ? x : x.modInverse(P));
      }
    }
  }

  @Test
  void productsOfTheLargestLimbsDoNotOverflow() {
    long most = (1L << 54) - 1;
    FieldElement a = new FieldElement(most, most, most, most, most);
    BigInteger x = BigInteger.ZERO;
    for (int i = 0; i < 5; i++) {
      x = x.add(BigInteger.valueOf(most).shiftLeft(51 * i));
    }
    assertThat(number(new FieldElement().mul(a, a))).isEqualTo(x.multiply(x).mod(P));
    assertThat(number(new FieldElement().square(a))).isEqualTo(x.multiply(x).mod(P));
  }

  @Test
  void encodingsFromPUpwardsAreReadModuloP() {
    for (int above = 0; above < 19; above++) {
      byte[] in = littleEndian(P.add(BigInteger.valueOf(above)), 32);
      assertThat(number(new FieldElement().decode(in, 0))).isEqualTo(BigInteger.valueOf(above));
    }
  }

  @Test
  void scalarOperationsAreThoseOfIntegersModuloL() {
    Random random = new Random(SEED);
    for (int round = 0; round < 3000; round++) {
      byte[] wide = new byte[64];
      random.nextBytes(wide);
      if (round < 2) {
        Arrays.fill(wide, (byte) -round);
      }
      byte[] a = Arrays.copyOf(wide, 32);
      byte[] b = Arrays.copyOfRange(wide, 32, 64);
      byte[] c = new byte[32];
      random.nextBytes(c);
      String where = "seed " + SEED + ", round " + round;
      assertThat(number(Scalars.reduce(wide))).as(where).isEqualTo(number(wide).mod(L));
      assertThat(number(Scalars.mulAdd(a, b, c)))
          .as(where)
          .isEqualTo(number(a).multiply(number(b)).add(number(c)).mod(L));
      assertThat(number(Scalars.negate(a))).as(where).isEqualTo(number(a).negate().mod(L));
      assertThat(Scalars.canonical(a)).as(where).isEqualTo(number(a).compareTo(L) < 0);
    }
    for (int near = -2; near <= 2; near++) {
      byte[] s = littleEndian(L.add(BigInteger.valueOf(near)), 32);
      assertThat(Scalars.canonical(s)).as("L + %d", near).isEqualTo(near < 0);
      assertThat(number(Scalars.reduce(s))).isEqualTo(BigInteger.valueOf(near).mod(L));
    }
  }

  @Test
  void multiplesOfTheBasePointHaveTheirEncodings() {
    for (int i = 0; i < MULTIPLES.size(); i++) {
      byte[] s = littleEndian(BigInteger.valueOf(i), 32);
      assertThat(hex(Ristretto.encode(ScalarMultiplication.base(s)))).isEqualTo(MULTIPLES.get(i));
      assertThat(
              hex(
                  Ristretto.encode(
                      ScalarMultiplication.sum(
                          s, new byte[0][], new EdwardsPoint[0], new CachedPoint[0][]))))
          .isEqualTo(MULTIPLES.get(i));
    }
  }

  @Test
  void bothMultiplicationsAgreeOnRandomScalars() {
    Random random = new Random(SEED);
    for (int round = 0; round < 300; round++) {
      byte[] s = scalar(random);
      byte[] k = scalar(random);
      byte[] m = scalar(random);
      EdwardsPoint a = ScalarMultiplication.base(m);
      byte[] expected = Ristretto.encode(ScalarMultiplication.base(Scalars.mulAdd(k, m, s)));
      assertThat(
              Ristretto.encode(
                  ScalarMultiplication.sum(
                      s,
                      new byte[][] {k},
                      new EdwardsPoint[] {a},
                      ScalarMultiplication.newTables(1))))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20",
        "c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562",
        "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
        "bcab477be20861e01e4a0e295284146a510150d9817763caf1a6f4b422d67042"
      })
  void otherEncodingsAreRefused(String encoding) {
    assertThat(Ristretto.decode(new EdwardsPoint(), HexFormat.of().parseHex(encoding))).isFalse();
  }

  @Test
  void transcriptsGiveTheChallengesOfTheSources() {
    assertThat(
            hex(
                new Transcript("test protocol")
                    .append("some label", Transcript.ascii("some data"))
                    .challenge("challenge", 32)))
        .isEqualTo("d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615");
    long[] lanes = new long[25];
    KeccakPermutation.permute(lanes);
    assertThat(Long.reverseBytes(lanes[0])).isEqualTo(0xe7dde140798f25f1L);
    assertThat(Long.reverseBytes(lanes[1])).isEqualTo(0x8a47c033f9ccd584L);
  }

  private static FieldElement element(Random random) {
    byte[] in = new byte[32];
    random.nextBytes(in);
    if (random.nextInt(4) == 0) {
      Arrays.fill(in, 1, 31, (byte) -random.nextInt(2));
    }
    return new FieldElement().decode(in, 0);
  }

  private static byte[] scalar(Random random) {
    byte[] wide = new byte[64];
    random.nextBytes(wide);
    return Scalars.reduce(wide);
  }

  private static byte[] encoded(FieldElement a) {
    byte[] out = new byte[32];
    a.encode(out, 0);
    return out;
  }

  private static BigInteger number(FieldElement a) {
    return number(encoded(a));
  }

  private static BigInteger number(byte[] littleEndian) {
    byte[] big = new byte[littleEndian.length];
    for (int i = 0; i < big.length; i++) {
      big[i] = littleEndian[big.length - 1 - i];
    }
    return new BigInteger(1, big);
  }

  private static byte[] littleEndian(BigInteger n, int length) {
    byte[] big = n.toByteArray();
    byte[] out = new byte[length];
    for (int i = 0; i < Math.min(big.length, length); i++) {
      out[i] = big[big.length - 1 - i];
    }
    return out;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
