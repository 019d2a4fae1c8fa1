package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literals of wire 8.4. */
class HashLiteralsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "static;d517392f8119f79c1623774b9346e00104a1d193f1fa641e6e659bf323c37967;440973e4e50902f1d0ec97de357eb2fd;2c5774435a18ac7aa03d294838bafb5fc05181252adc4f56d4d2771f7346788c;50946b0f6af893d85f16c85eb1eb1724e268f07177959a25bc26ccc720e3b05a",
        "Inverse;7255f80dc5ed95295406be7f5521293b43ba2df0a39d609e6a31e357ed7e8018;d81f39ad0ab560c74fd47b88184fd40c;f3198593ed759fce088bcefad9ad2297d5b66018f75b65eb54f90260d02c69fb;af8418aaca2fede1c98960f89afd3e08ff3db5243130547a0834d6cf7d7d793b",
        "even-keeled;7d8bfd013cf9729b35f19658cf60f70ae04a5d498f504b07321589c66c4067bc;3b66066d9406db94cbba8cbee70afe1a;7e28b339dbd254208b43b8cb1c467ceae2a6dfaeba9bd5e6b73ed8663dfb728c;eb1432a77c4299f66be0951d98e366d14d0a5f991388ac1c640c0636642d9a00",
        "Future-proofed;d80938dc80bb347b8702e7af26d1c0f1e6bf924e2f4a0d691c39c535fd10cec6;71f934dd6204aa4738f389bbb59ee2a9;95668ad2c814447f189b57d86a70614cc09745aec150eee59301aaee64a26b37;36810afe7f5049bd79a3896d8362406390719d0ab5d51533848c33967ff4c208",
        "function;38212723bc4c4d95cc2f8aa93f080bf3a9ea3805f62061fa7be95788ea2cb410;96de8a6b2e1d87ee9a292ec3a0f321b1;74dd0740fd457bcdb70fafedeedf2e66c103d18ca0cb5e8dd00b4ec290d39476;3e9d2bfe76e2bcf0e66a63e8053eb6b01b6002c24e99267832acaf1b0c4157d1",
        "Horizontal;227fe351238f009401309443114dc24b32c25b7d12f1db87a6fe91a2cb3ccb44;13e8ea848ec0afb78939caf860657273;beb64342e494cbc1264f30f49a576588990072d0b78b41c606d678c260ef30bd;a0146c1fc40e8e565f78ab60fa72688a9dd4f49085f416916b385e8b3b85fb18",
        "Face to"
            + " face;92828a81b5fbf2f1a712fbcacf589f5a7c9bfc157f09151c8f6a42454441e864;12c95bdcbbf671e24a76b2b10ab8ae03;18241dad247b8bc33fd9df97aef594045e6bcd0efeb1e871314043147c5dec7f;27a5de00daecd45290375596c92481b4f5d1f1aca694026a2e937a972572a4bb",
        "Expanded;d8611d5cd76e714d6b5b3a171ae407e786b637610d6df653011d56f50db15726;d049f31a8413756b27946f69a984ab84;f4b587818104b1ea46c15cb6297119904cc36044af8efbb93db8b4a2cc53b715;a85fa102cba3e8e9765b35b73718bb4a8ea135e7dda9488635dd0d00ef12bc6a",
        "Integrated;390f0a254b7642744486c0ba8bc8300e74fa9492bacf16f8814254d66ccea48d;0c36ec0e9e6d918b01e32a2bc766584e;0c609d88e7db2076893414c5a7ab75ee680db8e97446b5aa51595fb5713aa01f;febde401d103f0f7053d574d2eff8879c2373b203e54c5a83a09fcf14bc71f4c",
        "portal;ee34bd85a19481381ede633f03a8365593a3819928e4b8adee0c66bb38c10d4a;25a39078b7b908383777c4bb66d1e064;6883a1f4ecd7b4f11cbd2ec35b249dfc9dd2feea8a73dab4cb37e48dee300a4b;17542d4a435eddd774861314c6dc2897babf6e17b7be87ea5d38b2941be485a6"
      })
  void wordsHaveTheHashesOfTheHostApiFixtures(
      String input, String keccak, String blake128, String blake256, String twox) {
    byte[] in = ascii(input);
    assertThat(hex(Hashes.keccak256(in))).isEqualTo(keccak);
    assertThat(hex(Hashes.blake2b128(in))).isEqualTo(blake128);
    assertThat(hex(Hashes.blake2b256(in))).isEqualTo(blake256);
    assertThat(hex(Hashes.twox256(in))).isEqualTo(twox);
    assertThat(twox).startsWith(hex(Hashes.twox128(in)));
    assertThat(twox).startsWith(hex(Hashes.twox64(in)));
  }

  @ParameterizedTest
  @CsvSource({
    "keccak256,736f6d65,4e7e8301f5d206748d1c4f822e3564ddb1124f86591a839f58dfc2f007983b61",
    "keccak256,'',c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
    "blake2b256,6920616d2064617461,ba67336efd6a3df3a70eeb757860763036785c182ff4cf587541a0068d09f5b2",
    "blake2b128,6920616d2064617461,de944c5c12e55ee9a07cf5bf4b674995",
    "twox64,666f6f,3fbac459a800bf33",
    "twox256,414243444546,b841b0faf381b5034d523f9681ddbffb21e2958806e85176c81c45db78b3d0ed",
    "twox256,'',99e9d85137db46ef4bbea33613baafd56f963c64b1f3685a4eb4abd67ff6203a"
  })
  void theOtherLiteralsHold(String hash, String input, String digest) {
    byte[] in = HexFormat.of().parseHex(input);
    byte[] ours =
        switch (hash) {
          case "keccak256" -> Hashes.keccak256(in);
          case "blake2b256" -> Hashes.blake2b256(in);
          case "blake2b128" -> Hashes.blake2b128(in);
          case "twox64" -> Hashes.twox64(in);
          case "twox256" -> Hashes.twox256(in);
          default -> throw new AssertionError(hash);
        };
    assertThat(hex(ours)).isEqualTo(digest);
  }

  @Test
  void partsAreHashedAsIfJoined() {
    byte[] joined = ascii("one two three");
    assertThat(Hashes.blake2b256(ascii("one "), ascii(""), ascii("two three")))
        .isEqualTo(Hashes.blake2b256(joined));
    assertThat(Hashes.sha256(ascii("one two"), ascii(" three"))).isEqualTo(Hashes.sha256(joined));
  }

  @Test
  void sha2OfThePlatformIsThatOfBouncyCastle() {
    long seed = 0x5a2;
    Random random = new Random(seed);
    for (int length = 0; length < 300; length++) {
      byte[] in = new byte[length];
      random.nextBytes(in);
      assertThat(Hashes.sha256(in))
          .as("seed %d, length %d", seed, length)
          .isEqualTo(of(new SHA256Digest(), in));
      assertThat(Hashes.sha512(in))
          .as("seed %d, length %d", seed, length)
          .isEqualTo(of(new SHA512Digest(), in));
    }
  }

  private static byte[] of(ExtendedDigest digest, byte[] in) {
    digest.update(in, 0, in.length);
    byte[] out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return out;
  }

  private static byte[] ascii(String s) {
    return s.getBytes(StandardCharsets.US_ASCII);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
