package dev.vouch.core.validation;

import static dev.vouch.core.validation.LeafCases.bench;
import static dev.vouch.core.validation.ValidationBench.LEAF;
import static dev.vouch.core.validation.ValidationBench.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.Request;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.NodeFeatures;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Leaves, their ancestors and features (validation 1.9). */
final class ActiveLeavesTest {
  @Test
  void theHostLearnsOfEveryUpdateFirst() {
    ValidationBench bench = new ValidationBench();
    bench.outside.activate(LEAF, 10);
    assertThat(bench.outside.asked())
        .containsExactly(
            new RuntimeApiMessage.SessionIndexForChild(LEAF),
            new RuntimeApiMessage.SchedulingLookahead(LEAF, 1),
            new ChainApiMessage.GetAncestors(LEAF, 2),
            new RuntimeApiMessage.SessionIndexForChild(LEAF),
            new RuntimeApiMessage.GetNodeFeatures(LEAF, 1));
    assertThat(bench.outside.sent(PvfHostMessage.UpdateActiveLeaves.class).getFirst().ancestors())
        .containsExactly(hash(0x33), hash(0x34));
    bench.outside.forget();
    bench.outside.signal(new OverseerSignal.ActiveLeaves(Optional.empty(), List.of(LEAF)));
    assertThat(bench.outside.sent(PvfHostMessage.UpdateActiveLeaves.class)).hasSize(1);
    assertThat(bench.outside.asked()).isEmpty();
  }

  @Test
  void aFailedLookUpMeansNoAncestorsButTheHostIsStillTold() {
    for (Class<? extends Request<?>> failing :
        List.<Class<? extends Request<?>>>of(
            RuntimeApiMessage.SessionIndexForChild.class,
            RuntimeApiMessage.SchedulingLookahead.class,
            ChainApiMessage.GetAncestors.class)) {
      ValidationBench bench = new ValidationBench();
      bench.outside.fail(failing, Failure.Kind.EXECUTION).activate(LEAF, 10);
      assertThat(bench.outside.sent(PvfHostMessage.UpdateActiveLeaves.class).getFirst().ancestors())
          .isEmpty();
    }
    ValidationBench old = new ValidationBench();
    old.outside
        .fail(RuntimeApiMessage.SchedulingLookahead.class, Failure.Kind.NOT_SUPPORTED)
        .activate(LEAF, 10);
    assertThat(old.outside.asked(ChainApiMessage.GetAncestors.class).getFirst().k()).isEqualTo(2);
  }

  /** V32. */
  @Test
  void v3IsSeenOnceASessionEnablesItAndForGood() {
    ValidationBench bench = new ValidationBench();
    bench.outside.activate(LEAF, 10);
    assertThat(bench.validation.v3Seen()).isFalse();
    bench.session = 2;
    bench.features = new NodeFeatures(BitList.of("00001"));
    bench.outside.activate(hash(2), 11);
    assertThat(bench.validation.v3Seen()).isTrue();
    bench.outside.forget().activate(hash(3), 12);
    assertThat(bench.outside.asked(RuntimeApiMessage.GetNodeFeatures.class)).isEmpty();
    assertThat(bench.validation.v3Seen()).isTrue();
  }

  @Test
  void aFailedFeatureLookUpIsRepeatedOnTheNextLeaf() {
    ValidationBench bench = new ValidationBench();
    bench
        .outside
        .fail(RuntimeApiMessage.GetNodeFeatures.class, Failure.Kind.EXECUTION)
        .activate(LEAF, 10);
    bench.outside.answer(
        RuntimeApiMessage.GetNodeFeatures.class,
        r -> new RuntimeApiMessage.Features(new NodeFeatures(BitList.of("00001"))));
    bench.outside.activate(hash(2), 11);
    assertThat(bench.validation.v3Seen()).isTrue();
  }

  @Test
  void anOldNetworkNeverSeesV3() {
    ValidationBench bench = new ValidationBench(new ValidationConfig(false, 200, 1, List.of()));
    bench.features = new NodeFeatures(BitList.of("00001"));
    bench.outside.activate(LEAF, 10);
    assertThat(bench.validation.v3Seen()).isFalse();
  }
}
