package dev.vouch.pvf.host;

import dev.vouch.messages.BlobRef;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PersistedValidationData;
import java.util.Optional;

/** What the guest is given. */
public sealed interface RunInput {
  /** Parameters as they are, undecoded. */
  record Raw(Bytes params) implements RunInput {}

  /** A candidate, of which the worker makes the parameters (validation PJ-11). */
  record Candidate(
      PersistedValidationData validationData, BlobRef pov, Optional<Extension> extension)
      implements RunInput {}

  /** What a version 3 candidate's parameters end with. */
  record Extension(Hash relayParent, Hash schedulingParent) {}
}
