package dev.vouch.devnet.chain;

import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.PublicKey;
import java.util.List;

/**
 * What a dev relay chain is made of. Sizes in bytes, lengths in blocks.
 *
 * @param validators session keys in the order of their indices; the set never changes
 * @param discoveryKeys authority discovery keys in the same order
 * @param maxValidatorsPerCore group size; groups are as even as possible
 * @param finalityLag how far the finalized block trails the best one
 */
public record ChainSpec(
    List<PublicKey> validators,
    List<PublicKey> discoveryKeys,
    int maxValidatorsPerCore,
    List<GenesisPara> paras,
    long sessionLength,
    long groupRotationFrequency,
    int schedulingLookahead,
    int minimumBackingVotes,
    NodeFeatures nodeFeatures,
    ExecutorParams executorParams,
    long maxPovSize,
    long maxCodeSize,
    int finalityLag) {
  /** The runtime's constant since stable2609 (neighbours spec 5.8). */
  public static final int MAX_HEAD_DATA_SIZE = 20_480;

  /** Ordinary upward messages per candidate and bytes of each (development preset). */
  public static final int MAX_UMP_PER_CANDIDATE = 5;

  public static final int MAX_UMP_MESSAGE_SIZE = 50 * 1024;

  /** Decompressed code may be ten times the largest code (validation spec 1.4). */
  public static final int BOMB_LIMIT_FACTOR = 10;

  public ChainSpec {
    validators = List.copyOf(validators);
    discoveryKeys = List.copyOf(discoveryKeys);
    paras = List.copyOf(paras);
    require(!validators.isEmpty(), "a relay chain needs at least one validator");
    require(validators.size() == discoveryKeys.size(), "each validator needs one discovery key");
    require(maxValidatorsPerCore >= 1, "a group has at least one validator");
    require(!paras.isEmpty(), "a relay chain without paras has nothing to back");
    require(
        paras.size() <= validators.size(),
        "more paras than validators would leave groups empty (neighbours spec RC-q1): "
            + paras.size()
            + " paras, "
            + validators.size()
            + " validators");
    require(sessionLength >= 2, "a session has at least two blocks");
    require(groupRotationFrequency >= 1, "groups rotate at least every block");
    require(schedulingLookahead >= 1, "the scheduling lookahead is at least 1");
    require(minimumBackingVotes >= 1, "at least one vote backs a candidate");
    require(finalityLag >= 1, "the finalized block trails the best one");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Number of cores and of groups (neighbours spec RC-8). */
  public int cores() {
    return Math.max(paras.size(), validators.size() / maxValidatorsPerCore);
  }
}
