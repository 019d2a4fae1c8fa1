package dev.vouch.ecc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The optimal ate pairing of BLS12-381 in its two halves. The lines come from homogeneous
 * projective formulas for a curve with a twist of type M (Costello, Lange and Naehrig; Aranha and
 * others), whose scaling shows in the value before the final exponentiation.
 */
final class Pairing {
  /** The curve's parameter is minus this. */
  private static final BigInteger X = new BigInteger("d201000000010000", 16);

  /** What a line adds: its coefficients before they meet the point of G1. */
  private record Line(Fp2 constant, Fp2 timesX, Fp2 timesY) {}

  /** A point in G2 that runs through the loop. */
  private record Runner(Fp2 x, Fp2 y, Fp2 z) {}

  private record Step(Runner next, Line line) {}

  private final PrimeField base;
  private final Fp2Field fp2;
  private final Fp12Field target;
  private final Residue half;
  private final Fp2 twistB;

  Pairing(Fp2Field fp2, Fp12Field target) {
    this.base = fp2.base();
    this.fp2 = fp2;
    this.target = target;
    half = base.invert(base.of(2));
    twistB = fp2.timesNonResidue(new Fp2(base.of(4), base.zero()));
  }

  /** The product of the Miller loops of all pairs; a pair with an identity counts as one. */
  Fp12 millerLoop(List<AffinePoint<Residue>> g1, List<AffinePoint<Fp2>> g2) {
    List<AffinePoint<Residue>> ps = new ArrayList<>();
    List<AffinePoint<Fp2>> qs = new ArrayList<>();
    List<Runner> runners = new ArrayList<>();
    for (int i = 0; i < g1.size(); i++) {
      if (!g1.get(i).infinity() && !g2.get(i).infinity()) {
        ps.add(g1.get(i));
        qs.add(g2.get(i));
        runners.add(new Runner(g2.get(i).x(), g2.get(i).y(), fp2.one()));
      }
    }
    Fp12 value = target.one();
    for (int bit = X.bitLength() - 2; bit >= 0; bit--) {
      value = target.square(value);
      for (int i = 0; i < ps.size(); i++) {
        Step step = twice(runners.get(i));
        value = met(value, step.line(), ps.get(i));
        runners.set(i, step.next());
      }
      for (int i = 0; X.testBit(bit) && i < ps.size(); i++) {
        Step step = add(runners.get(i), qs.get(i));
        value = met(value, step.line(), ps.get(i));
        runners.set(i, step.next());
      }
    }
    return target.conjugate(value);
  }

  private Fp12 met(Fp12 value, Line line, AffinePoint<Residue> p) {
    return target.timesLine(
        value, line.constant(), fp2.scale(line.timesX(), p.x()), fp2.scale(line.timesY(), p.y()));
  }

  private Step twice(Runner r) {
    Fp2 a = fp2.scale(fp2.multiply(r.x(), r.y()), half);
    Fp2 b = fp2.square(r.y());
    Fp2 c = fp2.square(r.z());
    Fp2 e = fp2.multiply(twistB, fp2.add(fp2.twice(c), c));
    Fp2 f = fp2.add(fp2.twice(e), e);
    Fp2 g = fp2.scale(fp2.add(b, f), half);
    Fp2 h = fp2.subtract(fp2.square(fp2.add(r.y(), r.z())), fp2.add(b, c));
    Fp2 i = fp2.subtract(e, b);
    Fp2 j = fp2.square(r.x());
    Fp2 e2 = fp2.square(e);
    Runner next =
        new Runner(
            fp2.multiply(a, fp2.subtract(b, f)),
            fp2.subtract(fp2.square(g), fp2.add(fp2.twice(e2), e2)),
            fp2.multiply(b, h));
    return new Step(next, new Line(i, fp2.add(fp2.twice(j), j), fp2.negate(h)));
  }

  private Step add(Runner r, AffinePoint<Fp2> q) {
    Fp2 theta = fp2.subtract(r.y(), fp2.multiply(q.y(), r.z()));
    Fp2 lambda = fp2.subtract(r.x(), fp2.multiply(q.x(), r.z()));
    Fp2 d = fp2.square(lambda);
    Fp2 e = fp2.multiply(lambda, d);
    Fp2 f = fp2.multiply(r.z(), fp2.square(theta));
    Fp2 g = fp2.multiply(r.x(), d);
    Fp2 h = fp2.subtract(fp2.add(e, f), fp2.twice(g));
    Fp2 y = fp2.subtract(fp2.multiply(theta, fp2.subtract(g, h)), fp2.multiply(e, r.y()));
    Runner next = new Runner(fp2.multiply(lambda, h), y, fp2.multiply(r.z(), e));
    Fp2 j = fp2.subtract(fp2.multiply(theta, q.x()), fp2.multiply(lambda, q.y()));
    return new Step(next, new Line(j, fp2.negate(theta), lambda));
  }

  /**
   * {@code value} to the power {@code 3 (q^12 - 1) / r}, the factor 3 as in Hayashida, Hayasaka and
   * Teruya; {@code value} is not zero.
   */
  Fp12 finalExponentiation(Fp12 value) {
    Fp12 easy = target.multiply(target.conjugate(value), target.invert(value));
    Fp12 f = target.multiply(target.frobenius(target.frobenius(easy)), easy);
    Fp12 once = target.multiply(toX(f), target.conjugate(f));
    Fp12 twice = target.multiply(toX(once), target.conjugate(once));
    Fp12 sum = target.multiply(toX(twice), target.frobenius(twice));
    Fp12 outer = target.multiply(toX(toX(sum)), target.frobenius(target.frobenius(sum)));
    Fp12 hard = target.multiply(outer, target.conjugate(sum));
    return target.multiply(hard, target.multiply(target.square(f), f));
  }

  /** The power by the (negative) parameter of an element whose inverse is its conjugate. */
  private Fp12 toX(Fp12 value) {
    return target.conjugate(target.power(value, X));
  }
}
