package dev.vouch.pvf.supervisor;

import dev.vouch.frames.Frame;
import dev.vouch.frames.FrameChannel;
import dev.vouch.frames.FrameException;
import dev.vouch.pvf.cgroup.WorkerGroup;
import dev.vouch.pvf.supervisor.WorkerReply.Limit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A living worker process. One exchange at a time, from one thread; {@link #close} may come from
 * any thread and ends what is going on. Owned by the slot that took it from the supervisor.
 */
public final class WorkerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  /** Frames that were received and not yet looked at: an answer and the word before it. */
  private static final int INBOX_FRAMES = 2;

  /** A worker whose connection has ended tells why by its exit code, within this time. */
  private static final Duration EXIT_GRACE = Duration.ofMillis(500);

  /** How soon a reader with a full inbox notices that nobody wants more. */
  private static final Duration PUT_POLL = Duration.ofSeconds(1);

  /** From SIGKILL to reaped; 136 ms were seen at 0.9 GB resident. */
  private static final Duration KILL_GRACE = Duration.ofSeconds(5);

  private sealed interface Inbound {
    record Got(Frame.ToHost frame) implements Inbound {}

    record Ended(String reason) implements Inbound {}
  }

  private final WorkerKind kind;
  private final Process process;
  private final WorkerGroup group;
  private final Path directory;
  private final FrameChannel channel;
  private final Frame.Hello hello;
  private final BoundedText errors;
  private final Runnable onClosed;
  private final BlockingQueue<Inbound> inbox = new LinkedBlockingQueue<>(INBOX_FRAMES);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<@Nullable String> broken = new AtomicReference<>();
  private final CountDownLatch gone = new CountDownLatch(1);

  WorkerProcess(
      WorkerKind kind,
      Launched launched,
      Path directory,
      Rendezvous.Met met,
      BoundedText errors,
      Runnable onClosed) {
    this.kind = kind;
    this.process = launched.process();
    this.group = launched.group();
    this.directory = directory;
    this.channel = met.channel();
    this.hello = met.hello();
    this.errors = errors;
    this.onClosed = onClosed;
  }

  /**
   * Begins to listen; once, after construction. In a thread that the kernel wakes: a virtual one
   * would be woken by one that polls for it, which takes as long as a short job.
   */
  void listen() {
    Thread.ofPlatform().daemon().name("vouch-pvf-read-" + process.pid()).start(this::read);
  }

  public WorkerKind kind() {
    return kind;
  }

  public Frame.Hello hello() {
    return hello;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return !closed.get() && process.isAlive();
  }

  /** Compiles a module; the CPU time of the whole process decides (validation JV-20). */
  public WorkerReply prepare(Frame.PrepareJob job, Duration cpuLimit) throws InterruptedException {
    return exchange(job, JobLimits.ofProcess(cpuLimit));
  }

  /** Loads the artifact that this worker will run for the rest of its life. */
  public WorkerReply load(Frame.LoadArtifact job, Duration cpuLimit) throws InterruptedException {
    return exchange(job, JobLimits.ofProcess(cpuLimit));
  }

  /** Runs the guest once; the CPU time of its thread decides. */
  public WorkerReply execute(Frame.ExecuteJob job, Duration cpuLimit) throws InterruptedException {
    return exchange(job, JobLimits.execution(cpuLimit));
  }

  private WorkerReply exchange(Frame.ToWorker job, JobLimits limits) throws InterruptedException {
    Thread.ofVirtual().name("vouch-pvf-send-" + process.pid()).start(() -> send(job));
    JobWatch watch = new JobWatch(process.toHandle(), limits);
    while (true) {
      Inbound inbound = inbox.poll(watch.pollMillis(), TimeUnit.MILLISECONDS);
      if (inbound instanceof Inbound.Got(Frame.ToHost frame)) {
        Optional<String> nonsense = JobFrames.nonsense(job, frame, watch.guestSeen());
        if (nonsense.isPresent()) {
          return new WorkerReply.Died(death(nonsense.get()), watch.guestSeen());
        }
      }
      switch (inbound) {
        case Inbound.Got(Frame.JobStarted started) -> watch.guestStarted(started.guestThread());
        case Inbound.Got(Frame.ToHost answer) -> {
          return answered(answer, watch, limits);
        }
        case Inbound.Ended(String reason) -> {
          return new WorkerReply.Died(death(reason), watch.guestSeen());
        }
        case null -> {
          if (closed.get()) {
            return new WorkerReply.Died(death("the host closed it"), watch.guestSeen());
          }
          Optional<Limit> limit = watch.exceeded();
          if (limit.isPresent()) {
            return new WorkerReply.OverLimit(limit.get(), watch.cpuNanos(), watch.wallNanos());
          }
        }
      }
    }
  }

  /**
   * Writing may block as long as the worker does not read, so it is not done in the thread that
   * watches the clocks.
   */
  private void send(Frame.ToWorker job) {
    try {
      channel.write(job);
    } catch (IOException | FrameException | OutOfMemoryError e) {
      broken.compareAndSet(null, "sending the job failed: " + e.getMessage());
      closeChannel();
    }
  }

  /**
   * A job that took too long is over its limit whatever it says (validation PW-16). A guest that is
   * done in less time than passes between two readings is taken at its worker's word, which may
   * only make it slower than it was seen to be.
   */
  private static WorkerReply answered(Frame.ToHost answer, JobWatch watch, JobLimits limits) {
    long told =
        switch (answer) {
          case Frame.ExecuteDone done -> done.guestCpuNanos();
          case Frame.ExecuteFailed failed -> failed.guestCpuNanos();
          default -> 0;
        };
    long cpu = Math.max(told, watch.cpuNanosAtEnd());
    return cpu > limits.cpuNanos()
        ? new WorkerReply.OverLimit(Limit.CPU, cpu, watch.wallNanos())
        : new WorkerReply.Answered(answer, cpu, watch.wallNanos());
  }

  private Death death(String reason) throws InterruptedException {
    boolean ended = process.waitFor(EXIT_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    OptionalInt exit = ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
    String why = group.outOfMemory().map(memory -> memory + "; " + reason).orElse(reason);
    return new Death(exit, why, ended ? errors.lastWords() : errors.text());
  }

  private void read() {
    try {
      while (true) {
        put(new Inbound.Got(channel.readToHost()));
      }
    } catch (IOException e) {
      end("the connection ended: " + e.getMessage());
    } catch (FrameException e) {
      end("it sent nonsense: " + e.getMessage());
    } catch (OutOfMemoryError e) {
      // A guest may return all of its memory, and several may at once.
      end("this node has no memory for what it sent (VOUCH_HEAP, -Xmx): " + e.getMessage());
    }
  }

  /** One side of the connection fails after the other; what failed first is the reason. */
  private void end(String reason) {
    broken.compareAndSet(null, reason);
    closeChannel();
    put(new Inbound.Ended(Objects.requireNonNull(broken.get())));
  }

  /** Waits while the inbox is full, but never for a slot that has given this worker up. */
  private void put(Inbound inbound) {
    try {
      boolean done = false;
      while (!done && !closed.get()) {
        done = inbox.offer(inbound, PUT_POLL.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends SIGKILL and does not wait. */
  public void kill() {
    process.destroyForcibly();
  }

  /**
   * Kills the process and all that is in its group, waits for its end and removes its group and
   * directory. Does nothing the second time but wait.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      awaitGone();
      return;
    }
    kill();
    closeChannel();
    awaitEnd();
    group.close();
    LiveWorkers.remove(process, directory);
    onClosed.run();
    gone.countDown();
  }

  private void awaitGone() {
    try {
      if (!gone.await(KILL_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("worker {} is still being closed", process.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(KILL_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("worker {} has not ended {} after it was killed", process.pid(), KILL_GRACE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing the connection to worker {}: {}", process.pid(), e.toString());
    }
  }
}
