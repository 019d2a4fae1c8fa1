package dev.vouch.pvf.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.queue.PvfLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A host that must not work without its sandbox. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class SandboxedHostTest {
  @TempDir private Path directory;

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void i13NonexistentCacheDirAndAnHonestPvfValidatesWithEveryLayerOn() throws Exception {
    TestPvf pvf = new TestPvf();
    PvfHostConfig config =
        new PvfHostConfig(
            directory.resolve("not/there"),
            1,
            0,
            10,
            Jit.TIERED,
            false,
            false,
            true,
            PvfHostConfig.COLD_FACTOR,
            true,
            PvfLimits.defaults());
    try (PvfHost host = PvfHost.start(config, pvf, new PvfHostMeters(new SimpleMeterRegistry()))) {
      assertThat(host.sandbox().layers()).as("checked before the start").isNotEmpty();
      assertThat(host.sandbox().refusal()).isEmpty();
      for (int run = 0; run < 3; run++) {
        assertThat(TestPvf.await(host.execute(pvf.run(Fixtures.adder(), TestPvf.adderParams()))))
            .isInstanceOfSatisfying(
                RunOutcome.Returned.class,
                done -> assertThat(done.result()).isEqualTo(TestPvf.adderResult()));
      }
    }
  }
}
