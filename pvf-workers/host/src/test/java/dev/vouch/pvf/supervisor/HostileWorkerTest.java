package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame;
import dev.vouch.frames.FrameChannel;
import dev.vouch.frames.FrameException;
import dev.vouch.frames.FrameLimits;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Nonce;
import dev.vouch.frames.Payload;
import dev.vouch.pvf.cgroup.GroupLimits;
import dev.vouch.pvf.cgroup.WorkerGroups;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker whose virtual machine is not its own master any more: the process is real, and what it
 * says is said by the test. Nothing of it is a verdict (validation 2.8.4).
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
@EnabledOnOs(OS.LINUX)
final class HostileWorkerTest {
  private static final Payload PARAMS = Payload.of(new byte[1]);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String NONCE = "00".repeat(Nonce.BYTES);

  @TempDir Path temp;
  private SocketChannel raw;
  private FrameChannel guest;
  private Process process;
  private WorkerProcess worker;

  @BeforeEach
  void connect() throws Exception {
    process = new ProcessBuilder("sleep", "60").start();
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(temp.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      raw = SocketChannel.open(address);
      guest = new FrameChannel(raw);
      worker =
          new WorkerProcess(
              WorkerKind.EXECUTE_C1,
              new Launched(
                  process, new WorkerGroups().put(process.toHandle(), new GroupLimits(1 << 30, 9))),
              LiveWorkers.newDirectory(temp),
              new Rendezvous.Met(
                  new FrameChannel(server.accept()),
                  new Frame.Hello(new Nonce(NONCE), "v", "j", "e", process.pid(), "c1", List.of())),
              new BoundedText(),
              () -> {});
    }
    worker.listen();
  }

  @AfterEach
  void close() throws IOException {
    worker.close();
    raw.close();
    assertThat(process.isAlive()).isFalse();
  }

  private WorkerReply ask(long job) throws InterruptedException {
    return worker.execute(new Frame.ExecuteJob(job, PARAMS, JobInput.raw(new byte[0])), LIMIT);
  }

  private static Frame.ExecuteDone done(long job, int value) {
    return new Frame.ExecuteDone(job, Payload.of(new byte[] {(byte) value}), 1, 1, 0, 0);
  }

  private void says(Frame... frames) throws IOException, FrameException {
    for (Frame frame : frames) {
      guest.write(frame);
    }
  }

  private static void isNonsense(WorkerReply reply, String said) {
    assertThat(reply)
        .isInstanceOfSatisfying(
            WorkerReply.Died.class,
            died -> {
              assertThat(died.death().blame()).isEqualTo(ExecuteErrorKind.AMBIGUOUS_WORKER_DEATH);
              assertThat(died.death().describe()).contains(said);
            });
  }

  @Test
  void anAnswerThatIsGivenTwiceIsNotTheNextCandidates() throws Exception {
    says(new Frame.JobStarted(1, 0), done(1, 7));
    assertThat(ask(1)).isInstanceOf(WorkerReply.Answered.class);
    says(done(1, 7));
    isNonsense(ask(2), "job 1");
  }

  @Test
  void anAnswerForAnotherJobIsNoAnswer() throws Exception {
    says(new Frame.JobStarted(4, 0), done(3, 7));
    isNonsense(ask(4), "job 3");
  }

  @Test
  void aStartOfAnotherJobIsNotThisOnes() throws Exception {
    says(new Frame.JobStarted(3, 0), done(4, 7));
    isNonsense(ask(4), "job 3");
  }

  @Test
  void aFailureForAnotherJobBlamesNobody() throws Exception {
    says(new Frame.ExecuteFailed(3, ExecuteErrorKind.INVALID_CANDIDATE, "trap", 1, 1));
    isNonsense(ask(4), "job 3");
  }

  @Test
  void aGuestStartsOnceSoThatNobodyTurnsItsClockBack() throws Exception {
    says(new Frame.JobStarted(1, 0));
    Thread flood =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (true) {
                      says(new Frame.JobStarted(1, 0));
                    }
                  } catch (IOException | FrameException e) {
                    assertThat(e).isNotNull();
                  }
                });
    isNonsense(ask(1), "started job 1 twice");
    worker.close();
    flood.join();
  }

  @Test
  void garbageIsNonsense() throws Exception {
    raw.write(ByteBuffer.wrap(new byte[] {4, 0, 0, 0, 99, 1, 2, 3}));
    isNonsense(ask(1), "nonsense");
  }

  @Test
  void aFrameThatIsTooLargeIsNonsenseBeforeAnythingIsAllocated() throws Exception {
    int length = FrameLimits.MAX_TO_HOST_BYTES + 1;
    raw.write(
        ByteBuffer.wrap(
            new byte[] {
              (byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24)
            }));
    isNonsense(ask(1), "frame length");
  }

  @Test
  void halfAFrameAndThenNothingIsTheEndOfTheConnection() throws Exception {
    raw.write(ByteBuffer.wrap(new byte[] {100, 0, 0, 0, 1}));
    raw.close();
    isNonsense(ask(1), "worker died");
  }

  @Test
  void silenceAndAWorkerThatDoesNotReadReachTheWallClock() throws Exception {
    byte[] large = new byte[8 << 20];
    WorkerReply reply =
        worker.execute(new Frame.ExecuteJob(1, PARAMS, JobInput.raw(large)), Duration.ofMillis(10));
    assertThat(reply)
        .isInstanceOfSatisfying(
            WorkerReply.OverLimit.class,
            over -> assertThat(over.limit()).isEqualTo(WorkerReply.Limit.WALL));
  }

  @Test
  void aSecondHelloIsNoAnswer() throws Exception {
    says(new Frame.Hello(new Nonce(NONCE), "v", "j", "e", 1, "c1", List.of()));
    assertThat(ask(1))
        .isInstanceOfSatisfying(
            WorkerReply.Answered.class,
            answered -> assertThat(answered.frame()).isInstanceOf(Frame.Hello.class));
  }

  @Test
  void aWorkerThatSaysOkAndDiesHasAnsweredAndServesNoMore() throws Exception {
    says(new Frame.JobStarted(1, 0), done(1, 7));
    assertThat(ask(1)).isInstanceOf(WorkerReply.Answered.class);
    process.destroyForcibly().waitFor();
    raw.close();
    assertThat(worker.isAlive()).isFalse();
    assertThat(ask(2))
        .isInstanceOfSatisfying(
            WorkerReply.Died.class,
            died -> {
              assertThat(died.guestStarted()).as("the job may be given to another").isFalse();
              assertThat(died.death().blame()).isEqualTo(ExecuteErrorKind.INTERNAL);
            });
  }
}
