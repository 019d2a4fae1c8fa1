package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds a secret forgets it when told, and never shows it. */
class SecretsTest {
  private static final byte[] SEED =
      HexFormat.of().parseHex("398f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89");

  @Test
  void expandingWipesTheMiniSecretAndWipingLeavesOnlyZeros() {
    byte[] miniSecret = SEED.clone();
    Sr25519Secret secret = Sr25519Secret.expand(miniSecret);
    assertThat(miniSecret).containsOnly(0);
    assertThat(secret.scalar()).isNotEqualTo(new byte[32]);
    assertThat(secret.nonce()).isNotEqualTo(new byte[32]);
    secret.wipe();
    assertThat(secret.scalar()).containsOnly(0);
    assertThat(secret.nonce()).containsOnly(0);
  }

  @Test
  void nothingThatHoldsASecretShowsIt() {
    Sr25519Secret secret = Sr25519Secret.expand(SEED.clone());
    List<String> secrets =
        List.of(
            HexFormat.of().formatHex(SEED),
            HexFormat.of().formatHex(secret.scalar()),
            HexFormat.of().formatHex(secret.nonce()),
            Arrays.toString(secret.scalar()),
            Arrays.toString(secret.nonce()));
    SecretUri uri = SecretUri.parse("0x" + HexFormat.of().formatHex(SEED) + "//hidden///hush");
    for (Object holder :
        List.of(
            secret,
            Sr25519KeyPair.fromSeed(SEED),
            uri,
            uri.path().getFirst(),
            new Transcript("t").append("secret", secret.scalar()))) {
      assertThat(holder.toString())
          .as(holder.getClass().getSimpleName())
          .doesNotContain(secrets)
          .doesNotContain("hidden", "hush");
    }
  }

  @Test
  void theTypesThatHoldSecretsAreNoRecordsWhichWouldPrintAndCompareThem() {
    for (Class<?> type :
        List.of(
            Sr25519Secret.class,
            Sr25519KeyPair.class,
            SecretUri.class,
            SecretUri.Junction.class,
            Transcript.class,
            Strobe.class)) {
      assertThat(type.isRecord()).as(type.getSimpleName()).isFalse();
      assertThat(Serializable.class.isAssignableFrom(type)).isFalse();
      assertThat(Arrays.stream(type.getDeclaredFields()))
          .as(type.getSimpleName())
          .allMatch(field -> Modifier.isPrivate(field.getModifiers()));
    }
  }
}
