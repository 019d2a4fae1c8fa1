package dev.vouch.erasure;

import dev.vouch.primitives.ChunkIndex;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.ValidatorIndex;

/**
 * Which validator holds which chunk of a candidate (wire 6.7). The erasure root does not depend on
 * it.
 */
public final class ChunkMapping {
  private ChunkMapping() {}

  /**
   * The chunk of a validator.
   *
   * @param enabled whether the session's node features turn the mapping on; off, the chunk has the
   *     validator's index
   */
  public static ChunkIndex chunkOf(
      int validators, boolean enabled, CoreIndex core, ValidatorIndex validator)
      throws ErasureException {
    int k = CodeParameters.of(validators).k();
    if (!enabled) {
      return new ChunkIndex(validator.value());
    }
    // Arithmetic of u32, as on all other nodes.
    int shifted = core.value() * k + validator.value();
    return new ChunkIndex(Integer.remainderUnsigned(shifted, validators));
  }
}
