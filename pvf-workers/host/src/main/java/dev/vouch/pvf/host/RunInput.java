package dev.vouch.pvf.host;

import dev.vouch.frames.JobInput.SchedulingExtension;
import dev.vouch.frames.Payload;
import dev.vouch.messages.BlobRef;
import dev.vouch.primitives.PersistedValidationData;
import java.util.Optional;

/** What the guest is given. */
public sealed interface RunInput {
  /** Parameters as they are, undecoded. */
  record Raw(Payload params) implements RunInput {}

  /** A candidate, of which the worker makes the parameters (validation PJ-11). */
  record Candidate(
      PersistedValidationData validationData, BlobRef pov, Optional<SchedulingExtension> extension)
      implements RunInput {}
}
