package dev.vouch.core.validation;

import dev.vouch.primitives.PublicKey;
import java.util.List;

/**
 * Settings of candidate validation.
 *
 * @param descriptorV3Known false on networks that are older than version 3 descriptors: the old
 *     rules always apply and feature bit 4 is ignored (validation 0.3)
 * @param retryDelayMillis pause before an execution is tried again (CV-22)
 * @param preparedPerBlock how many PVFs of the next session are prepared per block (CV-53)
 * @param discoveryKeys our authority discovery keys; they tell whether we validate in the next
 *     session (CV-54)
 */
public record ValidationConfig(
    boolean descriptorV3Known,
    long retryDelayMillis,
    int preparedPerBlock,
    List<PublicKey> discoveryKeys) {
  /** The reference's pause between two executions of one candidate (CV-22). */
  public static final long RETRY_DELAY_MILLIS = 3_000;

  public ValidationConfig {
    discoveryKeys = List.copyOf(discoveryKeys);
  }

  /** The reference's values, for a node that holds these discovery keys. */
  public static ValidationConfig standard(List<PublicKey> discoveryKeys) {
    return new ValidationConfig(true, RETRY_DELAY_MILLIS, 1, discoveryKeys);
  }
}
