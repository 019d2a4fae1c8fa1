package dev.vouch.erasure;

/**
 * The code for a number of validators (wire 6.1).
 *
 * @param validators 2 to 65536
 * @param recovery chunks that nodes collect
 * @param k chunks that suffice: the largest power of two up to {@code recovery}
 * @param n positions of the code: the smallest power of two from {@code validators}
 */
record CodeParameters(int validators, int recovery, int k, int n) {
  private static final int MIN_VALIDATORS = 2;
  private static final int MAX_VALIDATORS = 65_536;

  static CodeParameters of(int validators) throws ErasureException {
    if (validators < MIN_VALIDATORS) {
      throw new ErasureException(
          ErasureError.NOT_ENOUGH_VALIDATORS,
          "the code needs 2 validators at least, not " + validators);
    }
    if (validators > MAX_VALIDATORS) {
      throw new ErasureException(
          ErasureError.TOO_MANY_VALIDATORS,
          "the code has room for 65536 validators, not for " + validators);
    }
    int recovery = (validators - 1) / 3 + 1;
    int n = Integer.highestOneBit(validators - 1) << 1;
    return new CodeParameters(validators, recovery, Integer.highestOneBit(recovery), n);
  }

  /**
   * Columns handled at once: so many that all rows of the code stay in a core's cache, about 512
   * KiB.
   */
  int batch() {
    return Math.clamp((1 << 18) / n, 8, 1024);
  }
}
