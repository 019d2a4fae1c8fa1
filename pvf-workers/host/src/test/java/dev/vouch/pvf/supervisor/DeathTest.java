package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeathTest {
  @ParameterizedTest
  @CsvSource({
    "3, INTERNAL, out of heap",
    "137, INTERNAL, received signal: SIGKILL",
    "143, INTERNAL, received signal: SIGTERM",
    "134, AMBIGUOUS_WORKER_DEATH, received signal: SIGABRT",
    "139, AMBIGUOUS_WORKER_DEATH, received signal: SIGSEGV",
    "159, AMBIGUOUS_WORKER_DEATH, received signal: SIGSYS",
    "4, AMBIGUOUS_WORKER_DEATH, exit code 4",
    "0, AMBIGUOUS_WORKER_DEATH, exit code 0"
  })
  void onlyWhatCameFromOutsideOrOurOwnLimitsIsNobodysFault(
      int exitCode, ExecuteErrorKind blame, String text) {
    Death death = new Death(OptionalInt.of(exitCode), "the connection ended", "");
    assertThat(death.blame()).isEqualTo(blame);
    assertThat(death.describe()).contains(text);
  }

  @Test
  void nonsenseFromALivingWorkerMayBeTheGuestsDoing() {
    Death death = new Death(OptionalInt.empty(), "it sent nonsense", "a last word");
    assertThat(death.blame()).isEqualTo(ExecuteErrorKind.AMBIGUOUS_WORKER_DEATH);
    assertThat(death.describe()).contains("nonsense").contains("a last word");
  }

  @Test
  void onlyTheEndOfAWorkersWordsIsKept() {
    BoundedText text = new BoundedText();
    String words = "x".repeat(3 * BoundedText.MAX_BYTES) + "the end";
    text.drain(new ByteArrayInputStream(words.getBytes(StandardCharsets.UTF_8)));
    assertThat(text.text()).hasSize(BoundedText.MAX_BYTES).endsWith("xthe end");
  }
}
