package dev.vouch.app;

import dev.vouch.messages.BlobRef;
import dev.vouch.messages.PvfHostMessage.PrepKind;
import dev.vouch.messages.PvfHostMessage.PvfPrepData;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.queue.ArtifactId;

/** The constants of a preparation outside any network: the reference's defaults. */
final class PvfInputs {
  /** Ten times the largest code, as the relay chain answers (validation spec 1.4). */
  static final long BOMB_LIMIT_BYTES = 50L * 1024 * 1024;

  /** {@code PvfPrepTimeout(Prepare)} (validation spec 1.6). */
  static final long PREPARE_TIMEOUT_MILLIS = 360_000;

  private PvfInputs() {}

  static PvfPrepData prepData(BlobRef code) {
    return new PvfPrepData(
        code,
        ExecutorParams.defaults(),
        BOMB_LIMIT_BYTES,
        PREPARE_TIMEOUT_MILLIS,
        PrepKind.COMPILATION);
  }

  static String artifactId(ArtifactId id) {
    return id.codeHash().toHex() + "-" + id.prepHash().toHex();
  }
}
