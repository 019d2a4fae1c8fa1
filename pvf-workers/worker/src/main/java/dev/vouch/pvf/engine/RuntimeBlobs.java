package dev.vouch.pvf.engine;

import dev.vouch.crypto.MaybeCompressedBlob;
import dev.vouch.primitives.Bytes;
import java.util.Optional;

/** Decompression of a runtime's code inside a host function. */
final class RuntimeBlobs {
  /** The reference's {@code CODE_BLOB_BOMB_LIMIT}, 50 MiB. */
  private static final int LIMIT_BYTES = 50 << 20;

  private RuntimeBlobs() {}

  /** The code, or nothing if it is compressed and does not decompress within the limit. */
  static Optional<byte[]> decompress(byte[] blob) {
    Bytes bytes = Bytes.wrap(blob);
    if (!MaybeCompressedBlob.isCompressed(bytes)) {
      return Optional.of(blob);
    }
    return MaybeCompressedBlob.decompress(bytes, LIMIT_BYTES)
            instanceof MaybeCompressedBlob.Decompression.Content content
        ? Optional.of(content.bytes().toArray())
        : Optional.empty();
  }
}
