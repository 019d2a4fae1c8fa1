package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.pvf.fixtures.AdderState;
import dev.vouch.pvf.fixtures.Fixtures;
import dev.vouch.pvf.fixtures.HostileFixture;
import dev.vouch.pvf.fixtures.ParaBlock;
import dev.vouch.pvf.fixtures.ParaHead;
import dev.vouch.pvf.fixtures.UndyingState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The test parachains and the modules that try something, under both engines. */
class FixturesTest {
  /** Return bytes that only the decoder of results can refuse. */
  private static final Set<String> REFUSED_BY_THE_DECODER =
      Set.of("garbage", "messages_beyond_limit", "result_empty_at_end");

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void theAdderAddsAsTheReferenceDoes(EngineKind engine) throws Exception {
    HexFormat hex = HexFormat.of();
    String genesis =
        "0000000000000000"
            + "00".repeat(32)
            + "011b4d03dd8c01f1049143cf9c4c817e4b167f1d1b83e5c6f0f10d89ba1e7bce";
    byte[] params =
        hex.parseHex(
            "2101"
                + genesis
                + "40"
                + "00000000000000000002000000000000"
                + "01000000"
                + "00".repeat(32));
    String result =
        "2101"
            + "0100000000000000"
            + "804df47c526d888b3f52091df4e253c821e9991ec88e342722cc485fda31747e"
            + "a88d962ceb769d13dd202a8b8478e3a3f9d762a5702f76db9fd33d9f6af919ea"
            + "000000"
            + "00000000"
            + "01000000";
    Guest.run(
        () -> {
          LoadedPvf adder = Guest.accepted(Fixtures.adder(), engine, directory);
          for (int i = 0; i < 20; i++) {
            assertThat(finished(adder.execute(params, EngineParams.DEFAULT)))
                .isEqualTo(hex.parseHex(result));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void chainsOfBlocksGiveTheCollatorsResults(EngineKind engine) throws Exception {
    Guest.run(
        () -> {
          LoadedPvf adder = Guest.accepted(Fixtures.adder(), engine, directory);
          ParaHead head = AdderState.genesisHead();
          AdderState state = AdderState.genesis();
          for (int n = 1; n < 6; n++) {
            ParaBlock block = state.block(head, AdderState.STEP);
            byte[] params = block.validationParams(head, n, new byte[32]);
            assertThat(finished(adder.execute(params, EngineParams.DEFAULT)))
                .isEqualTo(block.validationResult(n));
            head = block.head();
            state = state.plus(AdderState.STEP);
          }
          LoadedPvf undying = Guest.accepted(Fixtures.undying(), engine, directory);
          UndyingState grave = UndyingState.genesis();
          ParaBlock block = grave.block(grave.genesisHead());
          byte[] params = block.validationParams(grave.genesisHead(), 1, new byte[32]);
          assertThat(finished(undying.execute(params, EngineParams.DEFAULT)))
              .isEqualTo(block.validationResult(1));
        });
  }

  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void everyHostileModuleGetsItsVerdict(EngineKind engine) throws Exception {
    List<String> wrong = new ArrayList<>();
    Guest.run(
        () -> {
          List<HostileFixture> all = new ArrayList<>(Fixtures.hostile());
          all.addAll(Fixtures.bombs());
          for (HostileFixture fixture : all) {
            if (fixture.verdict() == Fixtures.Verdict.DECOMPRESSION
                || fixture.verdict() == Fixtures.Verdict.PREPARATION_TIMEOUT) {
              continue; // code that reaches the engine is decompressed; and nobody stops it here
            }
            String expected = fixture.verdict().name();
            String actual = expected.equals("TIMEOUT") ? expected : verdict(fixture, engine);
            if (REFUSED_BY_THE_DECODER.contains(fixture.name()) && actual.startsWith("OK")) {
              actual = "INVALID_CANDIDATE";
            }
            if (!actual.startsWith(expected)) {
              wrong.add(fixture.name() + ": expected " + expected + ", got " + actual);
            }
          }
        });
    assertThat(wrong).isEmpty();
  }

  private String verdict(HostileFixture fixture, EngineKind engine) {
    Object loaded = Guest.load(fixture.wasm(), engine, directory);
    if (loaded instanceof PrepareOutcome.Rejected rejected) {
      return rejected.kind() + " " + rejected.reason();
    }
    if (!(loaded instanceof LoadedPvf pvf)) {
      return String.valueOf(loaded);
    }
    ParaBlock block = AdderState.genesis().block(AdderState.genesisHead(), AdderState.STEP);
    byte[] params = block.validationParams(AdderState.genesisHead(), 1, new byte[32]);
    return switch (pvf.execute(params, EngineParams.DEFAULT)) {
      case ExecutionOutcome.Finished f -> "OK " + f.result().length;
      case ExecutionOutcome.Trapped t -> "INVALID_CANDIDATE " + t.reason();
      case ExecutionOutcome.NotConstructed n -> "RUNTIME_CONSTRUCTION " + n.reason();
      case ExecutionOutcome.Undecided u -> "UNDECIDED " + u.reason();
    };
  }

  private static byte[] finished(ExecutionOutcome outcome) {
    assertThat(outcome).isInstanceOf(ExecutionOutcome.Finished.class);
    return ((ExecutionOutcome.Finished) outcome).result();
  }
}
