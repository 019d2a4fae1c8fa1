package dev.vouch.pvf.engine;

import java.io.Serial;

/** Something that the reference does and this engine cannot: never a verdict on the candidate. */
final class EngineLimit extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  EngineLimit(String what) {
    super(what);
  }
}
