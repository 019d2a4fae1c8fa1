package dev.vouch.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vouch.primitives.testing.RandomValues;
import dev.vouch.scale.ScaleException;
import dev.vouch.scale.ScaleWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Inputs that declare more than they hold, for every type: only the decoder's own error comes out,
 * what is allocated stays in proportion to the input, and so does the time.
 */
class HostileBytesTest {
  /** Long enough that anything quadratic in it takes minutes. */
  private static final int TAIL_BYTES = 1 << 18;

  /**
   * An element of one byte becomes an object with a header, a reference to it and its share of a
   * list that grew; a hundred bytes of heap for a byte of input is more than any type takes.
   */
  private static final long MOST_ALLOCATED_PER_BYTE = 100;

  private static final int PLACES = 8;
  private static final Duration MOST_CPU_TIME = Duration.ofSeconds(30);
  private static final long SEED = Long.getLong("vouch.seed", 6);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aLengthThatWasInflatedCostsNoMoreThanTheInputIsWorth() {
    long started = threads.getCurrentThreadCpuTime();
    for (EveryType.Entry entry : EveryType.all()) {
      RandomValues random = new RandomValues(SEED);
      byte[] honest = entry.codec().encodeToBytes(random.next(entry.type())).toArray();
      for (int i = 0; i < PLACES; i++) {
        int place = honest.length == 0 ? 0 : random.between(0, honest.length);
        for (int fill : List.of(0, 1, 4)) {
          check(entry, inflated(honest, place, fill));
        }
      }
    }
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - started))
        .as("CPU time for all types, seed %d", SEED)
        .isLessThan(MOST_CPU_TIME);
  }

  /** Cuts at the place, and goes on with a count that the bytes behind it just allow. */
  private static Bytes inflated(byte[] honest, int place, int fill) {
    byte[] tail = new byte[TAIL_BYTES];
    Arrays.fill(tail, (byte) fill);
    return new ScaleWriter()
        .raw(Arrays.copyOf(honest, place))
        .compact(TAIL_BYTES)
        .raw(tail)
        .toBytes();
  }

  private void check(EveryType.Entry entry, Bytes input) {
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      assertThat(entry.codec().decode(input)).isNotNull();
    } catch (ScaleException e) {
      assertThat(e.offset()).isBetween(0, input.length());
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .as("bytes allocated for %d bytes of %s, seed %d", input.length(), entry.name(), SEED)
        .isLessThan(MOST_ALLOCATED_PER_BYTE * input.length());
  }
}
