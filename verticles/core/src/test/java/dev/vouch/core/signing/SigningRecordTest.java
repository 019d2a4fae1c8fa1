package dev.vouch.core.signing;

import static dev.vouch.core.signing.SigningFixture.KEY;
import static dev.vouch.core.signing.SigningFixture.context;
import static dev.vouch.core.signing.SigningFixture.entry;
import static dev.vouch.core.signing.SigningFixture.hash;
import static dev.vouch.core.signing.SigningFixture.seconded;
import static dev.vouch.core.signing.SigningFixture.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.core.signing.SigningRecord.Decision;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SigningContext;
import org.junit.jupiter.api.Test;

/** What the record lets through. */
class SigningRecordTest {
  private static final SigningContext CONTEXT = context(7, 1);

  private SigningRecord record = SigningRecord.empty();

  private Decision decide(CompactStatement statement, SigningContext context, int limit) {
    return record.decide(KEY, context, statement, limit);
  }

  private void sign(CompactStatement statement, SigningContext context) {
    record = record.with(entry(statement, context, 1));
  }

  private static void refused(Decision decision, String reason) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Refused.class, refused -> assertThat(refused.reason()).contains(reason));
  }

  @Test
  void secondedAndValidOfOneCandidateExcludeEachOther() {
    assertThat(decide(seconded(5), CONTEXT, 2)).isEqualTo(new Decision.Free());
    sign(seconded(5), CONTEXT);
    refused(decide(valid(5), CONTEXT, 2), "signed Seconded");
    sign(valid(6), CONTEXT);
    refused(decide(seconded(6), CONTEXT, 2), "signed Valid");
    assertThat(decide(valid(8), CONTEXT, 2)).isEqualTo(new Decision.Free());
  }

  @Test
  void theSameStatementIsAnsweredWithTheFirstSignature() {
    sign(seconded(5), CONTEXT);
    assertThat(decide(seconded(5), CONTEXT, 1))
        .isEqualTo(new Decision.SignedBefore(entry(seconded(5), CONTEXT, 1)));
  }

  @Test
  void secondingsUnderOneParentAreLimited() {
    sign(seconded(5), CONTEXT);
    refused(decide(seconded(6), CONTEXT, 1), "limit is 1");
    assertThat(decide(seconded(6), CONTEXT, 2)).isEqualTo(new Decision.Free());
    assertThat(decide(seconded(6), context(7, 2), 1)).isEqualTo(new Decision.Free());
    assertThat(decide(valid(6), CONTEXT, 1)).isEqualTo(new Decision.Free());
  }

  @Test
  void keysAndContextsAreIndependent() {
    sign(seconded(5), CONTEXT);
    PublicKey other = PublicKey.of(hash(0xb0b).toArray());
    assertThat(record.decide(other, CONTEXT, valid(5), 1)).isEqualTo(new Decision.Free());
    assertThat(decide(valid(5), context(8, 1), 1)).isEqualTo(new Decision.Free());
    assertThat(decide(valid(5), context(7, 2), 1)).isEqualTo(new Decision.Free());
  }

  @Test
  void oldSessionsAreForgottenAndRefused() {
    for (long session = 1; session <= 6; session++) {
      sign(seconded(5), context(session, 1));
    }
    assertThat(record.size()).isEqualTo(6);
    sign(valid(9), context(7, 1));
    assertThat(record.size()).isEqualTo(6);
    refused(decide(valid(5), context(1, 1), 1), "older than");
    refused(decide(valid(5), context(2, 1), 1), "signed Seconded");
    assertThat(record.entries()).hasSize(6).last().isEqualTo(entry(valid(9), context(7, 1), 1));
  }

  @Test
  void aRecordNeverChanges() {
    SigningRecord before = record;
    sign(seconded(5), CONTEXT);
    assertThat(before.size()).isZero();
    assertThat(before.entries()).isEmpty();
  }
}
