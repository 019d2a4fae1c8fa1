package dev.vouch.pvf.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame;
import dev.vouch.frames.FrameChannel;
import dev.vouch.frames.Nonce;
import dev.vouch.frames.Payload;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.fixtures.Fixtures;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real worker processes: started, watched, killed, and nothing of them left. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class SupervisorTest {
  @TempDir Path temp;
  @TempDir Path unpacked;
  private SupervisorSettings settings;
  private Supervisor supervisor;

  @BeforeEach
  void start() throws IOException {
    settings = with(WorkerJars.unpack(unpacked), Duration.ofSeconds(30), false);
    supervisor = new Supervisor(settings, WorkerListener.NONE);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    List<ProcessHandle> workers =
        supervisor.pids().stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    supervisor.close();
    assertThat(workers).noneMatch(ProcessHandle::isAlive);
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void closingEndsAWorkerThatHasNotSaidHello() throws Exception {
    Thread spawning =
        Thread.ofVirtual()
            .start(
                () ->
                    assertThatThrownBy(() -> supervisor.spawn(WorkerKind.EXECUTE_C1))
                        .isInstanceOf(SpawnException.class));
    List<ProcessHandle> started;
    do {
      started = ofThisTest();
    } while (started.isEmpty());

    supervisor.close();

    assertThat(started).noneMatch(ProcessHandle::isAlive);
    assertThat(ofThisTest()).isEmpty();
    spawning.join();
    assertThatThrownBy(() -> supervisor.spawn(WorkerKind.EXECUTE_C1))
        .hasMessageContaining("closed");
  }

  private List<ProcessHandle> ofThisTest() {
    String mark = "-Djava.io.tmpdir=" + temp;
    return ProcessHandle.current()
        .children()
        .filter(
            process ->
                process.info().arguments().stream()
                    .flatMap(Stream::of)
                    .anyMatch(argument -> argument.startsWith(mark)))
        .toList();
  }

  private SupervisorSettings with(WorkerJars jars, Duration timeout, boolean sandboxRequired) {
    return new SupervisorSettings(
        Path.of(System.getProperty("java.home")), jars, temp, timeout, 512, 256, sandboxRequired);
  }

  private static Frame.PrepareJob prepareJob(byte[] wasm) {
    return new Frame.PrepareJob(
        1,
        Payload.of(wasm),
        30 << 20,
        Payload.of(ExecutorParams.CODEC.encodeToBytes(ExecutorParams.defaults()).toArray()),
        false);
  }

  @Test
  void i21AWorkerSaysHelloWithItsVersionsAndSandbox() throws Exception {
    WorkerProcess worker = supervisor.spawn(WorkerKind.EXECUTE_C1);
    assertThat(worker.hello().jvmVersion()).contains(Runtime.version().toString());
    assertThat(worker.hello().jit()).isEqualTo("c1");
    assertThat(worker.hello().sandbox()).isNotEmpty();
    assertThat(worker.pid()).isEqualTo(worker.hello().pid());
    assertThat(supervisor.liveWorkers()).isEqualTo(1);
    worker.close();
    assertThat(supervisor.liveWorkers()).isZero();
    assertThat(worker.isAlive()).isFalse();
  }

  @Test
  void aWorkerPreparesAModule() throws Exception {
    try (WorkerProcess worker = supervisor.spawn(WorkerKind.PREPARE)) {
      WorkerReply reply = worker.prepare(prepareJob(Fixtures.adder()), Duration.ofSeconds(60));
      assertThat(reply)
          .isInstanceOfSatisfying(
              WorkerReply.Answered.class,
              done -> {
                assertThat(done.frame()).isInstanceOf(Frame.PrepareDone.class);
                assertThat(done.cpuNanos()).isPositive();
              });
    }
  }

  @Test
  void i23AStoppedWorkerIsOverItsWallClock() throws Exception {
    try (WorkerProcess worker = supervisor.spawn(WorkerKind.PREPARE)) {
      assertThat(signal("-STOP", worker)).isZero();
      WorkerReply reply = worker.prepare(prepareJob(Fixtures.adder()), Duration.ofMillis(100));
      assertThat(reply)
          .isInstanceOfSatisfying(
              WorkerReply.OverLimit.class,
              over -> assertThat(over.limit()).isEqualTo(WorkerReply.Limit.WALL));
    }
  }

  @Test
  void i25AWorkerKilledWhileItWorksIsALocalMatter() throws Exception {
    try (WorkerProcess worker = supervisor.spawn(WorkerKind.PREPARE)) {
      assertThat(signal("-KILL", worker)).isZero();
      WorkerReply reply = worker.prepare(prepareJob(Fixtures.adder()), Duration.ofSeconds(10));
      assertThat(reply)
          .isInstanceOfSatisfying(
              WorkerReply.Died.class,
              died -> {
                assertThat(died.death().blame()).isEqualTo(ExecuteErrorKind.INTERNAL);
                assertThat(died.death().describe()).contains("received signal: SIGKILL");
              });
    }
  }

  @Test
  void workersIgnoreTheInterruptOfATerminal() throws Exception {
    try (WorkerProcess worker = supervisor.spawn(WorkerKind.PREPARE)) {
      assertThat(signal("-INT", worker)).isZero();
      WorkerReply reply = worker.prepare(prepareJob(Fixtures.adder()), Duration.ofSeconds(60));
      assertThat(reply).isInstanceOf(WorkerReply.Answered.class);
    }
  }

  @Test
  void i19AProcessThatEndsBeforeItsHelloIsNoticedAtOnce() {
    WorkerJars none = new WorkerJars("0".repeat(64), List.of(), Optional.empty());
    try (Supervisor broken =
        new Supervisor(with(none, Duration.ofMinutes(1), false), WorkerListener.NONE)) {
      assertThatThrownBy(() -> broken.spawn(WorkerKind.PREPARE))
          .isInstanceOf(SpawnException.class)
          .hasMessageContaining("exit code 1")
          .hasMessageContaining("ClassNotFoundException");
    }
  }

  @Test
  void aClosedSupervisorStartsNothing() {
    supervisor.close();
    assertThatThrownBy(() -> supervisor.spawn(WorkerKind.PREPARE))
        .isInstanceOf(SpawnException.class);
  }

  @Test
  void i20NobodyWaitsLongerThanTheBoundForAHello() throws Exception {
    try (Rendezvous rendezvous =
        Rendezvous.open(temp.resolve("s"), Nonce.random(new SecureRandom()))) {
      Process silent = new ProcessBuilder("sleep", "60").start();
      try {
        assertThatThrownBy(() -> rendezvous.await(silent, Duration.ofMillis(200)))
            .isInstanceOf(TimeoutException.class);
      } finally {
        silent.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void whoeverConnectsWithoutTheNonceIsNotTheWorker() throws Exception {
    Path socket = temp.resolve("s");
    Process silent = new ProcessBuilder("sleep", "60").start();
    try (Rendezvous rendezvous = Rendezvous.open(socket, Nonce.random(new SecureRandom()));
        SocketChannel stranger = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      stranger.connect(UnixDomainSocketAddress.of(socket));
      Frame.Hello hello =
          new Frame.Hello(Nonce.random(new SecureRandom()), "1", "25", "1", 1, "c1", List.of());
      new FrameChannel(stranger).write(hello);
      assertThatThrownBy(() -> rendezvous.await(silent, Duration.ofMillis(300)))
          .isInstanceOf(TimeoutException.class);
    } finally {
      silent.destroyForcibly().waitFor();
    }
  }

  private static int signal(String name, WorkerProcess worker) throws Exception {
    return new ProcessBuilder("kill", name, String.valueOf(worker.pid())).start().waitFor();
  }
}
