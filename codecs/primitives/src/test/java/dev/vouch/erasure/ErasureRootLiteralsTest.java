package dev.vouch.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.erasure.ErasureCode.IndexedChunk;
import dev.vouch.primitives.AvailableData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ChunkIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PoV;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The "more roots" of wire 8.8, and row W26. */
class ErasureRootLiteralsTest {
  @ParameterizedTest
  @CsvSource({
    "10,76,f0c6c2097670530121f4543e0cd6aba3570082e75652822db568c555537ef46b",
    "20,76,e672ee9c20d05092cb73d750fd68d2ca0201ab07b0cc67b5f479d9d9f7095d83",
    "100,10,f6a35414847521fa8c80febd44b97e21974e2b43c747cf088f4668dee3fe21ef",
    "300,6,b5ddb28db026bc0fccb99ae3da7fc8af1ea8adda5c24a76a16f783d0cd7ae2d4",
    "1000,2,d4ce7555099f3c4fa60d7ade757241dd2e421d0956b07633ef66d61e24201153"
  })
  void chunksAndRootsOfTheRoundTripData(int validators, int length, String root)
      throws ErasureException {
    assertThat(ErasureRoot.of(validators, data()).toHex()).isEqualTo(root);
    assertThat(ErasureRoot.chunks(validators, data()))
        .allMatch(chunk -> chunk.chunk().length() == length)
        .allMatch(chunk -> chunk.proof().nodes().size() <= 4)
        .allMatch(chunk -> chunk.proof().nodes().stream().allMatch(node -> node.length() <= 531));
  }

  @Test
  void theRoundTripDataHasItsHash() {
    Bytes encoded = AvailableData.CODEC.encodeToBytes(data());
    assertThat(encoded.length()).isEqualTo(298);
    assertThat(Hash.blake2b256(encoded).toHex())
        .isEqualTo("943891900fc100ad7d6747dbada21f6a84aefaf6eec65e42d3f782db8b628e4f");
  }

  @ParameterizedTest
  @CsvSource({
    "0,366ab25245567554cbbf69b0124c63c8fe259b479dec42a61d0016af8d0cfd28",
    "4,57efce2e8a731d209147ed33f28043ea69476b8be46fc42292bccdbff37c0b21",
    "9,872bfd98cf5d89856b113a067ec1be0f6a72e55d06d713d9964090a3ca063d96"
  })
  void chunksOfTenHaveTheirHashes(int index, String hash) throws ErasureException {
    Bytes chunk = ErasureRoot.chunks(10, data()).get(index).chunk();
    assertThat(Hash.blake2b256(chunk).toHex()).isEqualTo(hash);
  }

  @Test
  void w26AChunkBehindTheLastValidatorIsAnErrorAndNoCrash() throws ErasureException {
    Bytes chunk = ErasureRoot.chunks(10, data()).getFirst().chunk();
    List<IndexedChunk> chunks = List.of(new IndexedChunk(new ChunkIndex(10), chunk));
    ErasureException e =
        Assertions.catchThrowableOfType(
            ErasureException.class, () -> ErasureCode.reconstruct(10, chunks));
    assertThat(e.error()).isEqualTo(ErasureError.CHUNK_INDEX_OUT_OF_BOUNDS);
    assertThat(e).hasMessageContaining("10");
  }

  private static AvailableData data() {
    byte[] pov = new byte[255];
    for (int i = 0; i < pov.length; i++) {
      pov[i] = (byte) i;
    }
    return new AvailableData(
        new PoV(Bytes.wrap(pov)),
        new PersistedValidationData(new HeadData(Bytes.EMPTY), 0, Hash.ZERO, 0));
  }
}
