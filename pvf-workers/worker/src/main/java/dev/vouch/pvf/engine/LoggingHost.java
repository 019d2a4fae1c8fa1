package dev.vouch.pvf.engine;

/**
 * Groups {@code logging} and the printing part of {@code misc}: checked, then discarded (JV-35).
 */
final class LoggingHost {
  /** Levels 0 error to 4 trace. */
  private static final int LEVELS = 5;

  private LoggingHost() {}

  static void register(HostInterface.Registry all) {
    all.add("logging_log_version_1", "ill>", LoggingHost::log);
    all.add("logging_max_level_version_1", ">i", (host, args) -> 0);
    all.add("misc_print_num_version_1", "l>", (host, args) -> 0);
    all.add("misc_print_utf8_version_1", "l>", LoggingHost::range);
    all.add("misc_print_hex_version_1", "l>", LoggingHost::range);
  }

  private static long log(HostState host, long[] args) {
    int level = (int) args[0] & 0xff;
    if (level >= LEVELS) {
      throw new HostTrap("invalid log level " + level);
    }
    Slices.text(host, args[1]);
    Slices.check(host, args[2]);
    return 0;
  }

  private static long range(HostState host, long[] args) {
    Slices.check(host, args[0]);
    return 0;
  }
}
