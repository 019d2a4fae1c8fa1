package dev.vouch.pvf.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.frames.Frame.ExecuteDone;
import dev.vouch.frames.Frame.ExecuteFailed;
import dev.vouch.frames.FrameChannel;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Nonce;
import dev.vouch.frames.Payload;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.frames.SandboxLayer;
import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.pvf.fixtures.Fixtures;
import java.io.EOFException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The worker as a process, over its socket. */
final class MainProcessTest {
  private static final HexFormat HEX = HexFormat.of();

  // adder.json: pvd, pov and the result that belongs to its new head
  private static final byte[] PVD =
      HEX.parseHex(
          "2101"
              + "00".repeat(40)
              + "011b4d03dd8c01f1049143cf9c4c817e4b167f1d1b83e5c6f0f10d89ba1e7bce"
              + "64000000"
              + "22".repeat(32)
              + "00005000");
  private static final byte[] POV = HEX.parseHex("4000000000000000000200000000000000");
  private static final String RESULT =
      "21010100000000000000804df47c526d888b3f52091df4e253c821e9991ec88e342722cc485fda31747e"
          + "675c1f4e4248fc4018c281a280014d93c8e5bdf26fc6ec8b108f13f571e98ad2"
          + "0000000000000064000000";

  @TempDir static Path dir;
  private static Frame.PrepareDone adder;

  @BeforeAll
  static void prepareTheAdder() throws Exception {
    adder = Child.prepared(dir, Fixtures.adder());
  }

  @Test
  void aPreparedModuleComesWithItsDigestAndFigures() throws Exception {
    assertThat(adder.digest().array()).isEqualTo(Digests.sha256(adder.artifact().array()));
    assertThat(adder.codeBytes()).isEqualTo(Fixtures.adder().length);
    assertThat(adder.functions()).isPositive();
    assertThat(adder.interpretedFunctions()).isZero();
    assertThat(adder.cpuNanos()).isPositive();
    assertThat(adder.wallNanos()).isPositive();
    assertThat(adder.peakMemoryBytes()).isGreaterThan(16 << 20);
  }

  @Test
  void theAdderGivesTheReferencesResultRunAfterRunWithEachEngine() throws Exception {
    for (EngineMode mode : EngineMode.values()) {
      try (var child = Child.start(dir)) {
        assertThat(child.load(adder, mode)).isInstanceOf(Frame.Loaded.class);
        for (int job = 1; job <= 3; job++) {
          var done = (ExecuteDone) child.execute(job, Child.candidate(PVD, POV));
          assertThat(HEX.formatHex(done.result().array())).as(mode.name()).isEqualTo(RESULT);
          assertThat(done.jobId()).isEqualTo(job);
          assertThat(done.paramsBytes()).isEqualTo(127);
          assertThat(done.blockDataBytes()).isEqualTo(16);
          assertThat(done.guestCpuNanos()).isPositive();
        }
        child.channel.write(new Frame.Shutdown());
        assertThat(child.awaitExit()).isEqualTo(Main.EXIT_OK);
        assertThat(Files.size(dir.resolve("stdout"))).as("standard output").isZero();
      }
    }
  }

  @Test
  void aCandidateOfVersionThreeGetsTheExtension() throws Exception {
    try (var child = Child.start(dir)) {
      child.load(adder, EngineMode.COMPILED);
      var hash = Payload.of(new byte[32]);
      var input =
          new JobInput.CandidateParams(
              Payload.of(PVD),
              Payload.of(POV),
              1 << 20,
              Optional.of(new JobInput.SchedulingExtension(hash, hash)));
      var done = (ExecuteDone) child.execute(1, input);
      assertThat(done.paramsBytes()).isEqualTo(127 + 65);
      assertThat(HEX.formatHex(done.result().array())).isEqualTo(RESULT);
    }
  }

  @Test
  void compressedBlockDataIsDecompressedAndABombIsTheCandidatesFault() throws Exception {
    try (var child = Child.start(dir)) {
      child.load(adder, EngineMode.COMPILED);
      // one raw block of 16 bytes in a frame
      String block = "00000000000000000200000000000000";
      byte[] pov = HEX.parseHex("78" + "52bc537646db8e05" + "28b52ffd2010" + "810000" + block);
      pov[0] = (byte) ((pov.length - 1) << 2);
      var done = (ExecuteDone) child.execute(1, Child.candidate(PVD, pov));
      assertThat(HEX.formatHex(done.result().array())).isEqualTo(RESULT);
      assertThat(done.blockDataBytes()).isEqualTo(16);
      var tight =
          new JobInput.CandidateParams(Payload.of(PVD), Payload.of(pov), 15, Optional.empty());
      var failed = (ExecuteFailed) child.execute(2, tight);
      assertThat(failed.kind()).isEqualTo(ExecuteErrorKind.POV_DECOMPRESSION_FAILURE);
    }
  }

  @Test
  void whatTheGuestDoesWrongIsTheCandidatesFault() throws Exception {
    for (String name : List.of("trap", "recurse", "grow", "garbage", "result_outside")) {
      var prepared = Child.prepared(dir, Fixtures.hostile(name));
      try (var child = Child.start(dir)) {
        child.load(prepared, EngineMode.COMPILED);
        var failed = (ExecuteFailed) child.execute(1, Child.candidate(PVD, POV));
        assertThat(failed.kind()).as(name).isEqualTo(ExecuteErrorKind.INVALID_CANDIDATE);
        assertThat(failed.reason()).as(name).isNotEmpty();
      }
    }
  }

  @Test
  void rawParametersGiveTheRawResultWhateverItIs() throws Exception {
    var prepared = Child.prepared(dir, Fixtures.hostile("garbage"));
    try (var child = Child.start(dir)) {
      child.load(prepared, EngineMode.COMPILED);
      var done = (ExecuteDone) child.execute(1, Child.anyParams());
      assertThat(HEX.formatHex(done.result().array())).isEqualTo("ff".repeat(16));
    }
  }

  @Test
  void nothingOfOneJobIsSeenInTheNext() throws Exception {
    var prepared = Child.prepared(dir, Fixtures.hostile("spy"));
    try (var child = Child.start(dir)) {
      child.load(prepared, EngineMode.COMPILED);
      for (int job = 1; job <= 3; job++) {
        var done = (ExecuteDone) child.execute(job, Child.anyParams());
        assertThat(HEX.formatHex(done.result().array())).isEqualTo("10" + "00".repeat(15));
      }
    }
  }

  @Test
  void nothingOfTheHostIsSeenInTheNextJobEvenAfterATrap() throws Exception {
    var prepared = Child.prepared(dir, Fixtures.hostile("spy_host"));
    try (var child = Child.start(dir)) {
      child.load(prepared, EngineMode.COMPILED);
      for (int job = 1; job <= 6; job += 2) {
        var done = (ExecuteDone) child.execute(job, JobInput.raw(new byte[] {0, 7}));
        assertThat(HEX.formatHex(done.result().array())).isEqualTo("10" + "00".repeat(15));
        var trapped = (ExecuteFailed) child.execute(job + 1, JobInput.raw(new byte[] {1, 7}));
        assertThat(trapped.kind()).isEqualTo(ExecuteErrorKind.INVALID_CANDIDATE);
      }
    }
  }

  @Test
  void codeThatIsAtFaultIsRefusedWithItsKind() throws Exception {
    var refused =
        (Frame.PrepareFailed) Child.prepare(dir, Fixtures.hostile("sign_extension"), false);
    assertThat(refused.kind()).isEqualTo(PrepareErrorKind.PREVALIDATION);
    var unresolved =
        (Frame.PrepareFailed) Child.prepare(dir, Fixtures.hostile("other_module_import"), true);
    assertThat(unresolved.kind()).isEqualTo(PrepareErrorKind.RUNTIME_CONSTRUCTION);
    var bomb = (Frame.PrepareFailed) Child.prepare(dir, HEX.parseHex("52bc537646db8e0511"), false);
    assertThat(bomb.kind()).isEqualTo(PrepareErrorKind.COULD_NOT_DECOMPRESS_CODE_BLOB);
  }

  @Test
  void anArtifactWithAnotherDigestIsNotLoaded() throws Exception {
    byte[] bytes = adder.artifact().array().clone();
    bytes[bytes.length / 2] ^= 1;
    try (var child = Child.start(dir)) {
      child.channel.write(
          new Frame.LoadArtifact(Payload.of(bytes), adder.digest(), EngineMode.COMPILED));
      assertThat(child.channel.readToHost())
          .isInstanceOfSatisfying(
              Frame.LoadFailed.class,
              f -> assertThat(f.kind()).isEqualTo(ExecuteErrorKind.CORRUPTED_ARTIFACT));
      byte[] rubbish = {1, 2, 3};
      child.channel.write(
          new Frame.LoadArtifact(
              Payload.of(rubbish), Payload.of(Digests.sha256(rubbish)), EngineMode.COMPILED));
      assertThat(child.channel.readToHost())
          .isInstanceOfSatisfying(
              Frame.LoadFailed.class,
              f -> assertThat(f.kind()).isEqualTo(ExecuteErrorKind.RUNTIME_CONSTRUCTION));
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
  @EnabledOnOs(OS.LINUX)
  void interruptAndHangUpOfTheTerminalAreIgnored() throws Exception {
    try (var child = Child.start(dir)) {
      for (String signal : List.of("-INT", "-HUP")) {
        var kill = new ProcessBuilder("kill", signal, "" + child.process.pid()).start();
        assertThat(kill.waitFor()).isZero();
      }
      assertThat(child.load(adder, EngineMode.COMPILED)).isInstanceOf(Frame.Loaded.class);
      assertThat(child.execute(1, Child.candidate(PVD, POV))).isInstanceOf(ExecuteDone.class);
      var kill = new ProcessBuilder("kill", "-TERM", "" + child.process.pid()).start();
      assertThat(kill.waitFor()).isZero();
      assertThat(child.awaitExit()).isNotZero();
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
  void aLongChainOfBlocksIsValidatedByOneWorker() throws Exception {
    try (var child = Child.start(dir)) {
      child.load(adder, EngineMode.COMPILED);
      var head = AdderState.genesisHead();
      var state = AdderState.genesis();
      for (int number = 1; number <= 50; number++) {
        var block = state.block(head, AdderState.STEP);
        var params = block.validationParams(head, number, new byte[32]);
        var done = (ExecuteDone) child.execute(number, JobInput.raw(params));
        assertThat(done.result().array()).isEqualTo(block.validationResult(number));
        state = state.plus(AdderState.STEP);
        head = block.head();
      }
    }
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
