package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.testing.AdderScenario;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literals of keys: wire 5.3 and 5.6, 8.1 and 8.3. */
class KeyLiteralsTest {
  private static final byte[] ASCII_SEED =
      "12345678901234567890123456789012".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @CsvSource({
    "'',fac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e",
    "//Alice,e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a",
    "//Bob,398f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89",
    "//Charlie,bc1ede780f784bb6991a585e4f6e61522c14e1cae6ad0895fb57b9a205a8f938",
    "//Dave,868020ae0687dda7d57565093a69090211449845a7e11453612800b663307246",
    "//Eve,786ad0e2df456fe43dd1f91ebca22e235bc162e0bb8d53c633e8c85b2af68b7a",
    "//Ferdie,42438b7883391c05512a938e36c2df0131e088b3756d6aa7a755fbff19d2f842",
    "//One,3b3993c957ed9342cbb011eb9029c53fb253345114eff7da5951e98a41ba5ad5",
    "//Two,711baefcb129e031885532a8f1e634bbd28f4c60490a7dd29636567472af513d",
    "//Alice//stash,3c881bc4d45926680c64a7f9315eeda3dd287f8d598f3653d7c107799c5422b3",
    "//1234,8bbeafc91ab3ef36724672a58ec40b7b99c450682da3723e457c3a0c5b707172"
  })
  void theMiniSecretOfADevelopmentKeyIsThatOfTheTable(String uri, String miniSecret) {
    assertThat(Sr25519KeyPair.fromSeed(hex(miniSecret)).publicKey())
        .isEqualTo(Sr25519KeyPair.fromUri(uri).publicKey());
  }

  @Test
  void theDevelopmentPhraseHasItsSeed() {
    assertThat(HexFormat.of().formatHex(SecretUri.parse("").seed()))
        .isEqualTo("fac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e");
  }

  @ParameterizedTest
  @CsvSource({
    "twist sausage october vivid neglect swear crumble hawk beauty fabric egg fragile,"
        + "803711a29c02d9e32b9a759388c6cb77ec5732c28de81accb02a37d40fa7ab1b",
    "ethics love economy wage plunge boring stove escape enrich fork language material,"
        + "e6ed9531464b59316780fa1e07b7140ad582658d094ba9be8b4c2626396ec7bc",
    "anxiety story donor noodle north stadium together glare reunion method lazy ring grass"
        + " laundry world excess green civil utility injury roof dolphin math derive,"
        + "6322705675e563623ae885fa27fe17d4fd0fbbe9fc07e6a60d2e4095bf770cde"
  })
  void aPhraseHasTheMiniSecretOfTheHostApiFixtures(String phrase, String miniSecret) {
    assertThat(HexFormat.of().formatHex(SecretUri.parse(phrase).seed())).isEqualTo(miniSecret);
  }

  @ParameterizedTest
  @CsvSource({
    "Alice,14416c6963650000000000000000000000000000000000000000000000000000",
    "1,0100000000000000000000000000000000000000000000000000000000000000",
    "001,0100000000000000000000000000000000000000000000000000000000000000",
    "+1,0100000000000000000000000000000000000000000000000000000000000000",
    "18446744073709551615,ffffffffffffffff000000000000000000000000000000000000000000000000",
    "-1,082d310000000000000000000000000000000000000000000000000000000000",
    "18446744073709551616,5031383434363734343037333730393535313631360000000000000000000000"
  })
  void aPathItemHasTheChainCodeOfTheSpecification(String item, String chainCode) {
    assertThat(HexFormat.of().formatHex(SecretUri.parse("//" + item).path().getFirst().chainCode()))
        .isEqualTo(chainCode);
  }

  @Test
  void theExportedFormOfOtherToolsIsEightTimesOurScalar() {
    byte[] exported = hex("28b0ae221c6bb06856b287f60d7ea0d98552ea5a16db16956849aa371db3eb51");
    Sr25519Secret root = Sr25519Secret.of(SecretUri.parse(""));
    assertThat(littleEndian(root.scalar()).shiftLeft(3)).isEqualTo(littleEndian(exported));
    assertThat(HexFormat.of().formatHex(root.scalar())).startsWith("05d65584630d16cd");
    assertThat(HexFormat.of().formatHex(root.nonce()))
        .isEqualTo("fd190cce74df356432b410bd64682309d6dedb27c76845daf388557cbac3ca34");
    assertThat(HexFormat.of().formatHex(root.publicKey()))
        .isEqualTo("46ebddef8cd9bb167dc30878d7113b7e168e6f0646beffd77d69d39bad76b47a");
  }

  @Test
  void anAsciiSeedHasTheEd25519KeyOfTheSources() {
    assertThat(
            HexFormat.of()
                .formatHex(
                    new Ed25519PrivateKeyParameters(ASCII_SEED, 0)
                        .generatePublicKey()
                        .getEncoded()))
        .isEqualTo("2f8c6129d816cf51c374bc7f08c3e63ed156cf78aefb4a6550d97b87997977ee");
  }

  @Test
  void anAsciiSeedHasTheEcdsaKeyOfTheSources() {
    assertThat(
            HexFormat.of()
                .formatHex(
                    ECNamedCurveTable.getParameterSpec("secp256k1")
                        .getG()
                        .multiply(new BigInteger(1, ASCII_SEED))
                        .normalize()
                        .getEncoded(false)))
        .isEqualTo(
            "04"
                + "5676109c54b9a16d271abeb4954316a40a32bcce023ac14c8e26e958aa68fba9"
                + "95840f3de562156558efbfdac3f16af0065e5f66795f4dd8262a228ef8c6d813");
  }

  @Test
  void thePermutationOfZerosIsThatOfKeccak() {
    long[] lanes = new long[25];
    KeccakPermutation.permute(lanes);
    byte[] first = new byte[32];
    for (int i = 0; i < first.length; i++) {
      first[i] = (byte) (lanes[i / 8] >>> 8 * (i % 8));
    }
    assertThat(HexFormat.of().formatHex(first))
        .isEqualTo("e7dde140798f25f18a47c033f9ccd584eea95aa61e2698d54d49806f304715bd");
  }

  @Test
  void theWitnessOfADeterministicSignatureIsThatOfTheSpecification() {
    assertThat(HexFormat.of().formatHex(witness()))
        .isEqualTo(
            "d044e17ee812047082adc862a124cca19fd1f77caa5149f4809c9f223eb8511a"
                + "ae6589a3cbea639a2df07decd540a1dfb16ec725b782b7d42bf8563c14472962");
  }

  @Test
  void thePointAndTheChallengeOfADeterministicSignatureAreThoseOfTheSpecification() {
    byte[] r = Ristretto.encode(ScalarMultiplication.base(Scalars.reduce(witness())));
    assertThat(HexFormat.of().formatHex(r))
        .isEqualTo("de95c66f801028df44fa15987b66bd835024ef8de6ff31fbdfb1f6da16a40221");
    assertThat(HexFormat.of().formatHex(signing().append("sign:R", r).challenge("sign:c", 64)))
        .isEqualTo(
            "5d2b1f24595178ce750fc83df393c33b24c9d9aa85077b5e473c72023584b536"
                + "f03271c9c6ba785eeb35629ce2244a6dbf67d2514c24139e891854832382d80d");
  }

  @Test
  void theDeterministicSignatureOfBobIsThatOfTheScenario() {
    Bytes payload = AdderScenario.bob().signingPayload(AdderScenario.signingContext());
    try (Sr25519KeyPair bob = Sr25519KeyPair.fromUri("//Bob")) {
      assertThat(bob.sign(payload, out -> Arrays.fill(out, (byte) 0)))
          .isEqualTo(AdderScenario.BOB_SECONDED);
    }
  }

  private static byte[] witness() {
    Sr25519Secret bob = Sr25519Secret.of(SecretUri.parse("//Bob"));
    return signing().witness("signing", 64, bob.nonce(), new byte[32]);
  }

  private static Transcript signing() {
    Bytes payload = AdderScenario.bob().signingPayload(AdderScenario.signingContext());
    byte[] bob = Sr25519KeyPair.fromUri("//Bob").publicKeyBytes();
    return Sr25519.signing(bob, payload.toArray());
  }

  private static BigInteger littleEndian(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }

  private static byte[] hex(String s) {
    return HexFormat.of().parseHex(s);
  }
}
