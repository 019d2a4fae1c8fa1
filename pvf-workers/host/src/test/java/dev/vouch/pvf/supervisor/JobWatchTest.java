package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.pvf.supervisor.WorkerReply.Limit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The clocks, read from this very process. */
final class JobWatchTest {
  /** Larger than any thread id of Linux. */
  private static final long NO_SUCH_THREAD = 1L << 40;

  private static JobWatch watch(long cpuNanos, long processNanos, long wallNanos) {
    return new JobWatch(ProcessHandle.current(), new JobLimits(cpuNanos, processNanos, wallNanos));
  }

  @Test
  void aGuestThatIsDoneBeforeItWasLookedAtIsNotChargedForItsWholeProcess() {
    JobWatch watch = watch(Duration.ofHours(1).toNanos(), Duration.ofHours(2).toNanos(), 1);
    watch.guestStarted(NO_SUCH_THREAD);
    assertThat(watch.cpuNanos()).isZero();
  }

  @Test
  void wallTimeAloneReachesTheWallLimitOnly() {
    JobWatch watch = watch(Duration.ofHours(1).toNanos(), Duration.ofHours(2).toNanos(), 0);
    assertThat(watch.exceeded()).contains(Limit.WALL);
  }

  @Test
  void nothingIsReachedAtTheStart() {
    long hour = Duration.ofHours(1).toNanos();
    assertThat(watch(hour, 2 * hour, hour).exceeded()).isEmpty();
    assertThat(watch(hour, 2 * hour, hour).pollMillis()).isLessThanOrEqualTo(100);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void p36ALimitOfNothingIsReachedWithTheTimeThatElapsed() throws IOException {
    JobWatch watch = watch(0, Duration.ofHours(2).toNanos(), Duration.ofMinutes(1).toNanos());
    Path self = Path.of("/proc/thread-self").toRealPath();
    watch.guestStarted(Long.parseLong(self.getFileName().toString()));
    long spun = 0;
    while (watch.exceeded().isEmpty()) {
      spun++;
    }
    assertThat(watch.exceeded()).contains(Limit.CPU);
    assertThat(watch.cpuNanos()).as("after %d looks", spun).isPositive();
  }

  @Test
  void p37OfAJobThatIsDoneInTimeThereIsNothingToTell() {
    long seconds = Duration.ofSeconds(10).toNanos();
    JobWatch watch = watch(seconds, 2 * seconds, 4 * seconds);
    watch.guestStarted(NO_SUCH_THREAD);
    assertThat(watch.exceeded()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aGuestThatCannotHaveReachedItsLimitIsNotLookedAtWhenItAnswers() throws IOException {
    assertThat(burnt(Duration.ofHours(1)).cpuNanosAtEnd()).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aGuestThatMayHaveReachedItsLimitIsLookedAtWhenItAnswers() throws IOException {
    assertThat(burnt(Duration.ofNanos(1)).cpuNanosAtEnd()).isPositive();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theNextLookIsNoLaterThanTheLimitCanBeReached() throws IOException {
    JobWatch watch = burnt(Duration.ofMillis(50));
    assertThat(watch.pollMillis()).isLessThanOrEqualTo(50);
    watch.cpuNanos();
    assertThat(watch.pollMillis()).isLessThanOrEqualTo(50);
  }

  /** A watch over this thread, which has used CPU time. */
  private static JobWatch burnt(Duration limit) throws IOException {
    JobWatch watch = watch(limit.toNanos(), Duration.ofHours(2).toNanos(), 0);
    Path self = Path.of("/proc/thread-self").toRealPath();
    watch.guestStarted(Long.parseLong(self.getFileName().toString()));
    long before = watch.cpuNanos();
    long looks = 0;
    while (watch.cpuNanos() == before) {
      looks++;
    }
    assertThat(watch.cpuNanos()).as("after %d looks", looks).isPositive();
    watch.guestStarted(Long.parseLong(self.getFileName().toString()));
    return watch;
  }

  @Test
  void backstopsLeaveRoomForWhatIsNotTheGuests() {
    JobLimits limits = JobLimits.execution(Duration.ofSeconds(2));
    assertThat(limits.cpuNanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
    assertThat(limits.processCpuNanos()).isEqualTo(Duration.ofSeconds(8).toNanos());
    assertThat(limits.wallNanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
  }
}
