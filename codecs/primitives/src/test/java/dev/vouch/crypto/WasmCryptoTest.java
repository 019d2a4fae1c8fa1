package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.crypto.Secp256k1.Overflow;
import dev.vouch.crypto.Secp256k1.Recovery;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Our cryptography beside the npm package {@code @polkadot/wasm-crypto} 7.5.4 (wire 0.2):
 * schnorrkel and its companions, compiled to WebAssembly. Runs where Node.js is:
 *
 * <pre>mvn -pl codecs/primitives -am -Pwasm-crypto test</pre>
 */
@EnabledIfSystemProperty(named = "vouch.wasm-crypto", matches = "true")
class WasmCryptoTest {
  private static final long SEED = Long.getLong("vouch.seed", 754);
  private static final int ROUNDS = Integer.getInteger("vouch.rounds", 100);

  private static @Nullable WasmCrypto wasm;

  private final Random random = new Random(SEED);

  @BeforeAll
  static void start() throws Exception {
    boolean possible = WasmCrypto.isPossible();
    String why =
        "Skipped: node and npm are not on the PATH. Install Node.js 18 or newer to run this.";
    if (!possible) {
      System.out.println(why);
    }
    Assumptions.assumeTrue(possible, why);
    wasm = WasmCrypto.start();
  }

  @AfterAll
  static void end() {
    if (wasm != null) {
      System.out.println("@polkadot/wasm-crypto: " + wasm.calls() + " calls, seed " + SEED);
      wasm.close();
    }
  }

  @Test
  void seedsGiveTheSamePublicKeys() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] seed = bytes(32);
      try (Sr25519KeyPair ours = Sr25519KeyPair.fromSeed(seed)) {
        assertThat(ours.publicKeyBytes()).as(at(round)).isEqualTo(publicOf(pair(seed)));
      }
    }
  }

  @Test
  void whatWeSignVerifiesThereAndWhatIsSignedThereVerifiesHere() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] seed = bytes(32);
      byte[] message = bytes(random.nextInt(400));
      byte[] pair = pair(seed);
      byte[] publicKey = publicOf(pair);
      try (Sr25519KeyPair ours = Sr25519KeyPair.fromSeed(seed)) {
        byte[] here = ours.signBytes(message, random::nextBytes);
        byte[] there = wasm().bytes("sr25519Sign", publicKey, secretOf(pair), message);
        for (byte[] signature : List.of(here, there)) {
          assertThat(Sr25519.verify(publicKey, message, signature)).as(at(round)).isTrue();
          assertThat(verifiesThere(signature, message, publicKey)).as(at(round)).isTrue();
          int bit = random.nextInt(512);
          signature[bit / 8] ^= (byte) (1 << bit % 8);
          assertThat(Sr25519.verifyDeprecated(publicKey, message, signature))
              .as("%s, bit %d", at(round), bit)
              .isEqualTo(verifiesThere(signature, message, publicKey));
        }
      }
    }
  }

  @Test
  void everyDerivationGivesTheSameKey() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] seed = bytes(32);
      StringBuilder uri = new StringBuilder("0x" + HexFormat.of().formatHex(seed));
      for (int i = random.nextInt(4); i >= 0; i--) {
        uri.append(random.nextBoolean() ? "//" : "/").append(junction());
      }
      byte[] pair = pair(seed);
      for (SecretUri.Junction junction : SecretUri.parse(uri.toString()).path()) {
        byte[] parent = publicOf(pair);
        pair =
            wasm()
                .bytes(
                    junction.hard() ? "sr25519DeriveKeypairHard" : "sr25519DeriveKeypairSoft",
                    pair,
                    junction.chainCode());
        if (!junction.hard()) {
          assertThat(wasm().bytes("sr25519DerivePublicSoft", parent, junction.chainCode()))
              .isEqualTo(publicOf(pair));
        }
      }
      try (Sr25519KeyPair ours = Sr25519KeyPair.fromUri(uri.toString())) {
        assertThat(ours.publicKeyBytes()).as("%s", uri).isEqualTo(publicOf(pair));
      }
    }
  }

  @Test
  void everyPhraseGivesTheSameSeed() {
    for (int round = 0; round < ROUNDS / 5; round++) {
      int words = List.of(12, 15, 18, 21, 24).get(round % 5);
      String phrase = wasm().call("bip39Generate", words).asText();
      String password = round % 2 == 0 ? "" : "pass" + round;
      byte[] there = wasm().bytes("bip39ToMiniSecret", phrase, password);
      assertThat(SecretUri.parse(phrase + "///" + password).seed()).as(phrase).isEqualTo(there);
    }
  }

  @Test
  void everyHashIsTheSame() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] in = bytes(round < 50 ? 112 + round : random.nextInt(3000));
      byte[] none = {};
      same(round, in, Hashes::blake2b64, "blake2b", in, none, 8);
      same(round, in, Hashes::blake2b128, "blake2b", in, none, 16);
      same(round, in, Hashes::blake2b256, "blake2b", in, none, 32);
      same(round, in, Hashes::blake2b512, "blake2b", in, none, 64);
      same(round, in, Hashes::keccak256, "keccak256", in);
      same(round, in, Hashes::keccak512, "keccak512", in);
      same(round, in, Hashes::sha256, "sha256", in);
      same(round, in, Hashes::sha512, "sha512", in);
      same(round, in, Hashes::twox64, "twox", in, 1);
      same(round, in, Hashes::twox128, "twox", in, 2);
      same(round, in, Hashes::twox256, "twox", in, 4);
    }
  }

  @Test
  void ed25519SignaturesVerifyHereAsThere() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] pair = wasm().bytes("ed25519KeypairFromSeed", bytes(32));
      byte[] publicKey = Arrays.copyOfRange(pair, 32, 64);
      byte[] message = bytes(random.nextInt(400));
      byte[] signature = wasm().bytes("ed25519Sign", publicKey, Arrays.copyOf(pair, 32), message);
      assertThat(Ed25519.verify(publicKey, message, signature)).as(at(round)).isTrue();
      signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
      assertThat(Ed25519.verify(publicKey, message, signature))
          .as(at(round))
          .isEqualTo(wasm().call("ed25519Verify", signature, message, publicKey).asBoolean());
    }
  }

  @Test
  void ecdsaSignaturesGiveTheSameKeyBack() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] pair = wasm().bytes("secp256k1FromSeed", bytes(32));
      byte[] compressed = Arrays.copyOfRange(pair, 32, 65);
      byte[] hash = bytes(32);
      byte[] signature = wasm().bytes("secp256k1Sign", hash, Arrays.copyOf(pair, 32));
      assertThat(Secp256k1.verifyHash(compressed, hash, signature, Overflow.REFUSE))
          .as(at(round))
          .isTrue();
      assertThat(Secp256k1.recover(signature, hash, Overflow.REFUSE))
          .as(at(round))
          .isInstanceOfSatisfying(
              Recovery.Key.class,
              key -> assertThat(key.compressed().toArray()).isEqualTo(compressed));
      assertThat(
              wasm()
                  .bytes(
                      "secp256k1Recover", hash, Arrays.copyOf(signature, 64), (int) signature[64]))
          .as(at(round))
          .isEqualTo(compressed);
    }
  }

  private void same(
      int round, byte[] in, UnaryOperator<byte[]> ours, String function, Object... arguments) {
    assertThat(ours.apply(in))
        .as("%s of %d bytes, %s", function, in.length, at(round))
        .isEqualTo(wasm().bytes(function, arguments));
  }

  private String junction() {
    return switch (random.nextInt(3)) {
      case 0 -> String.valueOf(random.nextInt(1_000_000));
      case 1 -> "name" + random.nextInt(1000);
      default -> "a long name that does not fit into thirty-two bytes " + random.nextInt(1000);
    };
  }

  private static WasmCrypto wasm() {
    return Objects.requireNonNull(wasm);
  }

  private static byte[] pair(byte[] seed) {
    return wasm().bytes("sr25519KeypairFromSeed", seed);
  }

  private static byte[] publicOf(byte[] pair) {
    return Arrays.copyOfRange(pair, 64, 96);
  }

  private static byte[] secretOf(byte[] pair) {
    return Arrays.copyOf(pair, 64);
  }

  private static boolean verifiesThere(byte[] signature, byte[] message, byte[] publicKey) {
    return wasm().call("sr25519Verify", signature, message, publicKey).asBoolean();
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String at(int round) {
    return "seed " + SEED + ", round " + round;
  }
}
