package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.primitives.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literals of wire 8.1, 8.2, 8.3 and the signatures of 8.8. */
class Sr25519LiteralsTest {
  private static final byte[] ALICE =
      hex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");

  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,44a996beb1eef7bdcab976ab6d2ca26104834164ecf28fb375600576fcc6eb0f",
    "3132333435363738393031323334353637383930313233343536373839303132,741c08a06f41c596608f6774259bd9043304adfa5d3eea62760bd9be97634d63",
    "31102468cbd502d177793fa523685b248f6bd083d67f76671e0b86d7fa20c030,6221d74b4c2168d0f73f97589900d2c6bdcdf3a8d54c3c92adc9e7650fbff251"
  })
  void seedsHaveTheKeysOfTheSources(String seed, String publicKey) {
    assertThat(Sr25519KeyPair.fromSeed(hex(seed)).publicKey().toHex()).isEqualTo(publicKey);
  }

  @Test
  void aSeedExpandsToTheSecretOfTheSources() {
    Sr25519Secret secret =
        Sr25519Secret.expand(
            hex("31102468cbd502d177793fa523685b248f6bd083d67f76671e0b86d7fa20c030"));
    assertThat(HexFormat.of().formatHex(secret.scalar()))
        .isEqualTo("e5aff1a7d9694f2c0505f41ca68d51093d4f9f897aaa3ec4116b80393690010b");
    assertThat(HexFormat.of().formatHex(secret.nonce()))
        .isEqualTo("bb5ee1ea15ca731e60cd92b0765cf00675bb7eeabc04e531629988cd90e53ad6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "twist sausage october vivid neglect swear crumble hawk beauty fabric egg"
            + " fragile;f56d9231e7b7badd3f1e10ad15ef8aa08b70839723d0a2d10d7329f0ea2b8c61;e451f630013e3095f1aa0c5bff87ead0688408ccfb98cee2a901513bec81cc0b",
        "ethics love economy wage plunge boring stove escape enrich fork language"
            + " material;7f5214db0e07c3ae3b1bd378f085d25c7d0a7cd6854e4bc665bab611ba5c5b08;0abf87c02d7d3fa0a63a2f7ea233a6b04b36385c578e68563873b9e7c1cb8c5a",
        "anxiety story donor noodle north stadium together glare reunion method lazy ring grass"
            + " laundry world excess green civil utility injury roof dolphin math"
            + " derive;56e706706405c9cebf2d74c010753f0aff97676f1fdcbc23101ca8e4ad25b3a1;54b4d50d1bc01b13eb5a182ad25a1308d916cfe7e3aaf9a56e661a8dd991de00",
        "depth sustain ostrich song solve bright abuse unlock gossip judge apology polar absorb"
            + " blood abandon skin cheese shrimp lunch equal swarm juice detail"
            + " right;eda3217896cb4722af98310b02eabb684a8a251a8cad7f8396bb479e21950e30;f05cf612af77ce5f1e73ee3849b62a3919fd9f971134b2ac988e3d062942912a",
        "soda make bunker relax ladder civil desk text marine attract zoo electric punch fantasy"
            + " claw;c1c4c24c8e04411ff68f08f798856d3af715c9aec68144bd7cb116c422173ed2;40470edcf9813828d99f97f461e1f1e196151c2cf9f3ed05f7ed4d710aed087d",
        "kind gate rocket bright march lottery large ritual ignore glory nut pipe left hand"
            + " roast;21e90a3abfe02c19e4710b82eeba078f1cb690436e5f209049f913ac1b636b03;84f22cc1152616a2fe2b6b13ce18b183278397ba250f06ecfd293ad650c60e3b"
      })
  void phrasesHaveTheKeysOfTheHostApiFixtures(String phrase, String ed25519, String sr25519) {
    assertThat(Sr25519KeyPair.fromUri(phrase).publicKey().toHex()).isEqualTo(sr25519);
    byte[] seed = SecretUri.parse(phrase).seed();
    assertThat(
            HexFormat.of()
                .formatHex(
                    new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey().getEncoded()))
        .isEqualTo(ed25519);
  }

  @Test
  void anOwnersSignatureFromBeforeTheAuditIsTakenByTheDeprecatedRuleOnly() {
    preAudit(
        "b4bfa1f7a5166695eb75299fd1c4c03ea212871c342f2c5dfea0902b2c246918",
        "Verifying that I am the owner of 5G9hQLdsKQswNPgB499DeA5PkFBbgkLPJWkkS6FAM6xGQ8xD. Hash:"
            + " 221455a3\n",
        "5a9755f069939f45d96aaf125cf5ce7ba1db998686f87f2fb3cbdea922078741a73891ba265f70c31436e18a9acd14d189d73c12317ab6c313285cd938453202");
  }

  @Test
  void theZeroSeedsSignatureFromBeforeTheAuditIsTakenByTheDeprecatedRuleOnly() {
    assertThat(Sr25519KeyPair.fromSeed(new byte[32]).publicKey().toHex())
        .isEqualTo("def12e42f3e487e9b14095aa8d5cc16a33491f1b50dadcf8811d1480f3fa8627");
    preAudit(
        "def12e42f3e487e9b14095aa8d5cc16a33491f1b50dadcf8811d1480f3fa8627",
        "SUBSTRATE",
        "28a854d54903e056f89581c691c1f7d2ff39f8f896c9e9c22475e60902cc2b3547199e0e91fa32902028f2ca2355e8cdd16cfe19ba5e8b658c94aa80f3b81a00");
  }

  @ParameterizedTest
  @CsvSource({
    "'',0,0cdcc8838c376d49fced65292b4373295493b623c04bc79b2e12b6acc820056b33d6a94a91de6659effb14cf3b922ea47f88bdec934cd92068a984c3969b748b",
    "test,1,d886642e7d25a9f89c54c53764734b2d3cc8a668931510ad8d599aa93031554c1fd48dac87d64dc6d6e72bf79d8ffe7e3273a07badde5a2ce438bb4eaf1d3881",
    "x,200,d8d15187b80673462108d668ba444f848a590ca61804fb3d16b854f7c0cc9e0b73b4f5f06d05d51403df114cae618acc454071db9b7c56f34fda918f3d9a838f"
  })
  void signaturesOfSchnorrkelVerify(String text, int times, String signature) {
    byte[] message = text.repeat(times).getBytes(StandardCharsets.US_ASCII);
    assertThat(Sr25519.verify(ALICE, message, hex(signature))).isTrue();
    assertThat(Sr25519.verify(ALICE, new byte[] {1}, hex(signature))).isFalse();
  }

  @Test
  void aSignatureOfSchnorrkelOverBinaryVerifies() {
    byte[] message = new byte[73];
    for (int i = 0; i < message.length; i++) {
      message[i] = (byte) i;
    }
    assertThat(
            Sr25519.verify(
                ALICE,
                message,
                hex(
                    "302c15ebb1b8842861a1db3bb62ca121340024daa3bde6a25f296eaec3f87645ac5d40a66a28c269d13261cc78ceca8415009e2af776650c2fcb8a6bd0e7c08e")))
        .isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "valid,d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d,b42fa10348e4cc9ff224ca66947afff0a36fd749173214b3fbab86f9dfca58734eb32e4ce9bfb4af2476575410740f4e8abb61b9f5ff0e04f1f000802e22bd88,true",
    "s + L,d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d,b42fa10348e4cc9ff224ca66947afff0a36fd749173214b3fbab86f9dfca58733b8724a90323c707fb124ff7ee6dee628abb61b9f5ff0e04f1f000802e22bd98,false",
    "without the"
        + " marker,d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d,b42fa10348e4cc9ff224ca66947afff0a36fd749173214b3fbab86f9dfca58734eb32e4ce9bfb4af2476575410740f4e8abb61b9f5ff0e04f1f000802e22bd08,false",
    "identity key and R = 5B and s ="
        + " 5,0000000000000000000000000000000000000000000000000000000000000000,e882b131016b52c1d3337080187cf768423efccbb517bb495ab812c4160ff44e0500000000000000000000000000000000000000000000000000000000000080,true",
    "identity key and a signature of"
        + " zeros,0000000000000000000000000000000000000000000000000000000000000000,00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000,false",
    "identity key and zeros with the"
        + " marker,0000000000000000000000000000000000000000000000000000000000000000,00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000080,true",
    "a key that is no field"
        + " element,ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f,00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000080,false",
    "a negative"
        + " key,0100000000000000000000000000000000000000000000000000000000000000,00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000080,false"
  })
  void anOddSignatureHasTheVerdictOfSchnorrkel(
      String what, String key, String signature, boolean valid) {
    byte[] message = "edge".getBytes(StandardCharsets.US_ASCII);
    assertThat(Sr25519.verify(hex(key), message, hex(signature))).as(what).isEqualTo(valid);
  }

  @Test
  void aSignatureOfZerosUnderTheIdentityKeyIsTakenByTheDeprecatedRule() {
    assertThat(Sr25519.verifyDeprecated(new byte[32], new byte[] {1}, new byte[64])).isTrue();
  }

  @Test
  void argumentsOfAWrongLengthAreNoSignature() {
    byte[] signature = new byte[64];
    signature[63] = (byte) 0x80;
    assertThat(Sr25519.verify(new byte[31], new byte[0], signature)).isFalse();
    assertThat(Sr25519.verify(new byte[33], new byte[0], signature)).isFalse();
    assertThat(Sr25519.verify(new byte[32], new byte[0], new byte[63])).isFalse();
    assertThat(Sr25519.verifyDeprecated(new byte[32], new byte[0], new byte[65])).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "//Bob,424b4e47014cb51c37518199a868b63f1a1d94c2a9b7d715450d9fe56aafd1cc08384634a5070000001111111111111111111111111111111111111111111111111111111111111111,de95c66f801028df44fa15987b66bd835024ef8de6ff31fbdfb1f6da16a40221b30aff9d81a38f03f29a68a996c3a906ee06ab0326e4c922aa7c76763991ae85",
    "//Eve,424b4e47024cb51c37518199a868b63f1a1d94c2a9b7d715450d9fe56aafd1cc08384634a5070000001111111111111111111111111111111111111111111111111111111111111111,7651719915e8de8346ea11731090d2cd51012e422e7edcc49dfbb58fe93c664fa217ae5abdcd823a2c26a9db7407e581f89adf1b68142a921cee82a5098bb481"
  })
  void withoutRandomnessSignaturesAreThoseOfTheWorkedExample(
      String uri, String payload, String signature) {
    assertThat(
            Sr25519KeyPair.fromUri(uri)
                .sign(Bytes.fromHex(payload), out -> Arrays.fill(out, (byte) 0))
                .toHex())
        .isEqualTo(signature);
  }

  private static void preAudit(String key, String message, String signature) {
    byte[] text = message.getBytes(StandardCharsets.US_ASCII);
    assertThat(Sr25519.verifyDeprecated(hex(key), text, hex(signature))).isTrue();
    assertThat(Sr25519.verify(hex(key), text, hex(signature))).isFalse();
  }

  private static byte[] hex(String s) {
    return HexFormat.of().parseHex(s);
  }
}
