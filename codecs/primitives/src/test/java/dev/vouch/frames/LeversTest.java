package dev.vouch.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeversTest {
  @Test
  void aNameThatIsNoneGetsAllThatAre() {
    assertThatThrownBy(() -> Levers.allBut(List.of("static-memory", "warp")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "there is no lever warp; there are: static-memory, memory-intrinsics, huge-methods,"
                + " c1-inlining, no-interruption-checks, global-fields, split-call-indirect,"
                + " bound-host");
  }

  @Test
  void whatOthersNeedCannotBeOffAlone() {
    assertThatThrownBy(() -> Levers.allBut(List.of("static-memory", "bound-host")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "static-memory cannot be off while memory-intrinsics, global-fields are on;"
                + " turn off: memory-intrinsics, global-fields");
    assertThat(
            Levers.allBut(
                List.of("static-memory", "bound-host", "global-fields", "memory-intrinsics")))
        .isEqualTo(Levers.ALL.without(Lever.STATIC_MEMORY));
  }

  @ParameterizedTest
  @EnumSource
  void eachCanBeOffWithWhatNeedsItAndComesBackFromAFrame(Lever lever) {
    Levers without = Levers.ALL.without(lever);
    assertThat(without.has(lever)).isFalse();
    assertThat(without.off()).contains(lever.label());
    assertThat(Levers.allBut(without.off())).isEqualTo(without);
    assertThat(Levers.named(without.labels())).isEqualTo(without);
    assertThat(Levers.ofBits(without.bits())).isEqualTo(without);
    assertThat(Lever.named(lever.label())).contains(lever);
  }

  @Test
  void optionsAreThoseOfTheVirtualMachine() {
    assertThat(Levers.ALL.options())
        .containsExactly("-XX:-DontCompileHugeMethods", "-XX:C1MaxInlineSize=70");
    assertThat(Levers.ALL.without(Lever.HUGE_METHODS).options())
        .containsExactly("-XX:C1MaxInlineSize=70");
    assertThat(Levers.NONE.options()).isEmpty();
  }

  @Test
  void anArtifactDependsOnPassesOnly() {
    assertThat(Levers.ALL.passes().on())
        .isEqualTo(EnumSet.complementOf(EnumSet.of(Lever.HUGE_METHODS, Lever.C1_INLINING)));
    assertThat(Levers.ALL.without(Lever.HUGE_METHODS).passes()).isEqualTo(Levers.ALL.passes());
  }

  @Test
  void oneOnTopOfTheOtherIsAllInTheEnd() {
    Levers levers = Levers.NONE;
    for (Lever lever : Lever.values()) {
      levers = levers.with(lever);
    }
    assertThat(levers).isEqualTo(Levers.ALL);
  }

  @Test
  void bitsOfNoLeverAreRefused() {
    assertThatThrownBy(() -> Levers.ofBits(1 << Lever.values().length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown levers");
  }
}
