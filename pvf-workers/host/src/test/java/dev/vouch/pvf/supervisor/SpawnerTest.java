package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SpawnerTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final AtomicBoolean alive = new AtomicBoolean();
  private volatile Thread thread = Thread.currentThread();
  private final Spawner spawner = new Spawner(alive::get);

  private Process start() throws IOException {
    return spawner.start(
        () -> {
          thread = Thread.currentThread();
          alive.set(true);
          return new ProcessBuilder("true").start();
        });
  }

  @Test
  void theThreadLivesAsLongAsAWorkerAndEndsWithTheLastOne() throws Exception {
    start();
    Thread first = thread;
    start();
    assertThat(thread).isSameAs(first);
    assertThat(first.isAlive()).isTrue();

    alive.set(false);
    spawner.look();
    assertThat(first.join(LIMIT)).isTrue();

    start();
    assertThat(thread).isNotSameAs(first);
    alive.set(false);
    spawner.look();
    assertThat(thread.join(LIMIT)).isTrue();
  }

  @Test
  void aStartThatFailsIsToldAndLeavesNoThread() throws Exception {
    assertThatThrownBy(
            () ->
                spawner.start(
                    () -> {
                      thread = Thread.currentThread();
                      throw new IOException("no such program");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("no such program");
    assertThat(thread.join(LIMIT)).isTrue();
  }

  @Test
  void anErrorIsToldAndTheThreadGoesOn() throws Exception {
    start();
    Thread first = thread;
    assertThatThrownBy(
            () ->
                spawner.start(
                    () -> {
                      throw new OutOfMemoryError("unable to create native thread");
                    }))
        .hasRootCauseInstanceOf(OutOfMemoryError.class);
    start();
    assertThat(thread).isSameAs(first);
    alive.set(false);
    spawner.look();
    assertThat(first.join(LIMIT)).isTrue();
  }
}
