package dev.vouch.pvf.host;

import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.StoredArtifact;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A slot in this JVM: its work runs on a virtual thread of its own. */
final class LocalSlot implements SlotLink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalSlot.class);

  private final String name;
  private final SlotRunner runner;
  private final Consumer<Optional<ArtifactId>> announceFree;

  LocalSlot(String name, SlotRunner runner, Consumer<Optional<ArtifactId>> announceFree) {
    this.name = name;
    this.runner = runner;
    this.announceFree = announceFree;
  }

  /** The jobs and preloads that go on: one, or none. Guarded by this, with what follows. */
  private int working;

  private boolean closed;
  private Runnable whenGone = () -> {};

  void start() {
    announceFree.accept(runner.holds());
  }

  @Override
  public void run(SlotJob job, Consumer<RunOutcome> done) {
    work(
        () -> {
          RunOutcome outcome = outcomeOf(job);
          // Before the answer, so that whoever asks again at once finds this slot, which is warm.
          announce();
          done.accept(outcome);
        });
  }

  @Override
  public void preload(ArtifactId id, StoredArtifact artifact, ExecutorParams params) {
    runner.beginPreload();
    work(
        () -> {
          try {
            runner.preload(id, artifact, params);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("slot {} failed to load ahead of need", name, e);
          }
          announce();
        });
  }

  @Override
  public void hurry() {
    runner.hurry();
  }

  /** A slot that closes wants no more work. */
  private void announce() {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    announceFree.accept(runner.holds());
  }

  @Override
  public void close() {
    close(() -> {});
  }

  /** Ends what runs, which is answered first; then nothing more comes from here. */
  void close(Runnable gone) {
    boolean idle;
    synchronized (this) {
      closed = true;
      whenGone = gone;
      idle = working == 0;
    }
    runner.close();
    if (idle) {
      gone.run();
    }
  }

  private RunOutcome outcomeOf(SlotJob job) {
    try {
      return runner.run(job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return RunOutcome.internal("the slot was interrupted");
    } catch (RuntimeException e) {
      LOG.error("slot {} failed", name, e);
      return RunOutcome.internal("a defect in slot " + name + ": " + e);
    } catch (OutOfMemoryError e) {
      return RunOutcome.internal("this node has no memory for the job (VOUCH_HEAP, -Xmx): " + e);
    }
  }

  private void work(Runnable task) {
    synchronized (this) {
      working++;
    }
    Thread.ofVirtual()
        .name("vouch-pvf-slot-" + name)
        .start(
            () -> {
              try {
                task.run();
              } finally {
                done();
              }
            });
  }

  private void done() {
    Runnable gone;
    synchronized (this) {
      working--;
      gone = closed && working == 0 ? whenGone : () -> {};
    }
    gone.run();
  }
}
