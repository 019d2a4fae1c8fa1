package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.crypto.Secp256k1.Overflow;
import dev.vouch.crypto.Secp256k1.Recovery;
import dev.vouch.primitives.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/**
 * Our recovery, which is all that ECDSA is here, beside Bouncy Castle's signer and verifier, which
 * know nothing of recovery.
 */
class EcdsaAgainstLibraryTest {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
  private static final long SEED = 0xec05a;
  private static final int ROUNDS = 60;

  @Test
  void exactlyOneRecoveryByteGivesTheKeyThatTheLibrarySignedWithForEitherSignOfS() {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      Signed signed = Signed.by(random);
      for (BigInteger s : List.of(signed.s, DOMAIN.getN().subtract(signed.s))) {
        List<Integer> fitting = new ArrayList<>();
        for (int id = 0; id < 4; id++) {
          byte[] signature = signature(signed.r, s, id);
          if (Secp256k1.verifyHash(signed.compressed(), signed.hash, signature, Overflow.REFUSE)) {
            fitting.add(id);
            assertThat(Secp256k1.recover(signature, signed.hash, Overflow.REFUSE))
                .as("seed %d, round %d", SEED, round)
                .isEqualTo(
                    new Recovery.Key(signed.uncompressed(), Bytes.wrap(signed.compressed())));
          }
        }
        assertThat(fitting).as("seed %d, round %d", SEED, round).hasSize(1);
      }
    }
  }

  @Test
  void everyKeyThatIsRecoveredFromADamagedSignatureIsOneThatTheLibraryVerifiesItWith() {
    Random random = new Random(SEED);
    int recovered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Signed signed = Signed.by(random);
      byte[] signature = signature(signed.r, signed.s, random.nextInt(2));
      signature[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
      BigInteger r = new BigInteger(1, signature, 0, 32);
      BigInteger s = new BigInteger(1, signature, 32, 32);
      assertThat(signed.libraryVerifies(signed.point, r, s)).isFalse();
      if (Secp256k1.recover(signature, signed.hash, Overflow.REFUSE)
          instanceof Recovery.Key(Bytes _, Bytes compressed)) {
        recovered++;
        ECPoint other = CURVE.getCurve().decodePoint(compressed.toArray());
        assertThat(compressed).isNotEqualTo(Bytes.wrap(signed.compressed()));
        assertThat(signed.libraryVerifies(other, r, s))
            .as("seed %d, round %d", SEED, round)
            .isTrue();
      }
    }
    assertThat(recovered).as("half of all r are points").isBetween(ROUNDS / 4, ROUNDS);
  }

  private static final class Signed {
    final byte[] hash;
    final ECPoint point;
    final BigInteger r;
    final BigInteger s;

    private Signed(byte[] hash, ECPoint point, BigInteger r, BigInteger s) {
      this.hash = hash;
      this.point = point;
      this.r = r;
      this.s = s;
    }

    static Signed by(Random random) {
      byte[] hash = new byte[32];
      random.nextBytes(hash);
      BigInteger secret = new BigInteger(255, random).add(BigInteger.ONE);
      ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
      signer.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
      BigInteger[] rs = signer.generateSignature(hash);
      return new Signed(hash, DOMAIN.getG().multiply(secret).normalize(), rs[0], rs[1]);
    }

    byte[] compressed() {
      return point.getEncoded(true);
    }

    Bytes uncompressed() {
      return Bytes.wrap(point.getEncoded(false)).slice(1, 65);
    }

    boolean libraryVerifies(ECPoint key, BigInteger ofR, BigInteger ofS) {
      ECDSASigner verifier = new ECDSASigner();
      verifier.init(false, new ECPublicKeyParameters(key, DOMAIN));
      return verifier.verifySignature(hash, ofR, ofS);
    }
  }

  private static byte[] signature(BigInteger r, BigInteger s, int id) {
    byte[] out = new byte[Secp256k1.SIGNATURE_BYTES];
    put(r, out, 32);
    put(s, out, 64);
    out[64] = (byte) id;
    return out;
  }

  private static void put(BigInteger value, byte[] out, int end) {
    byte[] bytes = value.toByteArray();
    int length = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - length, out, end - length, length);
  }
}
