package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SpawnerTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final AtomicBoolean alive = new AtomicBoolean();
  private final AtomicReference<Thread> thread = new AtomicReference<>(Thread.currentThread());
  private final Spawner spawner = new Spawner(alive::get);

  private Process start() throws IOException {
    return spawner.start(
        () -> {
          thread.set(Thread.currentThread());
          alive.set(true);
          return new ProcessBuilder("true").start();
        });
  }

  @Test
  void theThreadLivesAsLongAsAWorkerAndEndsWithTheLastOne() throws Exception {
    start();
    Thread first = thread.get();
    start();
    assertThat(thread.get()).isSameAs(first);
    assertThat(first.isAlive()).isTrue();

    alive.set(false);
    spawner.look();
    assertThat(first.join(LIMIT)).isTrue();

    start();
    assertThat(thread.get()).isNotSameAs(first);
    alive.set(false);
    spawner.look();
    assertThat(thread.get().join(LIMIT)).isTrue();
  }

  @Test
  void aStartThatFailsIsToldAndLeavesNoThread() throws Exception {
    assertThatThrownBy(
            () ->
                spawner.start(
                    () -> {
                      thread.set(Thread.currentThread());
                      throw new IOException("no such program");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("no such program");
    assertThat(thread.get().join(LIMIT)).isTrue();
  }
}
