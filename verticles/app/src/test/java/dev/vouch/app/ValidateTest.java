package dev.vouch.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.UmpSignal;
import dev.vouch.primitives.testing.AdderScenario;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestCandidateBuilder;
import dev.vouch.primitives.testing.TestHashes;
import dev.vouch.pvf.fixtures.Fixtures;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code vouch validate} on the first block of the adder, and on what is wrong with it. */
@Execution(ExecutionMode.CONCURRENT)
class ValidateTest {
  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void useDirectory() {
    cli = new Cli(directory);
  }

  private CandidateFiles files(TestCandidateBuilder candidate) {
    return new CandidateFiles(cli, candidate.build());
  }

  private CandidateFiles adder() {
    return files(CandidateFiles.adder());
  }

  private static void assertInvalid(Cli.Result told, String kind) {
    assertThat(told.exit()).as(told.out() + told.err()).isEqualTo(1);
    assertThat(told.json()).hasSize(1);
    JsonObject line = told.json().getFirst();
    assertThat(line.getString("outcome")).isEqualTo("invalid");
    assertThat(line.getString("kind")).as(told.out()).isEqualTo(kind);
    assertThat(line.getString("reason")).isNotBlank();
    assertThat(line.getValue("commitments_hash")).isNull();
    assertThat(line.getValue("head")).isNull();
  }

  private static int runs(Cli.Result told) {
    return told.json().getFirst().getJsonArray("runs").size();
  }

  @Test
  void theAddersFirstBlockIsValid() {
    TestCandidate candidate = CandidateFiles.adder().build();
    Cli.Result told = adder().validate("--json");
    assertThat(told.exit()).as(told.out() + told.err()).isZero();
    JsonObject line = told.json().getFirst();
    assertThat(line.fieldNames())
        .containsExactly(
            "outcome",
            "kind",
            "reason",
            "candidate_hash",
            "commitments_hash",
            "head",
            "assumed",
            "runs");
    assertThat(line.getString("outcome")).isEqualTo("ok");
    assertThat(line.getValue("kind")).isNull();
    assertThat(line.getValue("reason")).isNull();
    assertThat(line.getString("candidate_hash")).isEqualTo(candidate.hash().value().toHex());
    assertThat(line.getString("commitments_hash"))
        .isEqualTo(candidate.commitments().hash().toHex());
    assertThat(line.getString("head")).isEqualTo(AdderScenario.newHead().value().toHex());
    assertThat(line.getJsonObject("assumed"))
        .isEqualTo(
            new JsonObject(
                "{\"session\":7,\"claim_queue\":{\"1\":[2000]},\"v3\":true,"
                    + "\"executor_params\":[],\"bomb_limit\":52428800}"));
    JsonObject run = line.getJsonArray("runs").getJsonObject(0);
    assertThat(run.fieldNames()).containsExactly("cpu_ms", "wall_ms", "cold", "jit", "confirming");
    assertThat(run.getString("jit")).isEqualTo("c1");
    assertThat(run.getBoolean("cold")).isTrue();
  }

  @Test
  void hexTextAndAFullContextDoAsWell() {
    TestCandidate candidate = CandidateFiles.adder().build();
    String receipt = CandidateReceipt.CODEC.encodeToBytes(candidate.receipt()).toHex();
    Cli.Result told =
        adder()
            .withText(
                "--receipt", "0x" + receipt.substring(0, 100) + "\n " + receipt.substring(100))
            .withText(
                "--pvd",
                PersistedValidationData.CODEC.encodeToBytes(candidate.pvd()).toHex() + "\n")
            .withText("--pov", "\t0X" + PoV.CODEC.encodeToBytes(candidate.pov()).toHex())
            .withText(
                "--context",
                """
                {"session": 7, "claim_queue": {"0": [2001], "1": [2000, 2001]}, "v3": false,
                 "executor_params": [{"PvfExecTimeout": ["Backing", 2500]}],
                 "bomb_limit": 31457280}
                """)
            .validate("--kind", "approval", "--json");
    assertThat(told.exit()).as(told.out() + told.err()).isZero();
    assertThat(told.json().getFirst().getJsonObject("assumed")).isEmpty();
  }

  @Test
  void aPersonReadsTheVerdictFirst() {
    Cli.Result told = adder().with("--pov", Bytes.fromHex("0400")).validate();
    assertThat(told.exit()).isEqualTo(1);
    assertThat(told.out()).startsWith("invalid PoVHashMismatch: ").contains("assumed");
  }

  @Test
  void whatTheDescriptorDoesNotPromiseIsInvalidBeforeAnythingRuns() {
    TestCandidate other = CandidateFiles.adder().relayParentNumber(101).build();
    Cli.Result wrongData =
        adder()
            .with("--pvd", PersistedValidationData.CODEC.encodeToBytes(other.pvd()))
            .validate("--json");
    assertInvalid(wrongData, "PersistedValidationDataMismatch");
    Cli.Result wrongPov =
        adder().with("--pov", PoV.CODEC.encodeToBytes(new PoV(Bytes.EMPTY))).validate("--json");
    assertInvalid(wrongPov, "PoVHashMismatch");
    Cli.Result wrongCode = adder().with("--code", Bytes.wrap(Fixtures.halt())).validate("--json");
    assertInvalid(wrongCode, "CodeHashMismatch");
    Cli.Result large = files(CandidateFiles.adder().maxPovSize(16)).validate("--json");
    assertInvalid(large, "ParamsTooLarge");
    assertThat(large.json().getFirst().getString("reason")).contains("17");
    assertThat(IntStream.of(runs(wrongData), runs(wrongPov), runs(wrongCode), runs(large)))
        .containsOnly(0);
  }

  @Test
  void aPovOfExactlyTheLimitIsNotTooLarge() {
    Cli.Result told = files(CandidateFiles.adder().maxPovSize(17)).validate("--json");
    assertThat(told.exit()).as(told.out()).isZero();
  }

  @Test
  void sessionsOfTheContextAreComparedInBackingOnly() {
    assertInvalid(
        adder().withText("--context", "{\"session\": 8}").validate("--json"),
        "InvalidSchedulingSession");
    TestCandidateBuilder elsewhere = CandidateFiles.adder().v3(TestHashes.filled(0x33), 8);
    Cli.Result known = files(elsewhere).validate("--json");
    assertInvalid(known, "InvalidUMPSignals");
    assertThat(known.json().getFirst().getJsonObject("assumed"))
        .isEqualTo(
            new JsonObject(
                "{\"session\":8,\"relay_parent_session\":7,\"claim_queue\":{\"1\":[2000]},"
                    + "\"v3\":true,\"executor_params\":[],\"bomb_limit\":52428800}"));
    assertInvalid(
        files(elsewhere).withText("--context", "{\"relay_parent_session\": 6}").validate("--json"),
        "InvalidRelayParentSession");
    Cli.Result approval =
        adder().withText("--context", "{\"session\": 8}").validate("--json", "--kind", "approval");
    assertThat(approval.exit()).as(approval.out()).isZero();
  }

  @Test
  void outputsAreComparedWithTheReceipt() {
    HeadData otherHead = new HeadData(Bytes.fromHex("00"));
    Cli.Result head = files(CandidateFiles.adder().newHead(otherHead)).validate("--json");
    assertInvalid(head, "ParaHeadHashMismatch");
    assertThat(runs(head)).isEqualTo(1);
    assertInvalid(
        files(CandidateFiles.adder().processedDownwardMessages(1)).validate("--json"),
        "CommitmentsHashMismatch");
    assertInvalid(
        files(CandidateFiles.adder().signals(new UmpSignal.SelectCore(0, 0))).validate("--json"),
        "CommitmentsHashMismatch");
    Cli.Result core =
        adder().withText("--context", "{\"claim_queue\": {\"0\": [2000]}}").validate("--json");
    assertInvalid(core, "InvalidUMPSignals");
    assertThat(core.json().getFirst().getString("reason")).contains("CoreIndexMismatch");
  }

  @Test
  void anInvalidFromRunningCodeIsConfirmedUnderTheOtherJit() {
    CandidateFiles trap = files(CandidateFiles.running(Fixtures.hostile("trap")));
    Cli.Result dispute = trap.validate("--kind", "dispute", "--json");
    assertInvalid(dispute, "ExecutionError");
    JsonArray runs = dispute.json().getFirst().getJsonArray("runs");
    assertThat(runs).hasSize(2);
    assertThat(runs.getJsonObject(0).getString("jit")).isEqualTo("c1");
    assertThat(runs.getJsonObject(0).getBoolean("confirming")).isFalse();
    assertThat(runs.getJsonObject(1).getString("jit")).isEqualTo("tiered");
    assertThat(runs.getJsonObject(1).getBoolean("confirming")).isTrue();
    Cli.Result backing = trap.validate("--json");
    assertInvalid(backing, "ExecutionError");
    assertThat(runs(backing)).isEqualTo(1);
  }

  @Test
  void aResultThatDoesNotDecodeIsInvalid() {
    Cli.Result told = files(CandidateFiles.running(Fixtures.hostile("garbage"))).validate("--json");
    assertInvalid(told, "ExecutionError");
    assertThat(told.json().getFirst().getString("reason")).contains("decod");
  }

  @Test
  void theTimeLimitOfTheContextIsTheGuestsCpuTime() {
    Cli.Result told =
        files(CandidateFiles.running(Fixtures.halt()))
            .withText(
                "--context", "{\"executor_params\": [{\"PvfExecTimeout\": [\"Backing\", 300]}]}")
            .validate("--json");
    assertInvalid(told, "Timeout");
  }

  @Test
  void codeThatDoesNotPrepareDecidesNothing() {
    Cli.Result told =
        files(CandidateFiles.running(Fixtures.hostile("multi_value")))
            .validate("--kind", "approval", "--json");
    assertThat(told.exit()).as(told.out()).isEqualTo(3);
    JsonObject line = told.json().getFirst();
    assertThat(line.getString("outcome")).isEqualTo("internal");
    assertThat(line.getValue("kind")).isNull();
    assertThat(line.getString("reason")).contains("Prevalidation");
  }
}
