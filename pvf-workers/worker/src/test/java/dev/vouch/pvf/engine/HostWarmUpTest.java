package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HostWarmUpTest {
  @Test
  void itRunsToItsEndAndAgain() {
    assertThat(HostWarmUp.run(() -> false)).isEqualTo(HostWarmUp.ROUNDS);
    assertThat(HostWarmUp.run(() -> false)).isEqualTo(HostWarmUp.ROUNDS);
  }

  @Test
  void itEndsAsSoonAsItIsTold() {
    int[] asked = new int[1];
    assertThat(HostWarmUp.run(() -> ++asked[0] > 3)).isEqualTo(3);
  }
}
