package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

final class BoundedTextTest {
  /** Gives nothing before it is told to. */
  private static final class Late extends InputStream {
    private final CountDownLatch told = new CountDownLatch(1);
    private final InputStream words;

    Late(String words) {
      this.words = new ByteArrayInputStream(words.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() throws IOException {
      try {
        told.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return words.read();
    }
  }

  @Test
  void whatArrivesAfterTheEndOfAProcessIsWaitedFor() throws Exception {
    BoundedText text = new BoundedText();
    Late stream = new Late("java: cannot execute\n");
    CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> text.drain(stream));
    FutureTask<String> words = new FutureTask<>(text::lastWords);
    Thread reader = Thread.ofPlatform().daemon().start(words);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> reader.getState() == Thread.State.TIMED_WAITING || words.isDone());
    stream.told.countDown();
    assertThat(words.get()).isEqualTo("java: cannot execute");
    drained.join();
  }

  @Test
  void ofMuchTheEndIsKept() {
    BoundedText text = new BoundedText();
    byte[] much = ("a".repeat(BoundedText.MAX_BYTES) + "the end").getBytes(StandardCharsets.UTF_8);
    text.drain(new ByteArrayInputStream(much));
    assertThat(text.lastWords()).hasSize(BoundedText.MAX_BYTES).endsWith("athe end");
  }
}
