package dev.vouch.crypto;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Verification of many sr25519 signatures at once, with the verdicts of {@link Sr25519#verify} but
 * for a chance of 2^-120. A random combination of all equations is checked; its weights come from a
 * hash of everything, so that the result is a function of the input. R is decoded here, which
 * changes no verdict: an R that does not decode never matches.
 */
public final class Sr25519Batch {
  /**
   * Signatures combined in one equation. Each needs 4 KiB of tables; out of a core's nearest caches
   * they cost more than the doublings that a larger group shares.
   */
  private static final int GROUP = 16;

  private static final int WEIGHT_BYTES = 16;

  private Sr25519Batch() {}

  /** One signature to verify. */
  public record Item(PublicKey key, Bytes message, Signature signature) {}

  /** The position of the first signature that is not valid, or nothing if all are. */
  public static OptionalInt firstInvalid(List<Item> items) {
    CachedPoint[][] room = ScalarMultiplication.newTables(2 * Math.min(GROUP, items.size()));
    for (int start = 0; start < items.size(); start += GROUP) {
      List<Item> group = items.subList(start, Math.min(start + GROUP, items.size()));
      if (!allValid(group, room)) {
        for (int i = 0; i < group.size(); i++) {
          Item item = group.get(i);
          if (!Sr25519.verify(item.key(), item.message(), item.signature())) {
            return OptionalInt.of(start + i);
          }
        }
      }
    }
    return OptionalInt.empty();
  }

  /** A signature's equation: s B - k A - R = 0. */
  private static final class Equation {
    final byte[] s;
    final byte[] minusK;
    final EdwardsPoint a;
    final EdwardsPoint r;

    Equation(byte[] s, byte[] minusK, EdwardsPoint a, EdwardsPoint r) {
      this.s = s;
      this.minusK = minusK;
      this.a = a;
      this.r = r;
    }
  }

  private static boolean allValid(List<Item> items, CachedPoint[][] room) {
    List<Equation> equations = new ArrayList<>(items.size());
    List<byte[]> hashed = new ArrayList<>(2 * items.size());
    for (Item item : items) {
      byte[] key = item.key().toArray();
      byte[] signature = item.signature().toArray();
      byte[] s = Sr25519.scalarOf(signature);
      byte[] encodedR = Arrays.copyOf(signature, 32);
      EdwardsPoint a = new EdwardsPoint();
      EdwardsPoint r = new EdwardsPoint();
      if ((signature[63] & Sr25519.MARKER) == 0
          || !Scalars.canonical(s)
          || !Ristretto.decode(a, key)
          || !Ristretto.decode(r, encodedR)) {
        return false;
      }
      byte[] challenge =
          Sr25519.signing(key, item.message().toArray())
              .append("sign:R", encodedR)
              .challenge("sign:c", 64);
      // The challenge binds key, message and R.
      hashed.add(challenge);
      hashed.add(s);
      equations.add(new Equation(s, Scalars.negate(Scalars.reduce(challenge)), a, r));
    }
    byte[] seed = Hashes.blake2b256(hashed.toArray(byte[][]::new));
    return holds(equations, seed, room);
  }

  private static boolean holds(List<Equation> equations, byte[] seed, CachedPoint[][] room) {
    int n = equations.size();
    byte[][] scalars = new byte[2 * n][];
    EdwardsPoint[] points = new EdwardsPoint[2 * n];
    byte[] base = new byte[32];
    for (int i = 0; i < n; i++) {
      Equation equation = equations.get(i);
      byte[] weight = weight(seed, i);
      base = Scalars.mulAdd(weight, equation.s, base);
      scalars[2 * i] = Scalars.mulAdd(weight, equation.minusK, new byte[32]);
      points[2 * i] = equation.a;
      // The weight itself stays short, which halves the work for R; the sign goes to the point.
      scalars[2 * i + 1] = weight;
      points[2 * i + 1] = negated(equation.r);
    }
    return Ristretto.neutral(ScalarMultiplication.sum(base, scalars, points, room));
  }

  private static byte[] weight(byte[] seed, int i) {
    byte[] counter = {(byte) i, (byte) (i >>> 8)};
    return Arrays.copyOf(Arrays.copyOf(Hashes.blake2b256(seed, counter), WEIGHT_BYTES), 32);
  }

  private static EdwardsPoint negated(EdwardsPoint p) {
    EdwardsPoint out = new EdwardsPoint().set(p);
    out.negate();
    return out;
  }
}
