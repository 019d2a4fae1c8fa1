package dev.vouch.devnet;

import io.vertx.core.Future;
import java.util.Optional;

/** A running validator, in this JVM or in a process of its own. */
interface NodeHandle {
  String name();

  /** Where its metrics, health and readiness are. */
  int statusPort();

  /** Why it no longer runs; empty while it does. */
  Optional<String> ended();

  /** Ends it with its workers. */
  Future<Void> close();
}
