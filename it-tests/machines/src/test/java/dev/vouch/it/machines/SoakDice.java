package dev.vouch.it.machines;

import java.util.Random;

/** The random numbers of the soak, shared by its threads. */
final class SoakDice {
  private final Random random;

  SoakDice(long seed) {
    this.random = new Random(seed);
  }

  /** From 0 to below {@code bound}. */
  int draw(int bound) {
    synchronized (random) {
      return random.nextInt(bound);
    }
  }
}
