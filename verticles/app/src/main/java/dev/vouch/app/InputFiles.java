package dev.vouch.app;

import dev.vouch.crypto.MaybeCompressedBlob;
import dev.vouch.primitives.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files from the command line; what cannot be used is refused by name before anything runs. */
final class InputFiles {
  private static final Bytes WASM_MAGIC = Bytes.fromHex("0061736d");

  /** An int holds every length; a file of this size is a mistake. */
  private static final long MAX_BYTES = 1L << 30;

  private InputFiles() {}

  static byte[] read(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new UsageException(file + " is a directory, not a file");
      }
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new UsageException(file + " has " + size + " bytes; at most " + MAX_BYTES);
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UsageException(file + " does not exist");
    } catch (IOException e) {
      throw new UsageException(file + " cannot be read: " + e.getMessage());
    }
  }

  /** Raw or compressed Wasm. */
  static Bytes readCode(Path file) {
    Bytes code = Bytes.wrap(read(file));
    boolean raw = code.length() >= 4 && code.slice(0, 4).equals(WASM_MAGIC);
    if (!raw && !MaybeCompressedBlob.isCompressed(code)) {
      throw new UsageException(
          file
              + " is no validation code: it starts with neither the Wasm magic (00 61 73 6d) nor"
              + " the prefix of a compressed blob (52 bc 53 76 46 db 8e 05)");
    }
    return code;
  }
}
