package dev.vouch.pvf.artifacts;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * Who may have written what is in the artifact directory. The digest in a file's name finds damage;
 * it does not find a file that somebody else has made with its own digest, and artifacts are run as
 * code (validation PH-32, JV-21).
 */
final class Ownership {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final int STICKY = 0x200;

  private final boolean posix;
  private final Path directory;

  private Ownership(boolean posix, Path directory) {
    this.posix = posix;
    this.directory = directory;
  }

  /**
   * Locks others out of the directory.
   *
   * @throws IOException if it is somebody else's, or a place that everybody shares
   */
  static Ownership claim(Path directory) throws IOException {
    FileStore store = Files.getFileStore(directory);
    if (!store.supportsFileAttributeView("posix")) {
      return new Ownership(false, directory);
    }
    UserPrincipal owner = Files.getOwner(directory);
    UserPrincipal self = self(directory);
    if (!owner.equals(self)) {
      throw new IOException(
          "the artifact directory %s belongs to %s and not to %s, who runs this node, and what is in it is run as code; change its owner or set pvf.artifacts to another directory"
              .formatted(directory, owner, self));
    }
    if (((int) Files.getAttribute(directory, "unix:mode") & STICKY) != 0) {
      throw new IOException(
          "the artifact directory %s is shared by all users; set pvf.artifacts to a directory of its own"
              .formatted(directory));
    }
    Files.setPosixFilePermissions(directory, OWNER_ONLY);
    return new Ownership(true, directory);
  }

  /** By a file of ours, since nothing else tells on every system. */
  private static UserPrincipal self(Path directory) throws IOException {
    Path own = Path.of("/proc/self");
    if (Files.exists(own)) {
      return Files.getOwner(own);
    }
    Path file = Files.createTempFile(directory, ".vouch-", ".part");
    try {
      return Files.getOwner(file);
    } finally {
      Files.delete(file);
    }
  }

  /** For a file that was just made, whatever the user's mask says. */
  void keep(Path file) throws IOException {
    if (posix) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /**
   * True for a file that nobody else can have written: a regular one (no link, no directory) of the
   * directory's owner that others may not write to. False if it is not there.
   */
  boolean trusts(Path file) throws IOException {
    if (!posix) {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    PosixFileAttributes attributes =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return attributes.isRegularFile()
        && attributes.owner().equals(Files.getOwner(directory))
        && !attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
        && !attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
  }
}
