package dev.vouch.ecc;

import java.util.Arrays;

/** An element of a {@link PrimeField}, in Montgomery form; equal by value. */
final class Residue {
  private final long[] limbs;

  /** Takes the limbs over. */
  Residue(long[] limbs) {
    this.limbs = limbs;
  }

  long[] limbs() {
    return limbs;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Residue r && Arrays.equals(limbs, r.limbs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(limbs);
  }
}
