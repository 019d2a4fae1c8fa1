package dev.vouch.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/**
 * A directory that a node uses, and whether it can. What is tried is undone: a file is made and
 * deleted in it, or in the nearest one above that exists, since the node makes what is missing.
 *
 * @param name for the finding
 * @param key of the configuration that names it
 * @param path of the directory
 * @param wantedBytes free space that a node may fill
 */
public record Place(String name, String key, Path path, long wantedBytes) {
  /** With less, a node cannot even keep one PoV of each kind for long. */
  private static final long MIN_FREE_BYTES = 256L << 20;

  public Finding look() {
    String check = "directory-" + name;
    Path existing = path.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      return Finding.fail(
          check, existing + " is no directory", "set " + key + " to a directory that can be made");
    }
    try {
      Files.delete(Files.createTempFile(existing, ".vouch-doctor-", ""));
    } catch (IOException e) {
      return Finding.fail(
          check,
          "no file can be made in " + existing + ": " + e.getClass().getSimpleName(),
          "make it writable for this user, or set " + key + " to another directory");
    }
    if (!name.equals("node") && noExecution(existing)) {
      return Finding.fail(
          check,
          existing + " is mounted noexec, and workers map a library from there",
          "mount it without noexec, or set " + key + " to another directory");
    }
    Optional<String> stranger = stranger(existing);
    if (stranger.isPresent()) {
      return Finding.fail(
          check, stranger.get(), "chown it to this user, or set " + key + " to another directory");
    }
    if (othersMayWrite(existing)) {
      return Finding.fail(
          check,
          existing + " can be written to by other users",
          "chmod go-w " + existing + ": whoever writes there can change what this node signs");
    }
    return space(check, existing);
  }

  private Finding space(String check, Path existing) {
    long free;
    try {
      free = Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      return Finding.warn(
          check, "free space of " + existing + " is not told", "look yourself: df " + existing);
    }
    String found = "%s, %s free".formatted(existing, Sizes.text(free));
    String remedy = "free space for " + Sizes.text(wantedBytes) + ", or set " + key;
    if (free < MIN_FREE_BYTES) {
      return Finding.fail(check, found, remedy);
    }
    return free < wantedBytes ? Finding.warn(check, found, remedy) : Finding.ok(check, found);
  }

  /**
   * Only of the directory itself; those above it may be the system's. A node refuses to keep
   * artifacts in a directory of somebody else, or in one that all users share.
   */
  private Optional<String> stranger(Path existing) {
    if (name.equals("temporary") || !existing.equals(path.toAbsolutePath())) {
      return Optional.empty();
    }
    try {
      if (isSticky(existing)) {
        return Optional.of(existing + " is shared by all users");
      }
      UserPrincipal owner = Files.getOwner(existing);
      UserPrincipal self = Files.getOwner(Path.of("/proc/self"));
      return owner.equals(self)
          ? Optional.empty()
          : Optional.of("%s belongs to %s and not to %s".formatted(existing, owner, self));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean noExecution(Path existing) {
    try {
      return MountTable.read().hasOption(existing.toRealPath(), "noexec");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * A sticky directory (like /tmp) is safe: there nobody can rename or delete what is not theirs.
   */
  private static boolean othersMayWrite(Path directory) {
    PosixFileAttributeView view =
        Files.getFileAttributeView(directory, PosixFileAttributeView.class);
    try {
      if (view == null || isSticky(directory)) {
        return false;
      }
      Set<PosixFilePermission> permissions = view.readAttributes().permissions();
      return permissions.contains(PosixFilePermission.OTHERS_WRITE)
          || permissions.contains(PosixFilePermission.GROUP_WRITE);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isSticky(Path directory) throws IOException {
    return ((int) Files.getAttribute(directory, "unix:mode") & 0x200) != 0;
  }
}
