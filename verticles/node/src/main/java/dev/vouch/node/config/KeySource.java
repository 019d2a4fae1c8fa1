package dev.vouch.node.config;

import dev.vouch.crypto.InvalidSecretUriException;
import dev.vouch.crypto.Sr25519KeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Where a secret key comes from. Secrets never stand in the configuration itself. */
public sealed interface KeySource {
  /** A well-known development key, like {@code //Alice}; everybody knows its secret. */
  record Development(String uri) implements KeySource {}

  /** A file that holds a secret URI or a seed in hex; readable by its owner only. */
  record SecretFile(Path file) implements KeySource {}

  /** Reads the key; {@code at} names the configuration key in a refusal. */
  default Sr25519KeyPair load(String at) {
    try {
      return switch (this) {
        case Development(String uri) -> Sr25519KeyPair.fromUri(uri);
        case SecretFile(Path file) -> {
          refuseReadableByOthers(at, file);
          yield Sr25519KeyPair.fromUri(Files.readString(file).strip());
        }
      };
    } catch (InvalidSecretUriException e) {
      throw new ConfigException(at, "names no key: " + e.getMessage());
    } catch (IOException e) {
      throw new ConfigException(at, "cannot be read: " + e);
    }
  }

  private static void refuseReadableByOthers(String at, Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.GROUP_READ)) {
      throw new ConfigException(at, "is readable by others: chmod 600 " + file);
    }
  }
}
