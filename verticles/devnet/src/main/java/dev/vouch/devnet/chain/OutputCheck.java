package dev.vouch.devnet.chain;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateCommitments;
import dev.vouch.primitives.UmpSignals;
import java.util.List;
import java.util.Optional;

/**
 * The relay chain's acceptance checks of a candidate's outputs (validation spec 1.8), for a chain
 * without downward queues, HRMP channels and code upgrades: paras here may send upward messages,
 * which are consumed at once.
 */
final class OutputCheck {
  private OutputCheck() {}

  static Optional<String> refusal(
      ParaState para, CandidateCommitments commitments, long relayParentNumber) {
    if (commitments.headData().value().length() > ChainSpec.MAX_HEAD_DATA_SIZE) {
      return Optional.of("HeadDataTooLarge");
    }
    if (commitments.newValidationCode().isPresent()) {
      return Optional.of("PrematureCodeUpgrade");
    }
    if (commitments.processedDownwardMessages() > 0) {
      return Optional.of("IncorrectDownwardMessageHandling");
    }
    List<Bytes> upward = UmpSignals.plainMessages(commitments.upwardMessages());
    if (upward.size() > ChainSpec.MAX_UMP_PER_CANDIDATE
        || upward.stream().anyMatch(m -> m.length() > ChainSpec.MAX_UMP_MESSAGE_SIZE)) {
      return Optional.of("InvalidUpwardMessages");
    }
    long watermark = commitments.hrmpWatermark();
    if (watermark != relayParentNumber && watermark != para.lastWatermark()) {
      return Optional.of("HrmpWatermarkMishandling");
    }
    // No channel exists, so there is no recipient to send to.
    return commitments.horizontalMessages().isEmpty()
        ? Optional.empty()
        : Optional.of("InvalidOutboundHrmp");
  }
}
