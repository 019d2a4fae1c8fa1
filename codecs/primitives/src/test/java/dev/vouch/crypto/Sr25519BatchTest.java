package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.crypto.Sr25519Batch.Item;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.Signature;
import dev.vouch.vectors.VectorFile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sr25519BatchTest {
  private static final long SEED = 0xba7c4;

  @Test
  void aBatchOfAnySizeOfGoodSignaturesIsValid() {
    Random random = new Random(SEED);
    for (int size : new int[] {0, 1, 2, 63, 64, 65, 150}) {
      assertThat(Sr25519Batch.firstInvalid(good(random, size))).as("size %d", size).isEmpty();
    }
  }

  @Test
  void theFirstOfTheBadOnesIsNamed() {
    Random random = new Random(SEED);
    List<Item> items = good(random, 100);
    for (int round = 0; round < 30; round++) {
      List<Item> spoilt = new ArrayList<>(items);
      int first = random.nextInt(100);
      int second = random.nextInt(first, 100);
      spoilt.set(second, spoil(items.get(second), random.nextInt(512)));
      spoilt.set(first, spoil(items.get(first), random.nextInt(512)));
      assertThat(Sr25519Batch.firstInvalid(spoilt))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(OptionalInt.of(first));
    }
  }

  @Test
  void twoErrorsThatCancelInAPlainSumAreFound() {
    Random random = new Random(SEED);
    List<Item> items = good(random, 2);
    byte[] one = new byte[32];
    one[0] = 1;
    List<Item> shifted =
        List.of(shift(items.get(0), one), shift(items.get(1), Scalars.negate(one)));
    assertThat(Sr25519Batch.firstInvalid(shifted)).isEqualTo(OptionalInt.of(0));
  }

  @Test
  void everySignatureOfTheReferenceHasTheSameVerdictInABatch() {
    List<Item> good = good(new Random(SEED), 3);
    VectorFile.read("sr25519")
        .check(
            v -> v.has("signature") && v.get("signature").asText().length() == 128,
            v -> {
              List<Item> items = new ArrayList<>(good);
              items.add(
                  new Item(
                      PublicKey.of(VectorFile.hex(v.get("public"))),
                      Bytes.wrap(VectorFile.hex(v.get("message"))),
                      Signature.of(VectorFile.hex(v.get("signature")))));
              assertThat(Sr25519Batch.firstInvalid(items))
                  .isEqualTo(v.get("verify").asBoolean() ? OptionalInt.empty() : OptionalInt.of(3));
            });
  }

  private static List<Item> good(Random random, int size) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      byte[] seed = new byte[32];
      random.nextBytes(seed);
      byte[] message = new byte[random.nextInt(200)];
      random.nextBytes(message);
      Sr25519KeyPair key = Sr25519KeyPair.fromSeed(seed);
      Bytes text = Bytes.wrap(message);
      items.add(new Item(key.publicKey(), text, key.sign(text, random::nextBytes)));
    }
    return items;
  }

  private static Item spoil(Item item, int bit) {
    byte[] signature = item.signature().toArray();
    signature[bit / 8] ^= (byte) (1 << (bit % 8));
    return new Item(item.key(), item.message(), Signature.of(signature));
  }

  private static Item shift(Item item, byte[] by) {
    byte[] signature = item.signature().toArray();
    byte[] s = Scalars.add(Sr25519.scalarOf(signature), by);
    System.arraycopy(s, 0, signature, 32, 32);
    signature[63] |= (byte) Sr25519.MARKER;
    return new Item(item.key(), item.message(), Signature.of(signature));
  }
}
