package dev.vouch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vouch.crypto.MaybeCompressedBlob.Decompression;
import dev.vouch.fuzz.Choices;
import dev.vouch.fuzz.FuzzRun;
import dev.vouch.primitives.Bytes;
import org.junit.jupiter.api.AfterAll;

/**
 * Compressed blobs. Three bytes choose limit and form: a blob as it is, a stream behind the magic,
 * or content that we compress and then damage at one place. There are three outcomes and no
 * exception; content never exceeds the limit, what we compressed is read under every limit that it
 * fits and is a possible bomb under a smaller one, and memory stays within a multiple of the limit.
 */
public final class BlobFuzz {
  private static final Bytes MAGIC = Bytes.fromHex("52bc537646db8e05");

  /** The decoder's buffers. */
  private static final long BYTES_AT_LEAST = 1 << 20;

  private static final FuzzRun RUN = new FuzzRun(BlobFuzz.class);

  @AfterAll
  static void print() {
    RUN.print();
  }

  @FuzzTest
  void everyStreamHasContentWithinTheLimitOrNone(byte[] input) {
    Choices choices = new Choices(input);
    RUN.input();
    int form = choices.u8();
    int limit = choices.u16() << form / 32;
    switch (form % 4) {
      case 0 -> check(choices.rest(), limit);
      case 1 -> damaged(choices, limit);
      default -> check(Bytes.concat(MAGIC, choices.rest()), limit);
    }
  }

  private static void damaged(Choices choices, int limit) {
    int at = choices.u16();
    int with = choices.u8();
    Bytes content = choices.rest();
    Bytes blob = MaybeCompressedBlob.compress(content, content.length()).orElseThrow();
    Decompression same = new Decompression.Content(content);
    assertThat(MaybeCompressedBlob.decompress(blob, content.length())).isEqualTo(same);
    assertThat(MaybeCompressedBlob.decompress(blob, content.length() + limit)).isEqualTo(same);
    if (!content.isEmpty()) {
      assertThat(MaybeCompressedBlob.decompress(blob, content.length() - 1))
          .isEqualTo(new Decompression.PossibleBomb());
    }
    byte[] damaged = blob.toArray();
    damaged[at % damaged.length] ^= (byte) with;
    check(Bytes.wrap(damaged), limit);
  }

  private static void check(Bytes blob, int limit) {
    long bound = BYTES_AT_LEAST + 4L * limit + 4L * blob.length();
    Decompression outcome = RUN.within(bound, () -> MaybeCompressedBlob.decompress(blob, limit));
    switch (outcome) {
      case Decompression.Content(Bytes content) -> checkContent(blob, content, limit);
      case Decompression.Invalid() -> RUN.outcome("invalid");
      case Decompression.PossibleBomb() -> {
        RUN.outcome("possible bomb");
        assertThat(MaybeCompressedBlob.isCompressed(blob)).isTrue();
      }
    }
  }

  private static void checkContent(Bytes blob, Bytes content, int limit) {
    if (!MaybeCompressedBlob.isCompressed(blob)) {
      RUN.outcome("plain");
      assertThat(content).isEqualTo(blob);
      return;
    }
    RUN.outcome(content.isEmpty() ? "empty content" : "content");
    assertThat(content.length()).isLessThanOrEqualTo(limit);
  }
}
