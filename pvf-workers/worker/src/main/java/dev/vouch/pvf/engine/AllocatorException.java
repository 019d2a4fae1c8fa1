package dev.vouch.pvf.engine;

import java.io.Serial;

/** A request that the host allocator refuses; the allocator is poisoned from then on (AL-5). */
final class AllocatorException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  AllocatorException(String reason) {
    super(reason, null, false, false);
  }
}
