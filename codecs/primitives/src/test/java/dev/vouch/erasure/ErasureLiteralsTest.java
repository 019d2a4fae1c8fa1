package dev.vouch.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.crypto.Hashes;
import dev.vouch.erasure.ErasureCode.IndexedChunk;
import dev.vouch.primitives.AvailableData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ChunkIndex;
import dev.vouch.primitives.ChunkProof;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literals of wire 6.1 to 6.4 and the chunks of 8.8. */
class ErasureLiteralsTest {
  private static final Bytes AVAILABLE_DATA =
      Bytes.fromHex(
          "4000000000000000000200000000000000210100000000000000000000000000000000000000000000000000000000000000000000000000000000011b4d03dd8c01f1049143cf9c4c817e4b167f1d1b83e5c6f0f10d89ba1e7bce64000000222222222222222222222222222222222222222222222222222222222222222200005000");

  @ParameterizedTest
  @CsvSource({
    "2,2,1",
    "3,4,1",
    "4,4,2",
    "6,8,2",
    "10,16,4",
    "20,32,4",
    "100,128,32",
    "300,512,64",
    "1000,1024,256"
  })
  void theCodeHasTheParametersOfTheSources(int validators, int n, int k) throws ErasureException {
    CodeParameters code = CodeParameters.of(validators);
    assertThat(code.n()).isEqualTo(n);
    assertThat(code.k()).isEqualTo(k);
  }

  @Test
  void theFieldsTablesAreThoseOfTheReference() {
    assertThat(sha256(0, 65_535, BinaryField::log))
        .isEqualTo("6116ccce888509f1d775ea324697e11f0aa98ceb564a5261ecd50af508717cb9");
    assertThat(sha256(0, 65_535, BinaryField::exp))
        .isEqualTo("832d7461d67446f4b747c30d5876d7a0656d5e7c3d2de67c067c43f896a1d134");
    assertThat(sha256(1, 65_535, AdditiveFft::skew))
        .isEqualTo("bdaa50cf9624c4b41a9f432d24154c15d0ebbd0da80dea9684aea4c8610e2869");
    assertThat(BinaryField.times(2, 3)).isEqualTo(1);
    assertThat(BinaryField.times(300, 7)).isEqualTo(1994);
    assertThat(BinaryField.times(0x1234, 0xabcd)).isEqualTo(17345);
    assertThat(BinaryField.times(65535, 65535)).isEqualTo(32768);
    assertThat(BinaryField.times(0, 7)).isZero();
    assertThat(BinaryField.times(7, 0)).isZero();
  }

  @Test
  void aLongRowIsMultipliedLikeAShortOne() {
    Random random = new Random(0xf1e1d);
    for (int factor : new int[] {1, 2, 3, 255, 256, 4711, 65535}) {
      char[] from = new char[1000];
      char[] to = new char[1000];
      char[] expected = new char[1000];
      for (int i = 0; i < from.length; i++) {
        from[i] = (char) random.nextInt(65536);
        to[i] = (char) random.nextInt(65536);
        expected[i] = (char) (to[i] ^ BinaryField.times(from[i], factor));
      }
      BinaryField.addProduct(to, from, factor);
      assertThat(to).as("factor %d", factor).isEqualTo(expected);
    }
  }

  @Test
  void theTransformIsThatOfTheReference() {
    int[] in = {1, 2, 3, 5, 8, 13, 21, 44, 65, 0, 0xffff, 2, 3, 5, 7, 11};
    char[][] rows = new char[16][];
    for (int i = 0; i < 16; i++) {
      rows[i] = new char[] {(char) in[i]};
    }
    AdditiveFft.forward(rows, 16, 4);
    StringBuilder out = new StringBuilder();
    for (char[] row : rows) {
      out.append(String.format("%04X", (int) row[0]));
    }
    assertThat(out.toString())
        .isEqualTo("BA0CBA06FF49FF4568D4686F2DAB2D357B9E7B91C122C129A9FAA91D132913E2");
    AdditiveFft.inverse(rows, 16, 4);
    for (int i = 0; i < 16; i++) {
      assertThat((int) rows[i][0]).isEqualTo(in[i]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "8;00010002;0001000200000003000e000d000f000c",
        "4;01020304;0102030402950093",
        "16;0001000200030004;0001000200030004000800000003000f0009000c000400050007000900030009"
      })
  void oneBlockHasTheCodewordOfTheReference(int n, String data, String codeword) {
    // All positions of the code, so that no chunk is dropped; k is half the data's bytes.
    Bytes payload = Bytes.fromHex(data);
    CodeParameters code = new CodeParameters(n, payload.length() / 2, payload.length() / 2, n);
    byte[][] shards = new byte[n][2];
    ErasureCode.encodeBatch(code, payload.toArray(), shards, 0, 1);
    StringBuilder out = new StringBuilder();
    for (byte[] shard : shards) {
      out.append(HexFormat.of().formatHex(shard));
    }
    assertThat(out.toString()).isEqualTo(codeword);
  }

  @ParameterizedTest
  @CsvSource({"100,26", "99,26", "95,24", "94,24", "90,24", "19,6"})
  void chunksHaveTheLengthOfTheSources(int payload, int chunk) throws ErasureException {
    assertThat(ErasureCode.encode(10, Bytes.wrap(new byte[payload])))
        .hasSize(10)
        .allMatch(c -> c.length() == chunk);
  }

  @ParameterizedTest
  @CsvSource({
    "2,e727a2b09d5e1682a47862898986601416a7f4467052de5fd48febd9d20b18d1",
    "3,346550136fff809c649d2055c955dc44296a78635f66ce06af67e56de40304c9",
    "4,1ffee15a1d0a39d6ee0e634509de24b410b85d6c0bc6dcb1b89a9e4a0931bc46",
    "6,9b4e3aec562f24d733fdc2ec6c6f97a668f677b0a037a7110ab727b6250cf8b0",
    "10,957c962c766720606ad5033aa21d6428144a04ef8efd19b9abc182b7bbb79b6e"
  })
  void theWorkedExampleHasItsErasureRoots(int validators, String root) throws Exception {
    assertThat(ErasureRoot.of(validators, AvailableData.CODEC.decodeAll(AVAILABLE_DATA)).toHex())
        .isEqualTo(root);
  }

  @Test
  void theWorkedExampleHasItsChunksAndProofs() throws ErasureException {
    List<Bytes> chunks = ErasureCode.encode(6, AVAILABLE_DATA);
    assertThat(chunks.stream().map(Bytes::toHex))
        .containsExactly(
            "4000000000020000002100000000000000000000000000000000000000001b4d8c0191434c81167f83e5f10d1e7b0000222222222222222222222222222222220050",
            "00000000000000000100000000000000000000000000000000000000000103ddf104cf9c7e4b1d1bc6f089bace640022222222222222222222222222222222000000",
            "f3f400000001000002d5000000000000000000000000000000000000000239052d7508e85a4019d039c4597866b3003a2222222222222222222222222222221800cf",
            "b3f400000003000003f40000000000000000000000000000000000000003219550705637688a12b47cd121cfb6ac00182222222222222222222222222222223a009f",
            "2ae200000009000004310000000000000000000000000000000000000004561d16fcbbccb2aa1e2feb4a6976439b00b4222222222222222222222222222222960070",
            "6ae20000000b0000051000000000000000000000000000000000000000054e8d6bf9e5138060154bae5f11c193840096222222222222222222222222222222b40020");
    ChunkTrie trie = ChunkTrie.of(chunks);
    assertThat(ChunkProof.CODEC.encodeToBytes(trie.proof(new ChunkIndex(0))).toHex())
        .isEqualTo(
            "08290381003f0080e8d220f5d80d1ab9f4dac020a2c8e2333f5cd260250c4ea985096df0c647e773809155565ec18bb0171be19f104386ea78e3e38b2f8db03d5a5bc3e8e09d2b3217809ae5994fb9914b66d151d98ce27a41b7ec6f0cae78c24c7e35dfb0aa246c4f2e80d154e774c05c07935f15251687a8b6896f3a4c2cd291ccfc615a47e390d3767d80476243d1986ff3689d45d99734377e2b21b09c3f50162c88dd83546aa148ba0c809de257ff984920f322391754f0f8071d65a00da78b6a8784e4889d52b6ec5cea94460000008009e272080166c82718d3aa6e40bc3a728d7c21b5e34f7a31e874f3c7ddb922fb");
    assertThat(ChunkProof.CODEC.encodeToBytes(trie.proof(new ChunkIndex(5))).toHex())
        .isEqualTo(
            "08290381003f0080e8d220f5d80d1ab9f4dac020a2c8e2333f5cd260250c4ea985096df0c647e773809155565ec18bb0171be19f104386ea78e3e38b2f8db03d5a5bc3e8e09d2b3217809ae5994fb9914b66d151d98ce27a41b7ec6f0cae78c24c7e35dfb0aa246c4f2e80d154e774c05c07935f15251687a8b6896f3a4c2cd291ccfc615a47e390d3767d80476243d1986ff3689d45d99734377e2b21b09c3f50162c88dd83546aa148ba0c809de257ff984920f322391754f0f8071d65a00da78b6a8784e4889d52b6ec5cea9446000000809836704c188f4f6f8d01d60df97ea9f4e1ff5a486d99c9fd4b8ec84969749d53");
  }

  @Test
  void anyEnoughChunksGiveThePayloadBack() throws ErasureException {
    long seed = 0xe5a;
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      int validators = random.nextInt(2, 200);
      byte[] payload = new byte[random.nextInt(1, 5000)];
      random.nextBytes(payload);
      List<Bytes> chunks = ErasureCode.encode(validators, Bytes.wrap(payload));
      List<IndexedChunk> some = new ArrayList<>();
      for (int i = 0; i < validators; i++) {
        some.add(new IndexedChunk(new ChunkIndex(i), chunks.get(i)));
      }
      Collections.shuffle(some, random);
      Bytes back =
          ErasureCode.reconstruct(
              validators, some.subList(0, ErasureCode.systematicThreshold(validators)));
      assertThat(back.slice(0, payload.length))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(Bytes.wrap(payload));
      assertThat(ErasureCode.reconstructFromSystematic(validators, chunks)).isEqualTo(back);
    }
  }

  private static String sha256(int from, int to, IntUnaryOperator table) {
    ByteBuffer buffer = ByteBuffer.allocate(2 * (to - from + 1));
    for (int i = from; i <= to; i++) {
      buffer.putShort((short) table.applyAsInt(i));
    }
    return HexFormat.of().formatHex(Hashes.sha256(buffer.array()));
  }
}
