package dev.vouch.pvf.engine;

import java.io.Serial;

/** A host function that fails, which traps the guest (HF-3). Carries no stack trace: a verdict. */
final class HostTrap extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  HostTrap(String reason) {
    super(reason, null, false, false);
  }
}
