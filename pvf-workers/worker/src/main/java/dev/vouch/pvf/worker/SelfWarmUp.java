package dev.vouch.pvf.worker;

import dev.vouch.pvf.engine.HostWarmUp;

/**
 * What a worker does while it waits for its first job: the host functions that every guest uses are
 * run until they are compiled ({@link HostWarmUp}), in a thread beside the one that reads frames.
 * Loading an artifact goes on at the same time; the first job ends it, so that a job never shares
 * the process with it.
 */
final class SelfWarmUp {
  private volatile boolean enough;

  private SelfWarmUp() {}

  /** Begins, if the host wants it. */
  static SelfWarmUp start(boolean wanted) {
    SelfWarmUp warmUp = new SelfWarmUp();
    if (wanted) {
      Thread.ofPlatform().daemon().name("warm-up").start(warmUp::run);
    }
    return warmUp;
  }

  private void run() {
    try {
      HostWarmUp.run(() -> enough);
    } catch (RuntimeException e) {
      // No reason to lose a worker: it only stays colder.
      System.err.println("worker: the warm-up failed: " + e);
    }
  }

  /** A job is here. */
  void end() {
    enough = true;
  }
}
