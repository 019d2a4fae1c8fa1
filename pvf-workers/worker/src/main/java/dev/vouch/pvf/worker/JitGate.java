package dev.vouch.pvf.worker;

import dev.vouch.pvf.rewrite.JitSelfTest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Where C2 may compile a guest, the known-bad shapes are tried first, once in a process and beside
 * its start, so that a spare worker has done it long before its first job. A compiler that gets
 * them wrong never runs a guest: the process ends, which decides nothing about any candidate.
 */
final class JitGate {
  private final FutureTask<Boolean> right;

  private JitGate(FutureTask<Boolean> right) {
    this.right = right;
  }

  /** Begins the test, if this process has C2. */
  static JitGate start() {
    boolean needed = Versions.jit().equals(Versions.TIERED);
    var task = new FutureTask<>(() -> !needed || JitSelfTest.run().rewrittenIsRight());
    if (needed) {
      Thread.ofPlatform().daemon().name("jit-test").start(task);
    } else {
      task.run();
    }
    return new JitGate(task);
  }

  /**
   * Waits for the end of the test.
   *
   * @throws IllegalStateException if guests must not run here
   */
  void pass() {
    boolean passed;
    try {
      passed = right.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the test of the JIT did not end", e);
    }
    if (!passed) {
      throw new IllegalStateException(
          "this virtual machine's C2 miscompiles guests; start workers with"
              + " -XX:TieredStopAtLevel=1, or with another build");
    }
  }
}
