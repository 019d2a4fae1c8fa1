package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.crypto.MaybeCompressedBlob.Decompression;
import dev.vouch.primitives.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams whose verdict hangs on the pieces in which they are read. */
class BlobReaderTest {
  private static final String MAGIC = "52bc537646db8e05";

  /**
   * Verdicts of sp-maybe-compressed-blob 11.1.0. All of these frames declare a content size, most
   * of them a wrong one in front of an empty last block.
   */
  @ParameterizedTest
  @CsvSource({
    "142, 0, 28b52ffd2029010000",
    "171, 0, 28b52ffd2073010000",
    "115758, 0, 28b52ffd20b4010000",
    "20971520, Invalid, 28b52ffd40222f5e7bf90207",
    "3958, Invalid, 28b52ffd808ec3000000f20100072b040007",
    "20971520, 44, 28b52ffd40192cb762010007000000010000",
    "20971520, 5173, 28b52ffd6025ff02a00007aa010007010000",
    "292, Invalid, 28b52ffd808d2d0000003a01000700000032000007010000",
    "93491, 14, 28b52ffda08300000070000000010203049e060708090a1b0c0d010000",
    "20971520, Invalid, 28b52ffd800c08cd00006a010007aa00000728000000010203040b660607",
    "386706, 4048, 28b52ffd6070ffea7d000798000000f902030405060708090a0b0c0d0e0f101112000000010000",
    "9688, PossibleBomb,"
        + " 28b52ffd000001000028b52ffd205501000028b52ffd043855000010000001006b6d39c002dbacb090",
    "353, PossibleBomb,"
        + " 28b52ffda04b000000520200070200000700000001000028b52ffd00184d00001000000100eddf032c28b52ffd",
    "162491, 40,"
        + " 28b52ffd205a02000007000000400100000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021222324252627010000",
    "298133, 849,"
        + " 28b52ffd240001000099e9d85128b52ffd205901000028b52ffd605102dd0000a074686520717569636b2062726f776e20666f78200100745e3599",
    "369007, 8613,"
        + " 28b52ffd00204d000010000001007981075828b52ffd6027ff380100000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223242526010000",
    "8193, Invalid,"
        + " 28b52ffd808a53000000ea000007b10100000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435",
    "20971520, 2666,"
        + " 28b52ffd200c6100004503086448d158217762034228b52ffd60adff000000000000c200000701000028b52ffd0010e50000a074686520717569636b2062726f776e20666f782001005e74fe6402"
  })
  void framesThatLieAboutTheirContentHaveTheVerdictOfTheReference(
      int limit, String verdict, String stream) {
    String ours =
        switch (MaybeCompressedBlob.decompress(Bytes.fromHex(MAGIC + stream), limit)) {
          case Decompression.Content(Bytes content) -> String.valueOf(content.length());
          case Decompression.Invalid() -> "Invalid";
          case Decompression.PossibleBomb() -> "PossibleBomb";
        };
    assertThat(ours).isEqualTo(verdict);
  }

  @Test
  void contentOfEveryLengthAroundTheSizesOfThePiecesIsReadBack() {
    for (int size :
        new int[] {0, 1, 7, 8, 31, 32, 33, 8191, 8192, 8193, 131_074, 131_076, 400_000}) {
      byte[] raw = new byte[size];
      for (int i = 0; i < size; i++) {
        raw[i] = (byte) (i * 2_654_435_761L >>> 13);
      }
      Bytes content = Bytes.wrap(raw);
      Bytes blob = MaybeCompressedBlob.compress(content, size).orElseThrow();
      for (int limit : new int[] {size, size + 1, 20 << 20, Integer.MAX_VALUE}) {
        assertThat(MaybeCompressedBlob.decompress(blob, limit))
            .as("%d bytes under a limit of %d", size, limit)
            .isEqualTo(new Decompression.Content(content));
      }
      if (size > 0) {
        assertThat(MaybeCompressedBlob.decompress(blob, size - 1))
            .isEqualTo(new Decompression.PossibleBomb());
      }
    }
  }
}
