package dev.vouch.pvf.worker;

import dev.vouch.crypto.MaybeCompressedBlob;
import dev.vouch.crypto.MaybeCompressedBlob.Decompression;
import dev.vouch.primitives.Bytes;
import java.io.Serial;

/** Code and block data as they travel, compressed or not (validation PJ-1, PJ-10). */
final class Decompressed {
  /** The bytes are compressed, and not acceptable. */
  static final class BlobException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    BlobException(String reason) {
      super(reason);
    }
  }

  private Decompressed() {}

  static Bytes of(Bytes blob, int limitBytes) throws BlobException {
    return switch (MaybeCompressedBlob.decompress(blob, limitBytes)) {
      case Decompression.Content(Bytes content) -> content;
      case Decompression.Invalid _ -> throw new BlobException("Blob is invalid");
      case Decompression.PossibleBomb _ ->
          throw new BlobException("Possible compression bomb encountered");
    };
  }
}
