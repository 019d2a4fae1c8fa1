package dev.vouch.pvf.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.ExecuteErrorKind;
import dev.vouch.frames.Frame;
import dev.vouch.frames.Frame.EngineMode;
import dev.vouch.frames.Frame.ExecuteDone;
import dev.vouch.frames.Frame.ExecuteFailed;
import dev.vouch.frames.JobInput;
import dev.vouch.frames.Payload;
import dev.vouch.frames.PrepareErrorKind;
import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.pvf.fixtures.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the worker as a process answers to its jobs, over its socket. */
final class MainProcessTest {
  private static final HexFormat HEX = HexFormat.of();

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
          var done = (ExecuteDone) child.execute(job, AdderCandidate.params());
          assertThat(HEX.formatHex(done.result().array()))
              .as(mode.name())
              .isEqualTo(AdderCandidate.RESULT);
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
              AdderCandidate.PVD,
              AdderCandidate.POV,
              1 << 20,
              Optional.of(new JobInput.SchedulingExtension(hash, hash)));
      var done = (ExecuteDone) child.execute(1, input);
      assertThat(done.paramsBytes()).isEqualTo(127 + 65);
      assertThat(HEX.formatHex(done.result().array())).isEqualTo(AdderCandidate.RESULT);
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
      var done = (ExecuteDone) child.execute(1, Child.candidate(AdderCandidate.PVD.array(), pov));
      assertThat(HEX.formatHex(done.result().array())).isEqualTo(AdderCandidate.RESULT);
      assertThat(done.blockDataBytes()).isEqualTo(16);
      var tight =
          new JobInput.CandidateParams(AdderCandidate.PVD, Payload.of(pov), 15, Optional.empty());
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
        var failed = (ExecuteFailed) child.execute(1, AdderCandidate.params());
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
}
