package dev.vouch.pvf.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.frames.Frame;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.frames.Frame.ExecuteDone;
import dev.vouch.frames.FrameChannel;
import dev.vouch.frames.Nonce;
import dev.vouch.frames.SandboxLayer;
import dev.vouch.pvf.fixtures.Fixtures;
import java.io.EOFException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How the worker as a process starts, is confined, is seen from outside, and ends. */
final class MainLifeTest {
  @TempDir static Path dir;

  @Test
  void theHelloTellsVersionsAndCompiler() throws Exception {
    try (var child = Child.start(dir, "-XX:TieredStopAtLevel=1")) {
      assertThat(child.hello.pid()).isEqualTo(child.process.pid());
      assertThat(child.hello.jit()).isEqualTo("c1");
      assertThat(child.hello.jvmVersion()).startsWith("25");
      assertThat(child.hello.engineVersion()).startsWith("chicory");
    }
    try (var child = Child.start(dir)) {
      assertThat(child.hello.jit()).isEqualTo("tiered");
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void everyLayerOfTheSandboxHolds() throws Exception {
    try (var child = Child.start(dir)) {
      assertThat(child.hello.sandbox())
          .extracting(SandboxLayer::name)
          .containsExactly(
              "environment",
              "signals",
              "no_new_privs",
              "rlimits",
              "namespaces",
              "change_root",
              "landlock",
              "seccomp");
      // Two want a launcher.
      assertThat(child.hello.sandbox())
          .filteredOn(l -> !List.of("namespaces", "change_root").contains(l.name()))
          .allSatisfy(l -> assertThat(l.held()).as(l.toString()).isTrue());
      var status = Files.readString(Path.of("/proc", "" + child.process.pid(), "status"));
      assertThat(status).contains("NoNewPrivs:\t1").contains("Seccomp:\t2");
      assertThat(Files.readString(Path.of("/proc", "" + child.process.pid(), "limits")))
          .containsPattern("Max open files +256 +256");
      try (var tasks = Files.list(Path.of("/proc", "" + child.process.pid(), "task"))) {
        assertThat(tasks.toList())
            .isNotEmpty()
            .allSatisfy(
                task ->
                    assertThat(Files.readString(task.resolve("status"))).contains("Seccomp:\t2"));
      }
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void theGuestsCpuTimeCanBeReadFromOutsideAndAnEndlessLoopIsKilled() throws Exception {
    var prepared = Child.prepared(dir, Fixtures.halt());
    try (var child = Child.start(dir)) {
      child.load(prepared, EngineMode.COMPILED);
      long thread = child.begin(1, Child.anyParams());
      var stat = Path.of("/proc", "" + child.process.pid(), "task", "" + thread, "stat");
      assertThat(Files.readString(stat)).contains("(guest)");
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (userTicks(stat) < 5) {
        assertThat(System.nanoTime()).as("its CPU time grows").isLessThan(deadline);
        Thread.onSpinWait();
      }
      child.process.destroyForcibly();
      assertThat(child.awaitExit()).isEqualTo(128 + 9);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void interruptAndHangUpOfTheTerminalAreIgnored() throws Exception {
    try (var child = Child.start(dir)) {
      for (String signal : List.of("-INT", "-HUP")) {
        var kill = new ProcessBuilder("kill", signal, "" + child.process.pid()).start();
        assertThat(kill.waitFor()).isZero();
      }
      assertThat(child.load(Child.prepared(dir, Fixtures.adder()), EngineMode.COMPILED))
          .isInstanceOf(Frame.Loaded.class);
      assertThat(child.execute(1, AdderCandidate.params())).isInstanceOf(ExecuteDone.class);
      var kill = new ProcessBuilder("kill", "-TERM", "" + child.process.pid()).start();
      assertThat(kill.waitFor()).isZero();
      assertThat(child.awaitExit()).isNotZero();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theEndOfTheConnectionEndsTheProcessWhateverTheGuestDoes() throws Exception {
    var prepared = Child.prepared(dir, Fixtures.halt());
    try (var child = Child.start(dir)) {
      child.load(prepared, EngineMode.COMPILED);
      child.begin(1, Child.anyParams());
      child.channel.close();
      assertThat(child.awaitExit()).isEqualTo(Main.EXIT_OK);
    }
  }

  @Test
  void aWorkerThatIsKilledMidJobIsSeenAsTheEndOfTheConnection() throws Exception {
    var prepared = Child.prepared(dir, Fixtures.hostile("call_loop"));
    try (var child = Child.start(dir)) {
      child.load(prepared, EngineMode.COMPILED);
      child.begin(1, Child.anyParams());
      child.process.destroyForcibly();
      assertThatThrownBy(child.channel::readToHost).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void aHostThatDoesNotKnowTheNonceOrBreaksTheProtocolLosesTheWorker() throws Exception {
    var socket = dir.resolve("other");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      var random = new SecureRandom();
      var process = Child.spawn(dir, List.of(socket.toString()), Nonce.random(random));
      try (var channel = new FrameChannel(server.accept())) {
        channel.readToHost();
        channel.write(new Frame.HelloAck(Nonce.random(random)));
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(Main.EXIT_PROTOCOL);
      }
    }
    try (var child = Child.start(dir)) {
      child.channel.write(new Frame.ExecuteJob(1, Child.DEFAULT_PARAMS, Child.anyParams()));
      assertThat(child.awaitExit()).isEqualTo(Main.EXIT_PROTOCOL);
    }
  }

  @Test
  void wrongArgumentsAreAUsageError() throws Exception {
    var process = Child.spawn(dir, List.of(), Nonce.random(new SecureRandom()));
    assertThat(process.waitFor()).isEqualTo(Main.EXIT_USAGE);
    assertThat(Files.readString(dir.resolve("stderr"))).startsWith("usage: ");
  }

  /** A cache is made from jars only, so what is made of it is a matter of the host's tests. */
  @Test
  void theTrainingRunDoesWhatAWorkerDoesAndEnds() throws Exception {
    var process = Child.spawn(dir, Training.class, List.of(dir.toString()));
    assertThat(process.waitFor()).as(Files.readString(dir.resolve("stderr"))).isZero();
  }

  private static long userTicks(Path stat) throws Exception {
    String text = Files.readString(stat);
    return Long.parseLong(text.substring(text.lastIndexOf(')') + 2).split(" ", -1)[11]);
  }
}
