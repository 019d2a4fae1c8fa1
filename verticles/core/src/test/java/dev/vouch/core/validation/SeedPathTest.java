package dev.vouch.core.validation;

import static dev.vouch.core.validation.LeafCases.bench;
import static dev.vouch.core.validation.ValidationBench.CODE;
import static dev.vouch.core.validation.ValidationBench.PARA;
import static dev.vouch.core.validation.ValidationBench.PVD;
import static dev.vouch.core.validation.ValidationBench.RELAY_PARENT;
import static dev.vouch.core.validation.ValidationBench.finished;
import static dev.vouch.core.validation.ValidationBench.invalid;
import static dev.vouch.core.validation.ValidationBench.request;
import static dev.vouch.core.validation.ValidationBench.result;
import static dev.vouch.core.validation.ValidationBench.v1;
import static dev.vouch.core.validation.ValidationBench.v2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.CandidateValidationMessage.ValidateFromChainState;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.Failure;
import dev.vouch.messages.InvalidCandidate.Kind;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.OccupiedCoreAssumption;
import dev.vouch.primitives.PersistedValidationData;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The seed path (validation 1.11). */
final class SeedPathTest {
  private static ValidationBench seedBench(
      Optional<PersistedValidationData> included, Optional<PersistedValidationData> timedOut) {
    ValidationBench bench = ValidationBench.ready();
    bench
        .outside
        .answer(
            RuntimeApiMessage.GetPersistedValidationData.class,
            r ->
                new RuntimeApiMessage.ValidationData(
                    r.assumption() == OccupiedCoreAssumption.INCLUDED ? included : timedOut))
        .answer(
            RuntimeApiMessage.GetValidationCode.class,
            r -> new RuntimeApiMessage.Code(Optional.of(CODE)))
        .answer(
            RuntimeApiMessage.CheckValidationOutputs.class,
            r -> new RuntimeApiMessage.OutputsCheck(true));
    return bench;
  }

  private static Verdict fromChainState(ValidationBench bench) {
    long token =
        bench.outside.request(
            new ValidateFromChainState(
                request(v1(), result(), ValidationBench.BACKING).candidateReceipt(),
                ValidationBench.POV,
                ValidationBench.BACKING));
    return bench.outside.answerOf(token, Verdict.class);
  }

  /** V1 and the whole seed path. */
  @Test
  void theSeedPathTriesBothAssumptionsInOrder() {
    PersistedValidationData other =
        new PersistedValidationData(PVD.parentHead(), 5, Hash.ZERO, 1024);
    for (Optional<PersistedValidationData> first : List.of(Optional.of(PVD), Optional.of(other))) {
      ValidationBench bench = seedBench(first, Optional.of(PVD)).backend(finished(result()));
      assertThat(fromChainState(bench)).isInstanceOf(Verdict.Valid.class);
      OccupiedCoreAssumption matching =
          first.get().equals(PVD)
              ? OccupiedCoreAssumption.INCLUDED
              : OccupiedCoreAssumption.TIMED_OUT;
      assertThat(bench.outside.asked(RuntimeApiMessage.GetValidationCode.class))
          .containsExactly(new RuntimeApiMessage.GetValidationCode(RELAY_PARENT, PARA, matching));
      assertThat(bench.outside.asked(RuntimeApiMessage.CheckValidationOutputs.class)).hasSize(1);
    }
    assertThat(invalid(fromChainState(seedBench(Optional.of(other), Optional.of(other)))).kind())
        .isEqualTo(Kind.BAD_PARENT);
  }

  /** V3, V4. */
  @Test
  void missingDataOrCodeOnTheSeedPathIsABadRequest() {
    Verdict.CouldNotDecide badRequest = new Verdict.CouldNotDecide("Assumption Check: Bad request");
    ValidationBench noData = seedBench(Optional.empty(), Optional.of(PVD));
    assertThat(fromChainState(noData)).isEqualTo(badRequest);
    assertThat(noData.outside.asked(RuntimeApiMessage.GetValidationCode.class)).isEmpty();
    ValidationBench noCode = seedBench(Optional.of(PVD), Optional.of(PVD));
    noCode.outside.answer(
        RuntimeApiMessage.GetValidationCode.class,
        r -> new RuntimeApiMessage.Code(Optional.empty()));
    assertThat(fromChainState(noCode)).isEqualTo(badRequest);
  }

  @Test
  void theRelayChainMayRefuseTheOutputs() {
    ValidationBench refusing =
        seedBench(Optional.of(PVD), Optional.of(PVD)).backend(finished(result()));
    refusing.outside.answer(
        RuntimeApiMessage.CheckValidationOutputs.class,
        r -> new RuntimeApiMessage.OutputsCheck(false));
    assertThat(invalid(fromChainState(refusing)).kind()).isEqualTo(Kind.INVALID_OUTPUTS);
    ValidationBench failing =
        seedBench(Optional.of(PVD), Optional.of(PVD)).backend(finished(result()));
    failing.outside.fail(RuntimeApiMessage.CheckValidationOutputs.class, Failure.Kind.EXECUTION);
    assertThat(fromChainState(failing))
        .isEqualTo(new Verdict.CouldNotDecide("Check Validation Outputs: Bad request"));
    assertThat(v2(0, 1).relayParent()).isEqualTo(RELAY_PARENT);
  }
}
