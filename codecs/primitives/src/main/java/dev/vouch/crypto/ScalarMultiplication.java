package dev.vouch.crypto;

import java.util.Arrays;

/** Multiples of points: in constant time for secrets, in variable time for verification. */
final class ScalarMultiplication {
  /**
   * Odd multiples of the base point for digits of 8 bits: more gain nothing that the cache does not
   * take back.
   */
  private static final int BASE_WINDOW = 8;

  private static final int POINT_WINDOW = 5;

  /** Digits of a scalar of 32 bytes. */
  private static final int DIGITS = 256;

  private ScalarMultiplication() {}

  /** Odd multiples B, 3B, ... 127B, affine. Built when the first signature is verified. */
  private static final class BaseOdd {
    static final CachedPoint[] TABLE = affine(oddMultiples(EdwardsPoint.base(), BASE_WINDOW));
  }

  /** The same of 2^127 B. */
  private static final class HalfBaseOdd {
    static final CachedPoint[] TABLE = table();

    private static CachedPoint[] table() {
      PointArithmetic group = new PointArithmetic();
      EdwardsPoint p = EdwardsPoint.base();
      for (int i = 0; i < HalfSize.BITS; i++) {
        group.twice(p, true);
      }
      return affine(oddMultiples(p, BASE_WINDOW));
    }
  }

  /** Row i: 1..8 times 256^i B, affine. Built when the first secret is used. */
  private static final class BaseRows {
    static final CachedPoint[][] TABLE = rows();

    private static CachedPoint[][] rows() {
      PointArithmetic group = new PointArithmetic();
      CachedPoint[][] table = new CachedPoint[32][];
      EdwardsPoint row = EdwardsPoint.base();
      for (int i = 0; i < 32; i++) {
        EdwardsPoint[] multiples = new EdwardsPoint[8];
        CachedPoint step = new CachedPoint().set(row);
        EdwardsPoint p = new EdwardsPoint();
        for (int j = 0; j < 8; j++) {
          group.add(p, step, true);
          multiples[j] = new EdwardsPoint().set(p);
        }
        table[i] = affine(multiples);
        for (int j = 0; j < 8; j++) {
          group.twice(row, true);
        }
      }
      return table;
    }
  }

  /** s B for a secret s below 2^255, in constant time: no branch and no address depends on s. */
  static EdwardsPoint base(byte[] s) {
    byte[] digits = signedRadix16(s);
    PointArithmetic group = new PointArithmetic();
    CachedPoint chosen = new CachedPoint();
    FieldElement scratch = new FieldElement();
    EdwardsPoint p = new EdwardsPoint();
    for (int i = 1; i < 64; i += 2) {
      select(chosen, BaseRows.TABLE[i / 2], digits[i], scratch);
      group.addAffine(p, chosen, true);
    }
    for (int i = 0; i < 4; i++) {
      group.twice(p, true);
    }
    for (int i = 0; i < 64; i += 2) {
      select(chosen, BaseRows.TABLE[i / 2], digits[i], scratch);
      group.addAffine(p, chosen, true);
    }
    Arrays.fill(digits, (byte) 0);
    return p;
  }

  /**
   * s B - k A - R times a number that is prime to the group order, in variable time: for public
   * values only. Zero exactly if s B - k A - R is, but for points of small order, of which the
   * caller must take care. Changes the points.
   */
  static EdwardsPoint difference(byte[] s, byte[] k, EdwardsPoint a, EdwardsPoint r) {
    HalfSize half = new HalfSize(k);
    byte[] v = half.v();
    byte[] w = Scalars.mulAdd(v, s, new byte[32]);
    byte[] wHigh = shiftRight(w, HalfSize.BITS);
    clearFrom(w, HalfSize.BITS);
    // v s B - u A - v R; with a negative v all signs but u's change.
    r.negate();
    if (!half.negative()) {
      a.negate();
    }
    return sum(
        new byte[][] {
          nonAdjacentForm(w, BASE_WINDOW),
          nonAdjacentForm(wHigh, BASE_WINDOW),
          nonAdjacentForm(half.u(), POINT_WINDOW),
          nonAdjacentForm(v, POINT_WINDOW)
        },
        new CachedPoint[][] {
          BaseOdd.TABLE,
          HalfBaseOdd.TABLE,
          fillOddMultiples(newTable(), a),
          fillOddMultiples(newTable(), r)
        },
        2,
        HalfSize.BITS + 1);
  }

  /** Room for the tables of so many points. */
  static CachedPoint[][] newTables(int points) {
    CachedPoint[][] tables = new CachedPoint[points][];
    for (int i = 0; i < points; i++) {
      tables[i] = newTable();
    }
    return tables;
  }

  /**
   * s B and the sum of all scalars times their points, in variable time: for public values only.
   * The room is for as many points at least; used again and again, it stays in the cache.
   */
  static EdwardsPoint sum(byte[] s, byte[][] scalars, EdwardsPoint[] points, CachedPoint[][] room) {
    CachedPoint[][] tables = new CachedPoint[points.length + 1][];
    byte[][] digits = new byte[points.length + 1][];
    tables[0] = BaseOdd.TABLE;
    digits[0] = nonAdjacentForm(s, BASE_WINDOW);
    for (int j = 0; j < points.length; j++) {
      tables[j + 1] = fillOddMultiples(room[j], points[j]);
      digits[j + 1] = nonAdjacentForm(scalars[j], POINT_WINDOW);
    }
    return sum(digits, tables, 1, DIGITS);
  }

  /** The first {@code affine} tables have Z = 1. */
  private static EdwardsPoint sum(byte[][] digits, CachedPoint[][] tables, int affine, int length) {
    PointArithmetic group = new PointArithmetic();
    EdwardsPoint p = new EdwardsPoint();
    boolean started = false;
    for (int i = length - 1; i >= 0; i--) {
      int additions = 0;
      for (byte[] d : digits) {
        additions += d[i] == 0 ? 0 : 1;
      }
      started |= additions > 0;
      if (!started) {
        continue;
      }
      // T costs a multiplication and is of use only to an addition that follows, and in the result.
      group.twice(p, additions > 0 || i == 0);
      for (int j = 0; additions > 0; j++) {
        int u = digits[j][i];
        if (u != 0) {
          additions--;
          addDigit(group, p, u, tables[j], j < affine, additions > 0 || i == 0);
        }
      }
    }
    return p;
  }

  private static void addDigit(
      PointArithmetic group,
      EdwardsPoint p,
      int digit,
      CachedPoint[] table,
      boolean affine,
      boolean withT) {
    if (affine) {
      if (digit > 0) {
        group.addAffine(p, table[digit >> 1], withT);
      } else {
        group.subtractAffine(p, table[-digit >> 1], withT);
      }
    } else if (digit > 0) {
      group.add(p, table[digit >> 1], withT);
    } else {
      group.subtract(p, table[-digit >> 1], withT);
    }
  }

  private static CachedPoint[] newTable() {
    CachedPoint[] table = new CachedPoint[1 << (POINT_WINDOW - 2)];
    for (int i = 0; i < table.length; i++) {
      table[i] = new CachedPoint();
    }
    return table;
  }

  /** P, 3P, ... 15P. */
  private static CachedPoint[] fillOddMultiples(CachedPoint[] table, EdwardsPoint p) {
    PointArithmetic group = new PointArithmetic();
    EdwardsPoint q = new EdwardsPoint().set(p);
    group.twice(q, true);
    CachedPoint step = new CachedPoint().set(q);
    q.set(p);
    table[0].set(q);
    for (int i = 1; i < table.length; i++) {
      group.add(q, step, true);
      table[i].set(q);
    }
    return table;
  }

  /** Without the lowest bits. */
  private static byte[] shiftRight(byte[] s, int bits) {
    byte[] out = new byte[32];
    for (int i = 0; i < 32; i++) {
      out[i] = (byte) bitsAt(s, 8 * i + bits, 8);
    }
    return out;
  }

  private static void clearFrom(byte[] s, int bit) {
    s[bit >> 3] &= (byte) ((1 << (bit & 7)) - 1);
    Arrays.fill(s, (bit >> 3) + 1, 32, (byte) 0);
  }

  private static void select(CachedPoint out, CachedPoint[] row, int digit, FieldElement scratch) {
    int negative = digit >>> 31;
    int magnitude = (digit ^ -negative) + negative;
    out.yPlusX.set(1);
    out.yMinusX.set(1);
    out.t2d.set(0);
    for (int j = 0; j < 8; j++) {
      int same = ((magnitude ^ (j + 1)) - 1) >>> 31;
      out.setIf(row[j], same);
    }
    out.negateIf(negative, scratch);
  }

  /** 64 digits from -8 to 8 of base 16. */
  private static byte[] signedRadix16(byte[] s) {
    byte[] digits = new byte[64];
    for (int i = 0; i < 32; i++) {
      digits[2 * i] = (byte) (s[i] & 15);
      digits[2 * i + 1] = (byte) ((s[i] >>> 4) & 15);
    }
    int carry = 0;
    for (int i = 0; i < 63; i++) {
      int d = digits[i] + carry;
      carry = (d + 8) >> 4;
      digits[i] = (byte) (d - (carry << 4));
    }
    digits[63] += (byte) carry;
    return digits;
  }

  /**
   * 256 digits: zero, or odd with magnitude below 2^(width - 1); of the next width - 1 after such a
   * digit all are zero.
   */
  private static byte[] nonAdjacentForm(byte[] s, int width) {
    byte[] naf = new byte[DIGITS];
    int carry = 0;
    int window = 1 << width;
    for (int i = 0; i < DIGITS; ) {
      int bits = carry + bitsAt(s, i, width);
      if ((bits & 1) == 0) {
        // Either bit and carry are both 0, or both 1 and the carry stays.
        i++;
        continue;
      }
      if (bits < window / 2) {
        carry = 0;
        naf[i] = (byte) bits;
      } else {
        carry = 1;
        naf[i] = (byte) (bits - window);
      }
      i += width;
    }
    return naf;
  }

  private static int bitsAt(byte[] s, int position, int width) {
    int v = 0;
    for (int i = 0; i < 3 && (position >> 3) + i < 32; i++) {
      v |= (s[(position >> 3) + i] & 0xff) << (8 * i);
    }
    return (v >>> (position & 7)) & ((1 << width) - 1);
  }

  private static EdwardsPoint[] oddMultiples(EdwardsPoint p, int width) {
    PointArithmetic group = new PointArithmetic();
    EdwardsPoint[] odd = new EdwardsPoint[1 << (width - 2)];
    EdwardsPoint twice = new EdwardsPoint().set(p);
    group.twice(twice, true);
    CachedPoint step = new CachedPoint().set(twice);
    odd[0] = new EdwardsPoint().set(p);
    for (int i = 1; i < odd.length; i++) {
      odd[i] = new EdwardsPoint().set(odd[i - 1]);
      group.add(odd[i], step, true);
    }
    return odd;
  }

  /** Divides all by their Z with one inversion. */
  private static CachedPoint[] affine(EdwardsPoint[] points) {
    int n = points.length;
    FieldElement[] prefix = new FieldElement[n + 1];
    prefix[0] = new FieldElement().set(1);
    for (int i = 0; i < n; i++) {
      prefix[i + 1] = new FieldElement().mul(prefix[i], points[i].z);
    }
    FieldElement inverse = Roots.invert(prefix[n]);
    CachedPoint[] out = new CachedPoint[n];
    FieldElement zInverse = new FieldElement();
    for (int i = n - 1; i >= 0; i--) {
      zInverse.mul(inverse, prefix[i]);
      inverse.mul(inverse, points[i].z);
      out[i] = new CachedPoint();
      out[i].scale(points[i], zInverse);
    }
    return out;
  }
}
