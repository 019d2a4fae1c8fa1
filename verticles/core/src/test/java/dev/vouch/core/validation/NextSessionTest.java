package dev.vouch.core.validation;

import static dev.vouch.core.validation.LeafCases.ALICE;
import static dev.vouch.core.validation.LeafCases.bench;
import static dev.vouch.core.validation.ValidationBench.LEAF;
import static dev.vouch.core.validation.ValidationBench.hash;
import static dev.vouch.core.validation.ValidationBench.repeat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.PublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Preparation for the next session (validation 1.9). */
final class NextSessionTest {
  private static final PublicKey BOB = PublicKey.of(repeat(0xb0, 32));

  /** V23 to V28. */
  @Test
  void onlyAFutureValidatorPreparesAndIsAskedOncePerSession() {
    ValidationBench stranger = bench(1, BOB, BOB);
    stranger.outside.activate(LEAF, 10);
    assertThat(stranger.validation.isNextSessionAuthority()).isFalse();
    stranger.outside.forget().activate(hash(2), 11);
    assertThat(stranger.outside.asked(RuntimeApiMessage.Authorities.class)).isEmpty();
    ValidationBench current = bench(1, ALICE, ALICE);
    current.outside.activate(LEAF, 10);
    assertThat(current.validation.isNextSessionAuthority()).isFalse();
    assertThat(current.outside.sent(PvfHostMessage.HeadsUp.class)).isEmpty();
    ValidationBench future = bench(1, ALICE, BOB);
    future.outside.activate(LEAF, 10);
    assertThat(future.validation.isNextSessionAuthority()).isTrue();
    assertThat(future.outside.sent(PvfHostMessage.HeadsUp.class)).hasSize(1);
  }

  /** V29 and the set of what was prepared. */
  @Test
  void aLimitedNumberOfPvfsIsPreparedPerBlock() {
    ValidationBench bench = bench(2, ALICE, BOB);
    bench.outside.activate(LEAF, 10);
    bench.outside.activate(hash(2), 11);
    bench.outside.activate(hash(3), 12);
    assertThat(bench.outside.sent(PvfHostMessage.HeadsUp.class))
        .extracting(m -> m.codes().stream().map(c -> c.code().hash()).toList())
        .containsExactly(List.of(hash(1), hash(2)), List.of(hash(3)));
    PvfHostMessage.PvfPrepData prep =
        bench.outside.sent(PvfHostMessage.HeadsUp.class).getFirst().codes().getFirst();
    assertThat(prep.kind()).isEqualTo(PvfHostMessage.PrepKind.PRECHECKING);
    assertThat(prep.prepTimeoutMillis()).isEqualTo(360_000);
    bench.session = 2;
    bench.outside.forget().activate(hash(4), 13);
    assertThat(bench.outside.sent(PvfHostMessage.HeadsUp.class)).hasSize(1);
  }
}
