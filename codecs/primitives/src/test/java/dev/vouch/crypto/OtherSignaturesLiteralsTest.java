package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.crypto.Secp256k1.Overflow;
import dev.vouch.crypto.Secp256k1.Recovery;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literals of wire 8.1 for Ed25519 and ECDSA, and Ed25519 against Bouncy Castle's signer. */
class OtherSignaturesLiteralsTest {
  private static final byte[] SEED =
      hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

  @Test
  void theEd25519SignatureOfTheSourcesVerifies() {
    assertThat(
            Ed25519.verify(
                hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
                new byte[0],
                hex(
                    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")))
        .isTrue();
  }

  @Test
  void theEcdsaSignatureOfTheSourcesGivesItsKeyBack() {
    byte[] signature =
        hex(
            "3dde91174bd9359027be59a428b8146513df80a2a3c7eda2194f64de04a69ab9"
                + "7b753169e94db6ffd50921a2668a48b94ca11e3d32c1ff19cfe88890aa7e8f3c00");
    String key =
        "8db55b05db86c0b1786ca49f095d76344c9e6056b2f02701a7e7f3c20aabfd91"
            + "3ebbe148dd17c56551a52952371071a6c604b3f3abe8f2c8fa742158ea6dd7d4";
    byte[] hash = Hashes.blake2b256(new byte[0]);
    assertThat(Secp256k1.recover(signature, hash, Overflow.REFUSE))
        .isInstanceOfSatisfying(
            Recovery.Key.class, found -> assertThat(found.uncompressed().toHex()).isEqualTo(key));
    signature[64] = (byte) (signature[64] + 27);
    assertThat(Secp256k1.recover(signature, hash, Overflow.REFUSE))
        .as("the recovery byte in Ethereum's form")
        .isInstanceOf(Recovery.Key.class);
    assertThat(
            Secp256k1.verify(
                hex("02" + key.substring(0, 64)), new byte[0], signature, Overflow.REFUSE))
        .as("which verification does not take")
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Ed25519HDKD,ede3354e133f9c8e337ddd6ee5415ed4b4ffe5fc7d21e933f4930a3730e5b21c",
    "Secp256k1HDKD,b8eefc4937200a8382d00050e050ced2d4ab72cc2ef1b061477afb51564fdd61"
  })
  void aHardJunctionOfZeroesGivesTheSeedOfTheSources(String label, String seed) {
    assertThat(hardChild(label)).isEqualTo(seed);
  }

  @Test
  void whatBouncyCastleSignsVerifiesAndAFlippedBitDoesNot() {
    long seed = 0xed25519;
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      byte[] secret = new byte[32];
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(secret);
      random.nextBytes(message);
      Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(secret, 0);
      Ed25519Signer signer = new Ed25519Signer();
      signer.init(true, key);
      signer.update(message, 0, message.length);
      byte[] signature = signer.generateSignature();
      byte[] publicKey = key.generatePublicKey().getEncoded();
      assertThat(Ed25519.verify(publicKey, message, signature))
          .as("seed %d, round %d", seed, round)
          .isTrue();
      int bit = random.nextInt(512);
      signature[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(Ed25519.verify(publicKey, message, signature))
          .as("seed %d, round %d, bit %d", seed, round, bit)
          .isFalse();
    }
    assertThat(Ed25519.verify(new byte[31], new byte[0], new byte[64])).isFalse();
    assertThat(Ed25519.verify(new byte[32], new byte[0], new byte[63])).isFalse();
  }

  private static String hardChild(String label) {
    byte[] name = label.getBytes(StandardCharsets.US_ASCII);
    byte[] prefixed = Arrays.copyOf(new byte[] {(byte) (name.length << 2)}, 1 + name.length);
    System.arraycopy(name, 0, prefixed, 1, name.length);
    return HexFormat.of().formatHex(Hashes.blake2b256(prefixed, SEED, new byte[32]));
  }

  private static byte[] hex(String s) {
    return HexFormat.of().parseHex(s);
  }
}
