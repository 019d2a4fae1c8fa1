package dev.vouch.pvf.engine;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Decompression of a runtime's code inside a host function. */
final class RuntimeBlobs {
  private static final byte[] ZSTD_MAGIC = HexFormat.of().parseHex("52bc537646db8e05");

  private RuntimeBlobs() {}

  static Optional<byte[]> decompress(byte[] blob) {
    boolean compressed =
        blob.length >= ZSTD_MAGIC.length
            && Arrays.equals(blob, 0, ZSTD_MAGIC.length, ZSTD_MAGIC, 0, ZSTD_MAGIC.length);
    return compressed ? Optional.empty() : Optional.of(blob);
  }
}
