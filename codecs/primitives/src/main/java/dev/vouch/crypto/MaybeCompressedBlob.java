package dev.vouch.crypto;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import dev.vouch.primitives.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Blobs that may be compressed: validation code and the block data of PoVs (wire 7.1). The decoder
 * is the reference's C library in streaming mode, read in the reference's pieces and up to one byte
 * above the limit, so that every stream has the reference's verdict.
 */
public final class MaybeCompressedBlob {
  private static final Bytes MAGIC = Bytes.fromHex("52bc537646db8e05");

  /** What the reference writes; readers see no difference between levels. */
  private static final int LEVEL = 3;

  private MaybeCompressedBlob() {}

  /** What a blob is. */
  public sealed interface Decompression {
    /** The content; a blob without the magic is its own content, whatever its size. */
    record Content(Bytes bytes) implements Decompression {}

    /** Not a zstd stream, or a damaged one. */
    record Invalid() implements Decompression {}

    /** More content than the limit. */
    record PossibleBomb() implements Decompression {}
  }

  /**
   * Loads the native half of the decoder. A process that locks itself in calls this before; all
   * others need not. The system property {@code ZstdNativePath} names the library; without it, it
   * is unpacked into the temporary directory.
   */
  public static void loadNative() {
    Native.load();
  }

  /** Whether the blob starts with the magic. */
  public static boolean isCompressed(Bytes blob) {
    return blob.length() >= MAGIC.length() && blob.slice(0, MAGIC.length()).equals(MAGIC);
  }

  /**
   * The content of a blob, up to {@code limitBytes}; memory stays within the limit and a window of
   * 128 MiB.
   */
  public static Decompression decompress(Bytes blob, int limitBytes) {
    if (!isCompressed(blob)) {
      return new Decompression.Content(blob);
    }
    try (BlobReader reader = new BlobReader(blob.toArray(), MAGIC.length(), limitBytes)) {
      return reader.read();
    }
  }

  /**
   * Magic and one frame without content size or checksum; empty if the raw bytes are more than the
   * limit.
   */
  public static Optional<Bytes> compress(Bytes raw, int limitBytes) {
    if (raw.length() > limitBytes) {
      return Optional.empty();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length() / 2 + MAGIC.length());
    out.writeBytes(MAGIC.toArray());
    try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(out, LEVEL)) {
      zstd.write(raw.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory", e);
    }
    return Optional.of(Bytes.wrap(out.toByteArray()));
  }
}
