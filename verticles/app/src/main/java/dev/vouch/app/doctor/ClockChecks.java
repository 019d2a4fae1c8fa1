package dev.vouch.app.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Whether the time of day can be trusted: slots and sessions are counted by it. Pure. */
public final class ClockChecks {
  /** A third of a slot of 6 s: more, and this node builds and backs at the wrong moment. */
  private static final Duration MAX_OFFSET = Duration.ofSeconds(2);

  private static final Duration GOOD_OFFSET = Duration.ofMillis(500);

  private static final String REMEDY =
      "run chrony or systemd-timesyncd; timedatectl shows the rest";

  private ClockChecks() {}

  /**
   * @param javaReleased when the JDK that runs us was released: no right clock is before
   * @param kernel what the kernel says of its clock, if anything
   * @param offset from a time server, if one was asked
   */
  public static Finding of(
      Instant now,
      LocalDate javaReleased,
      Optional<KernelClock> kernel,
      Optional<Duration> offset) {
    // One day for zones.
    if (now.isBefore(javaReleased.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())) {
      return Finding.fail(
          "clock", now + ", before this Java was released: " + javaReleased, REMEDY);
    }
    if (offset.isPresent()) {
      return byServer(offset.get());
    }
    if (kernel.isEmpty()) {
      return Finding.warn("clock", now + "; the system does not tell whether it is right", REMEDY);
    }
    if (!kernel.get().synchronised()) {
      return Finding.warn(
          "clock",
          now + "; the kernel knows of nothing that keeps it right",
          REMEDY + ", and --time-server HOST how far it is off");
    }
    return judged(kernel.get().maxError(), "synchronised, off by at most ");
  }

  private static Finding byServer(Duration offset) {
    return judged(offset.abs(), "off the time server's by ");
  }

  private static Finding judged(Duration off, String found) {
    String text = found + off.toMillis() + " ms";
    if (off.compareTo(MAX_OFFSET) > 0) {
      return Finding.fail("clock", text, REMEDY);
    }
    return off.compareTo(GOOD_OFFSET) > 0
        ? Finding.warn("clock", text, REMEDY)
        : Finding.ok("clock", text);
  }
}
