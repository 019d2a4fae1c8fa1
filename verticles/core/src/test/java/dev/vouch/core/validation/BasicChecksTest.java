package dev.vouch.core.validation;

import static dev.vouch.core.validation.ValidationBench.ALL;
import static dev.vouch.core.validation.ValidationBench.BACKING;
import static dev.vouch.core.validation.ValidationBench.CODE;
import static dev.vouch.core.validation.ValidationBench.POV;
import static dev.vouch.core.validation.ValidationBench.PVD;
import static dev.vouch.core.validation.ValidationBench.finished;
import static dev.vouch.core.validation.ValidationBench.hash;
import static dev.vouch.core.validation.ValidationBench.invalid;
import static dev.vouch.core.validation.ValidationBench.pov;
import static dev.vouch.core.validation.ValidationBench.repeat;
import static dev.vouch.core.validation.ValidationBench.request;
import static dev.vouch.core.validation.ValidationBench.result;
import static dev.vouch.core.validation.ValidationBench.v2;
import static dev.vouch.core.validation.ValidationBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.BlobRef;
import dev.vouch.messages.CandidateValidationMessage.ValidateFromExhaustive;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.InvalidCandidate.Kind;
import dev.vouch.messages.PvfExecKind;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PersistedValidationData;
import org.junit.jupiter.api.Test;

/** What is judged before anything is asked or run (validation 1.5). */
final class BasicChecksTest {
  @Test
  void theFixtureHasTheHashesOfTheCatalogue() {
    assertThat(POV.hash().toHex())
        .isEqualTo("d8f306979706d0b6802d9d72e7df590a11612ffe32871f008e84d2431b5e92ce");
    assertThat(CODE.hash().toHex())
        .isEqualTo("9fe97752bfb03b723be41b637f02fc5d5fd48383cf619b87502c70cf5acee65f");
    assertThat(ValidationBench.HEAD.hash().toHex())
        .isEqualTo("c6fbc5cba3a8b353361bed9c0f2208be079ccf13ff9dfaf28543740391aed9a9");
    assertThat(result().toCommitments().hash().toHex())
        .isEqualTo("8014c12fbe8c22579c469405f5fdbd9fc52b608efff842dbad54783ac4b0798a");
  }

  /** V37. */
  @Test
  void basicChecksFailByKindWithoutAnyFurtherRequest() {
    for (PvfExecKind kind : ALL) {
      ValidationBench bench = ValidationBench.ready();
      ValidateFromExhaustive good = request(v2(0, 1), result(), kind);
      assertThat(invalid(bench.validate(with(good, b -> b.povHash(Hash.ZERO)))).kind())
          .isEqualTo(Kind.POV_HASH_MISMATCH);
      assertThat(
              invalid(
                      bench.validate(
                          with(
                              good,
                              b ->
                                  b.validationCodeHash(
                                      new dev.vouch.primitives.ValidationCodeHash(Hash.ZERO)))))
                  .kind())
          .isEqualTo(Kind.CODE_HASH_MISMATCH);
      assertThat(
              invalid(bench.validate(with(good, b -> b.persistedValidationDataHash(Hash.ZERO))))
                  .kind())
          .isEqualTo(Kind.PERSISTED_VALIDATION_DATA_MISMATCH);
      assertThat(bench.outside.asked())
          .allMatch(
              r ->
                  r instanceof RuntimeApiMessage.SessionExecutorParams
                      || r instanceof RuntimeApiMessage.ValidationCodeBombLimit);
    }
  }

  /** V44, V56. */
  @Test
  void theValidationDataIsJudgedFirstAndThePovSizeMayEqualTheLimit() {
    BlobRef atLimit = pov(repeat(7, 1022));
    BlobRef above = pov(repeat(7, 1023));
    assertThat(atLimit.length()).isEqualTo(PVD.maxPovSize());
    ValidationBench bench = ValidationBench.ready().backend(finished(result()));
    assertThat(bench.validate(withPov(atLimit, PVD))).isInstanceOf(Verdict.Valid.class);
    assertThat(invalid(bench.validate(withPov(above, PVD))))
        .isEqualTo(new dev.vouch.messages.InvalidCandidate(Kind.PARAMS_TOO_LARGE, "1025"));
    PersistedValidationData other =
        new PersistedValidationData(PVD.parentHead(), 77, PVD.relayParentStorageRoot(), 1);
    ValidateFromExhaustive allWrong = request(v2(0, 1), result(), BACKING);
    assertThat(
            invalid(
                    bench.validate(
                        new ValidateFromExhaustive(
                            other, CODE, allWrong.candidateReceipt(), above, 1, BACKING)))
                .kind())
        .isEqualTo(Kind.PERSISTED_VALIDATION_DATA_MISMATCH);
  }

  private static ValidateFromExhaustive withPov(BlobRef pov, PersistedValidationData pvd) {
    ValidateFromExhaustive changed =
        with(request(v2(0, 1), result(), BACKING), b -> b.povHash(pov.hash()));
    return new ValidateFromExhaustive(pvd, CODE, changed.candidateReceipt(), pov, 1, BACKING);
  }

  /** The descriptor commits to the code as it is on chain, compressed or not (V19). */
  @Test
  void theCodeHashIsOverTheBytesOnChain() {
    BlobRef compressed = new BlobRef(hash(0x77), 5);
    ValidateFromExhaustive changed =
        with(
            request(v2(0, 1), result(), BACKING),
            b ->
                b.validationCodeHash(
                    new dev.vouch.primitives.ValidationCodeHash(compressed.hash())));
    ValidationBench bench = ValidationBench.ready().backend(finished(result()));
    assertThat(
            bench.validate(
                new ValidateFromExhaustive(
                    PVD,
                    compressed,
                    new CandidateReceipt(
                        changed.candidateReceipt().descriptor(),
                        changed.candidateReceipt().commitmentsHash()),
                    POV,
                    1,
                    BACKING)))
        .isInstanceOf(Verdict.Valid.class);
  }
}
