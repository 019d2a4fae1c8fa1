package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sr25519KeyPairTest {
  private static final RandomSource ZEROES = out -> Arrays.fill(out, (byte) 0);

  @ParameterizedTest
  @CsvSource({
    "'',46ebddef8cd9bb167dc30878d7113b7e168e6f0646beffd77d69d39bad76b47a",
    "//Alice,d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
    "//Bob,8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48",
    "//Charlie,90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22",
    "//Dave,306721211d5404bd9da88e0204360a1a9ab8b87c66c1bc2fcdd37f3c2222cc20",
    "//Eve,e659a7a1628cdd93febc04a4e0646ea20e9f5f0ce097d9a05290d4a9e054df4e",
    "//Ferdie,1cbd2d43530a44705ad088af313e18f80b53ef16b36177cd4b77b846f2a5f07c",
    "//One,ac859f8a216eeb1b320b4c76d118da3d7407fa523484d0a980126d3b4d0d220a",
    "//Two,1254f7017f0b8347ce7ab14f96d818802e7e9e0c0d1b7c9acb3c726b080e7a03",
    "//Alice//stash,be5ddb1579b72e84524fc29e78609e3caf42e85aa118ebfe0b0ad404b5bdd25f",
    "//1234,aad27dab2d06eefafd2fa6dbaaaad7aad7ed2c7de50e76dc58b0294fcb59bf73",
    "/Alice,d6c71059dbbe9ad2b0ed3f289738b800836eb425544ce694825285b958ca755e",
    "/1234,1a2532d7e6b622b998eab7bc3f8ba6da72e1797dc7885b923f497bd51a62312b",
  })
  void developmentKeysAreThoseThatEverybodyKnows(String uri, String publicKey) {
    assertThat(hex(Sr25519KeyPair.fromUri(uri).publicKeyBytes())).isEqualTo(publicKey);
  }

  @Test
  void aSeedGivesTheKeyThatItsUriGives() {
    byte[] seed =
        HexFormat.of().parseHex("e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a");
    assertThat(Sr25519KeyPair.fromSeed(seed).publicKeyBytes())
        .isEqualTo(Sr25519KeyPair.fromUri("//Alice").publicKeyBytes());
    assertThat(hex(seed)).as("the caller's array stays").startsWith("e5be9a50");
  }

  @Test
  void whatAKeySignsVerifiesAndNothingElseDoes() {
    long seed = 0x5eed;
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      Sr25519KeyPair key = Sr25519KeyPair.fromUri("/soft" + i + "//" + i);
      byte[] message = new byte[random.nextInt(400)];
      random.nextBytes(message);
      byte[] signature = key.signBytes(message, random::nextBytes);
      assertThat(Sr25519.verify(key.publicKeyBytes(), message, signature))
          .as("seed %d, round %d", seed, i)
          .isTrue();
      int bit = random.nextInt(512);
      signature[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(Sr25519.verify(key.publicKeyBytes(), message, signature))
          .as("seed %d, round %d, bit %d", seed, i, bit)
          .isFalse();
    }
  }

  @Test
  void aTypedSignatureVerifiesWithTheTypedKey() {
    Sr25519KeyPair key = Sr25519KeyPair.fromUri("//Validator//7");
    Bytes message = Bytes.copyOf(new byte[] {7});
    Signature signature = key.sign(message, ZEROES);
    assertThat(Sr25519.verify(key.publicKey(), message, signature)).isTrue();
    assertThat(Sr25519.verify(key.publicKey(), Bytes.EMPTY, signature)).isFalse();
  }

  @Test
  void aSoftChildOfAPublicKeyIsTheChildOfItsSecret() {
    Sr25519KeyPair child = Sr25519KeyPair.fromUri("//Alice/1");
    byte[] message = "soft".getBytes(StandardCharsets.US_ASCII);
    assertThat(Sr25519.verify(child.publicKeyBytes(), message, child.signBytes(message, ZEROES)))
        .isTrue();
  }

  @Test
  void theSameRandomnessGivesTheSameSignatureAndOtherRandomnessAnother() {
    Sr25519KeyPair key = Sr25519KeyPair.fromUri("//Bob");
    byte[] message = {1, 2, 3};
    assertThat(key.signBytes(message, ZEROES)).isEqualTo(key.signBytes(message, ZEROES));
    assertThat(key.signBytes(message, RandomSource.system()))
        .isNotEqualTo(key.signBytes(message, RandomSource.system()));
  }

  @Test
  void aClosedKeySignsNothing() {
    Sr25519KeyPair key = Sr25519KeyPair.fromUri("//Alice");
    key.close();
    assertThatThrownBy(() -> key.signBytes(new byte[0], ZEROES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aBadUriIsNeverRepeatedInTheError() {
    for (String uri :
        new String[] {
          "0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479",
          "legal winner thank year wave sausage worth useful legal winner thank thank",
          "legal winner thnk year wave sausage worth useful legal winner thank yellow",
          "legal winner",
          "//secret//",
          "legal-winner",
        }) {
      assertThatThrownBy(() -> Sr25519KeyPair.fromUri(uri))
          .isInstanceOf(InvalidSecretUriException.class)
          .message()
          .doesNotContain("legal", "thank", "fac7", "secret//")
          .isNotEmpty();
    }
  }

  @Test
  void neitherAKeyNorItsErrorsPrintTheSecret() {
    Sr25519KeyPair key = Sr25519KeyPair.fromUri("//Alice");
    assertThat(key.toString())
        .isEqualTo(
            "Sr25519KeyPair[public"
                + " 0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d]");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
