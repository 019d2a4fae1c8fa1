package dev.vouch.app.doctor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Optional;

/**
 * What the kernel says of its own clock.
 *
 * @param synchronised whether something keeps it right (chrony, systemd-timesyncd, ntpd)
 * @param maxError by its own estimate
 */
public record KernelClock(boolean synchronised, Duration maxError) {
  /** TIME_ERROR of {@code adjtimex}. */
  private static final int NOT_SYNCHRONISED = 5;

  /** struct timex on 64-bit Linux: modes, offset, freq, maxerror, ... */
  private static final int TIMEX_BYTES = 208;

  private static final int MAX_ERROR_OFFSET = 24;
  private static final int STATUS_OFFSET = 40;

  /** STA_UNSYNC. */
  private static final int STATUS_NOT_SYNCHRONISED = 0x40;

  /** Asks without changing anything; empty where there is no such call. */
  public static Optional<KernelClock> read() {
    if (!"Linux".equals(System.getProperty("os.name"))) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timex = arena.allocate(TIMEX_BYTES, 8);
      int state =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().findOrThrow("adjtimex"),
                      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                  .invokeExact(timex);
      if (state < 0) {
        return Optional.empty();
      }
      boolean lost =
          (timex.get(ValueLayout.JAVA_INT, STATUS_OFFSET) & STATUS_NOT_SYNCHRONISED) != 0;
      long micros = timex.get(ValueLayout.JAVA_LONG, MAX_ERROR_OFFSET);
      return Optional.of(
          new KernelClock(state != NOT_SYNCHRONISED && !lost, Duration.ofNanos(micros * 1_000)));
    } catch (Throwable e) {
      return Optional.empty();
    }
  }
}
