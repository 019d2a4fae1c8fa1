package dev.vouch.erasure;

/**
 * GF(2^16) with the polynomial x^16 + x^5 + x^3 + x^2 + 1 and symbols in Cantor's basis (wire 6.2).
 * Addition is XOR; multiplication goes through discrete logarithms, or for a whole row by one
 * factor through tables of that factor.
 */
final class BinaryField {
  /** The order of the multiplicative group. */
  static final int ORDER = 65_535;

  private static final int SIZE = 65_536;
  private static final int POLYNOMIAL = 0x1002d;
  private static final int[] CANTOR = {
    1, 44234, 15374, 5694, 50562, 60718, 37196, 16402, 27800, 4312, 27250, 47360, 64952, 64308,
    65336, 39198
  };

  /**
   * Shorter rows are multiplied by logarithms: building the factor's tables costs about 500
   * operations.
   */
  private static final int ROW_WORTH_TABLES = 256;

  private static final char[] LOG = new char[SIZE];
  private static final char[] EXP = new char[SIZE];

  static {
    char[] logOfPolynomial = new char[SIZE];
    int power = 1;
    for (int i = 0; i < ORDER; i++) {
      logOfPolynomial[power] = (char) i;
      power <<= 1;
      power ^= (power >>> 16) * POLYNOMIAL;
    }
    LOG[0] = ORDER;
    for (int c = 1; c < SIZE; c++) {
      int polynomial = 0;
      for (int bit = 0; bit < CANTOR.length; bit++) {
        polynomial ^= (c >>> bit & 1) * CANTOR[bit];
      }
      LOG[c] = logOfPolynomial[polynomial];
      EXP[LOG[c]] = (char) c;
    }
    EXP[ORDER] = EXP[0];
  }

  private BinaryField() {}

  /** The discrete logarithm of a symbol; 65535 for 0. */
  static int log(int symbol) {
    return LOG[symbol];
  }

  /** The symbol with this logarithm, 0..65535. */
  static int exp(int log) {
    return EXP[log];
  }

  /** symbol * g^log, for a log of 0..65535. */
  static int timesPower(int symbol, int log) {
    if (symbol == 0) {
      return 0;
    }
    int s = LOG[symbol] + log;
    return EXP[(s & 0xffff) + (s >>> 16)];
  }

  static int times(int a, int b) {
    return b == 0 ? 0 : timesPower(a, LOG[b]);
  }

  /** to ^= from * factor, symbol by symbol. */
  static void addProduct(char[] to, char[] from, int factor) {
    if (factor == 1) {
      add(to, from);
    } else if (to.length < ROW_WORTH_TABLES) {
      int log = LOG[factor];
      for (int i = 0; i < to.length; i++) {
        to[i] ^= (char) timesPower(from[i], log);
      }
    } else {
      char[] low = table(factor, 0);
      char[] high = table(factor, 8);
      for (int i = 0; i < to.length; i++) {
        int x = from[i];
        to[i] ^= (char) (low[x & 0xff] ^ high[x >>> 8]);
      }
    }
  }

  /** to ^= from. */
  static void add(char[] to, char[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] ^= from[i];
    }
  }

  /**
   * Products of the factor with the 256 symbols whose bits are at {@code shift} and above:
   * multiplication is linear.
   */
  private static char[] table(int factor, int shift) {
    char[] t = new char[256];
    for (int bit = 0; bit < 8; bit++) {
      int product = times(1 << (shift + bit), factor);
      for (int i = 0; i < 1 << bit; i++) {
        t[(1 << bit) + i] = (char) (t[i] ^ product);
      }
    }
    return t;
  }
}
