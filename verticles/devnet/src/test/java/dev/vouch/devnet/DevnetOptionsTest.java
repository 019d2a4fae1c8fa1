package dev.vouch.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.crypto.Sr25519KeyPair;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Options that cannot work are refused by their name. */
final class DevnetOptionsTest {
  private static DevnetOptions options(int validators, int groupSize, int paras) {
    return options(validators, groupSize, paras, 0, Duration.ofSeconds(6), 0, 9615);
  }

  private static DevnetOptions options(
      int validators,
      int groupSize,
      int paras,
      long blocks,
      Duration blockTime,
      int forkEvery,
      int port) {
    return new DevnetOptions(
        validators,
        groupSize,
        paras,
        blocks,
        blockTime,
        forkEvery,
        false,
        Optional.empty(),
        port,
        false);
  }

  private static void assertRefused(ThrowingCallable call, String option, String given) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(option)
        .hasMessageContaining(given);
  }

  @Test
  void theDefaultsAreAllowed() {
    assertThat(DevnetOptions.defaults().validators()).isEqualTo(6);
    assertThat(DevnetOptions.defaults().blockTime()).isEqualTo(Duration.ofSeconds(6));
    assertThat(options(2, 1, 1).paras()).isEqualTo(1);
    assertThat(options(32, 32, 32).validators()).isEqualTo(32);
  }

  @Test
  void eachOptionOutOfItsBoundsIsNamedWithWhatWasGiven() {
    Duration block = Duration.ofSeconds(6);
    assertRefused(() -> options(1, 1, 1), "--validators", "not 1");
    assertRefused(() -> options(33, 3, 2), "--validators", "not 33");
    assertRefused(() -> options(6, 0, 2), "--group-size", "not 0");
    assertRefused(() -> options(6, 7, 2), "--group-size", "1 to 6, not 7");
    assertRefused(() -> options(6, 3, 0), "--paras", "not 0");
    assertRefused(() -> options(6, 3, 7), "--paras", "1 to 6, not 7");
    assertRefused(() -> options(6, 3, 2, -1, block, 0, 0), "--blocks", "not -1");
    assertRefused(() -> options(6, 3, 2, 0, block, -1, 0), "--fork-every", "not -1");
    assertRefused(() -> options(6, 3, 2, 0, block, 0, 65_536), "--http-port", "not 65536");
    assertRefused(
        () -> options(6, 3, 2, 0, Duration.ofMillis(499), 0, 0), "--block-time", "not 499ms");
    assertRefused(
        () -> options(6, 3, 2, 0, Duration.ofMillis(60_001), 0, 0), "--block-time", "not 60001ms");
  }

  @Test
  void everyValidatorHasAnAccountOfItsOwn() {
    Set<String> names = new HashSet<>();
    Set<String> uris = new HashSet<>();
    for (int i = 0; i < DevnetOptions.MAX_VALIDATORS; i++) {
      names.add(DevAccounts.name(i));
      uris.add(DevAccounts.uri(i));
    }
    assertThat(names).hasSize(DevnetOptions.MAX_VALIDATORS).allMatch(n -> n.matches("[a-z0-9-]+"));
    assertThat(uris).hasSize(DevnetOptions.MAX_VALIDATORS).contains("//Ferdie", "//Validator//7");
    assertThat(Sr25519KeyPair.fromUri(DevAccounts.uri(0)).publicKey().toHex())
        .endsWith("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");
  }
}
