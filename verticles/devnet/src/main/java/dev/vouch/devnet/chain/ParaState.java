package dev.vouch.devnet.chain;

import dev.vouch.messages.BlobRef;
import dev.vouch.primitives.HeadData;

/**
 * A registered para.
 *
 * @param mostRecentContext relay-parent number of the last included candidate
 * @param lastWatermark last accepted HRMP watermark
 */
record ParaState(HeadData head, long mostRecentContext, long lastWatermark, BlobRef code) {
  ParaState enacted(HeadData newHead, long context, long watermark) {
    return new ParaState(newHead, context, watermark, code);
  }
}
