package dev.vouch.pvf.worker;

import dev.vouch.crypto.MaybeCompressedBlob;
import dev.vouch.crypto.MaybeCompressedBlob.Decompression;
import dev.vouch.primitives.Bytes;
import java.io.Serial;
import java.nio.ByteBuffer;

/** Code and block data as they travel, compressed or not (validation PJ-1, PJ-10). */
final class Decompressed {
  /** The bytes are compressed, and not acceptable. */
  static final class BlobException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    BlobException(String reason) {
      super(reason);
    }
  }

  /** Of the magic that compressed blobs begin with (wire 7.1). */
  private static final int MAGIC_BYTES = 8;

  private Decompressed() {}

  static Bytes of(Bytes blob, int limitBytes) throws BlobException {
    return switch (MaybeCompressedBlob.decompress(blob, limitBytes)) {
      case Decompression.Content(Bytes content) -> content;
      case Decompression.Invalid _ -> throw new BlobException("Blob is invalid");
      case Decompression.PossibleBomb _ ->
          throw new BlobException("Possible compression bomb encountered");
    };
  }

  /** The same without a copy of what is not compressed. */
  static ByteBuffer view(ByteBuffer blob, int limitBytes) throws BlobException {
    byte[] magic = new byte[Math.min(MAGIC_BYTES, blob.remaining())];
    blob.get(blob.position(), magic);
    if (!MaybeCompressedBlob.isCompressed(Bytes.wrap(magic))) {
      return blob;
    }
    byte[] compressed = new byte[blob.remaining()];
    blob.get(blob.position(), compressed);
    return of(Bytes.wrap(compressed), limitBytes).asReadOnlyByteBuffer();
  }
}
