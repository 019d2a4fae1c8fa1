package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.crypto.MaybeCompressedBlob.Decompression;
import dev.vouch.primitives.Bytes;
import org.junit.jupiter.api.Test;

/** Rows P50 to P53 of validation 6.2: compression with a limit of ten bytes. */
class CompressionRowsTest {
  private static final int LIMIT = 10;
  private static final Bytes MAGIC = Bytes.fromHex("52bc537646db8e05");

  private static Bytes compressed(int length) {
    return MaybeCompressedBlob.compress(Bytes.wrap(new byte[length]), 1 << 20).orElseThrow();
  }

  @Test
  void whatDoesNotFitIsNotCompressed() {
    assertThat(MaybeCompressedBlob.compress(Bytes.wrap(new byte[LIMIT + 1]), LIMIT)).isEmpty();
    assertThat(MaybeCompressedBlob.compress(Bytes.wrap(new byte[LIMIT]), LIMIT)).isPresent();
  }

  @Test
  void p51TenBytesComeBackBehindTheMagic() {
    Bytes blob = compressed(LIMIT);
    assertThat(blob.slice(0, MAGIC.length())).isEqualTo(MAGIC);
    assertThat(MaybeCompressedBlob.decompress(blob, LIMIT))
        .isEqualTo(new Decompression.Content(Bytes.wrap(new byte[LIMIT])));
  }

  @Test
  void p52WithoutTheMagicBytesStayAsTheyAreWhateverTheLimit() {
    Bytes plain = Bytes.wrap(new byte[LIMIT + 1]);
    assertThat(MaybeCompressedBlob.decompress(plain, LIMIT))
        .isEqualTo(new Decompression.Content(plain));
  }

  @Test
  void p53ElevenBytesAreAPossibleBomb() {
    assertThat(MaybeCompressedBlob.decompress(compressed(LIMIT + 1), LIMIT))
        .isEqualTo(new Decompression.PossibleBomb());
  }

  /** A frame of four raw gigabytes in twelve bytes and one block each: read up to the limit. */
  @Test
  void aBombCostsNoMoreThanItsLimit() {
    // a frame header that claims 2^62 bytes, and run-length blocks of 128 KiB without an end
    StringBuilder hex = new StringBuilder(MAGIC.toHex() + "28b52ffd" + "c0" + "58");
    hex.append("0000000000000040");
    for (int i = 0; i < 1_000; i++) {
      hex.append("02001000");
    }
    assertThat(MaybeCompressedBlob.decompress(Bytes.fromHex(hex.toString()), LIMIT))
        .isIn(new Decompression.PossibleBomb(), new Decompression.Invalid());
  }
}
