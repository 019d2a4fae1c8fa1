package dev.vouch.pvf.host;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is no verdict is counted by cause, and told in the log the first time. Of one thread. */
final class UndecidedLog {
  private static final Logger LOG = LoggerFactory.getLogger(UndecidedLog.class);

  private final PvfHostMeters meters;
  private final BooleanSupplier ending;

  /** Causes that were told in the log; as many as there are kinds. */
  private final Set<String> told = new HashSet<>();

  /**
   * @param ending then nothing is told, for it is the end that leaves candidates undecided
   */
  UndecidedLog(PvfHostMeters meters, BooleanSupplier ending) {
    this.meters = meters;
    this.ending = ending;
  }

  void note(RunOutcome outcome) {
    Undecided.of(outcome).ifPresent(this::tell);
  }

  private void tell(Undecided undecided) {
    meters.undecided(undecided.cause());
    if (!ending.getAsBoolean() && !undecided.remedy().isEmpty() && told.add(undecided.cause())) {
      LOG.warn(
          "could not decide on a candidate ({}): {}; remedy: {}; the next of this kind are counted"
              + " in vouch.pvf.execute.undecided only",
          undecided.cause(),
          undecided.reason(),
          undecided.remedy());
    }
  }
}
