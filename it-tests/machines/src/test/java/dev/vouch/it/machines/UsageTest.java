package dev.vouch.it.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What devnet says when it cannot start. */
final class UsageTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Path temporary = Path.of("");

  @BeforeEach
  void makeDirectory() throws IOException {
    temporary = Distribution.newDirectory();
  }

  @AfterEach
  void deleteDirectory() throws IOException {
    Distribution.delete(temporary);
  }

  @ParameterizedTest
  @CsvSource({
    "--validators, 1",
    "--validators, 33",
    "--group-size, 9",
    "--block-time, 1ms",
    "--http-port, 70000",
    "--nonsense, 1"
  })
  void aBadOptionIsNamedAndNothingStarts(String option, String value)
      throws IOException, InterruptedException {
    try (Running devnet = Running.vouch(temporary, "devnet", option, value)) {
      assertThat(devnet.exit(LIMIT)).isEqualTo(2);
      assertThat(String.join("\n", devnet.errors())).contains(option);
      assertThat(devnet.lines()).isEmpty();
      assertThat(Distribution.contents(temporary)).isEmpty();
    }
  }

  @Test
  void aPortInUseEndsTheStartWithTheReason() throws IOException, InterruptedException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Running devnet =
            Running.vouch(
                temporary,
                "devnet",
                "--validators=2",
                "--group-size=2",
                "--json",
                "--http-port=" + busy.getLocalPort())) {
      assertThat(devnet.exit(LIMIT)).isEqualTo(1);
      assertThat(devnet.events().getFirst().getString("message"))
          .contains("--http-port " + busy.getLocalPort());
      assertThat(devnet.session()).isEmpty();
      assertThat(Distribution.contents(temporary)).isEmpty();
    }
  }
}
