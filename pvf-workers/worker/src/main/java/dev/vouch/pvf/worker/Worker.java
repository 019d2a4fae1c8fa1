package dev.vouch.pvf.worker;

import dev.vouch.frames.Frame;
import dev.vouch.frames.Frame.ExecuteJob;
import dev.vouch.frames.Frame.Hello;
import dev.vouch.frames.Frame.HelloAck;
import dev.vouch.frames.Frame.LoadArtifact;
import dev.vouch.frames.Frame.PrepareJob;
import dev.vouch.frames.Frame.Shutdown;
import dev.vouch.frames.FrameChannel;
import dev.vouch.frames.FrameException;
import dev.vouch.frames.Nonce;
import dev.vouch.frames.SandboxLayer;
import dev.vouch.pvf.sandbox.NativeProcess;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The conversation with the host. This thread only reads, so that the end of the connection is seen
 * at once, whatever a guest does; every job runs on a thread of its own.
 */
final class Worker {
  private final FrameChannel channel;
  private final Nonce nonce;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final JitGate jit;
  private final SelfWarmUp warmUp;
  private final Optional<String> guest;
  private Optional<Executor> executor = Optional.empty();
  private boolean prepares;

  Worker(
      FrameChannel channel, Nonce nonce, JitGate jit, SelfWarmUp warmUp, Optional<String> guest) {
    this.channel = channel;
    this.nonce = nonce;
    this.jit = jit;
    this.warmUp = warmUp;
    this.guest = guest;
  }

  /** Until the connection ends; the exit status. */
  int serve(List<SandboxLayer> layers) throws IOException {
    try {
      channel.write(hello(layers));
      if (!channel.readToWorker().equals(new HelloAck(nonce))) {
        return broken("the host did not acknowledge the hello");
      }
      while (true) {
        switch (channel.readToWorker()) {
          case Shutdown _ -> {
            return Main.EXIT_OK;
          }
          case HelloAck _ -> {
            return broken("a second acknowledgement");
          }
          case PrepareJob job -> {
            if (prepares || executor.isPresent()) {
              return broken("a worker prepares once, and nothing else");
            }
            prepares = true;
            run("prepare", Preparation.STACK_BYTES, () -> prepare(job));
          }
          case LoadArtifact load -> {
            if (prepares || executor.isPresent()) {
              return broken("a worker takes one artifact only");
            }
            load(load);
          }
          case ExecuteJob job -> {
            if (executor.isEmpty()) {
              return broken("no artifact is loaded");
            }
            warmUp.end();
            execute(executor.get(), job);
          }
        }
      }
    } catch (EOFException e) {
      return Main.EXIT_OK;
    } catch (FrameException e) {
      return broken(String.valueOf(e.getMessage()));
    }
  }

  private Hello hello(List<SandboxLayer> layers) {
    return new Hello(
        nonce,
        Versions.worker(),
        Versions.jvm(),
        Versions.engine(),
        ProcessHandle.current().pid(),
        Versions.jit(),
        layers);
  }

  private void prepare(PrepareJob job) throws IOException, FrameException {
    channel.write(Preparation.run(job));
    // One job: what is left in this process has seen the module.
    NativeProcess.exitNow(Main.EXIT_OK);
  }

  private void load(LoadArtifact load) throws IOException, FrameException {
    switch (Executor.load(load, guest)) {
      case Executor.Loading.Ready(Executor ready, Frame.Loaded loaded) -> {
        executor = Optional.of(ready);
        channel.write(loaded);
      }
      case Executor.Loading.Refused(Frame.LoadFailed failed) -> channel.write(failed);
    }
  }

  /**
   * The input is made here: what decompression costs is no CPU time of the guest's thread
   * (validation PJ-10).
   */
  private void execute(Executor engine, ExecuteJob job) throws IOException, FrameException {
    switch (engine.prepare(job)) {
      case Executor.Input.Refused(Frame.ExecuteFailed failed) -> channel.write(failed);
      case Executor.Input.Ready(Executor.Run run) ->
          run("guest", run.stackBytes(), () -> guest(job, run));
    }
  }

  private void guest(ExecuteJob job, Executor.Run run) throws IOException, FrameException {
    jit.pass();
    channel.write(new Frame.JobStarted(job.jobId(), NativeProcess.threadId()));
    Frame answer = run.guest();
    // Free before the answer is out: the next job may follow it at once.
    busy.set(false);
    channel.write(answer);
  }

  private interface Job {
    void run() throws IOException, FrameException;
  }

  private void run(String name, long stackBytes, Job job) throws FrameException {
    if (!busy.compareAndSet(false, true)) {
      throw new FrameException("a job while another one runs");
    }
    new Thread(null, () -> guarded(job), name, stackBytes).start();
  }

  /** What gets out of a job is a failure of ours; the host learns of it by our end. */
  private static void guarded(Job job) {
    int status = Main.EXIT_LOCAL_FAILURE;
    try {
      job.run();
      return;
    } catch (EOFException e) {
      status = Main.EXIT_OK;
    } catch (IOException | FrameException | RuntimeException | Error e) {
      System.err.println("worker: " + e);
    }
    NativeProcess.exitNow(status);
  }

  private static int broken(String why) {
    System.err.println("worker: " + why);
    return Main.EXIT_PROTOCOL;
  }
}
