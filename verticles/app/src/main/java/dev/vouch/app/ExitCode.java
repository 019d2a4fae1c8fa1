package dev.vouch.app;

/** Exit codes that scripts rely on. */
final class ExitCode {
  /** Everything was done, every verdict is valid. */
  static final int OK = 0;

  /**
   * The candidate or the code is at fault; devnet: a para stalled; doctor: a validator would
   * misbehave here.
   */
  static final int INVALID = 1;

  /** The command line or an input file is wrong; nothing ran. */
  static final int USAGE = 2;

  /** Something local prevented a decision. */
  static final int UNDECIDED = 3;

  private ExitCode() {}
}
