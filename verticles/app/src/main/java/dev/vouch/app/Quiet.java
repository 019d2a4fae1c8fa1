package dev.vouch.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Fewer words once everything ends: members that vanish from each other are no news then. */
final class Quiet {
  private Quiet() {}

  /** From now on only errors are logged. */
  static void errorsOnly() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      for (Logger logger : context.getLoggerList()) {
        if (logger.getLevel() != null && !logger.getLevel().isGreaterOrEqual(Level.ERROR)) {
          logger.setLevel(Level.ERROR);
        }
      }
    }
  }
}
