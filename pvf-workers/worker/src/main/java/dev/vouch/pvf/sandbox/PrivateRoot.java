package dev.vouch.pvf.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A root directory that holds nothing but the runtime and the worker's jars, read only; the old one
 * is gone for all threads, also for those that are older than landlock's rules. Only in namespaces
 * of our own (validation 2.9.4, change root).
 */
final class PrivateRoot {
  private static final int MOUNT_SETATTR = 442;
  private static final long AT_FDCWD = -100;
  private static final long AT_RECURSIVE = 0x8000;
  private static final long MS_BIND_RECURSIVELY = 0x1000 | 0x4000;
  private static final long MS_PRIVATE_RECURSIVELY = (1 << 18) | 0x4000;
  private static final long MS_NOSUID_NODEV_NOEXEC = 2 | 4 | 8;
  private static final long MNT_DETACH = 2;
  private static final int DIRECTORY_MODE = 0555;

  /** MOUNT_ATTR_RDONLY, NOSUID and NODEV: added to what the mount has already. */
  private static final long READ_ONLY = 1 | 2 | 4;

  private static final int CAPABILITIES_VERSION_3 = 0x20080522;

  private PrivateRoot() {}

  /**
   * Builds the root over {@code at}, a directory that nobody needs any more, and moves there.
   *
   * @return empty, or what failed
   */
  static String enter(Path at, Collection<Path> readable) {
    try (Arena arena = Arena.ofConfined()) {
      String root = at.toAbsolutePath().toString();
      long slash = text(arena, "/");
      long dot = text(arena, ".");
      long none = text(arena, "none");
      step("private mounts", Syscalls.MOUNT, none, slash, 0, MS_PRIVATE_RECURSIVELY, 0);
      step(
          "tmpfs",
          Syscalls.MOUNT,
          text(arena, "tmpfs"),
          text(arena, root),
          text(arena, "tmpfs"),
          MS_NOSUID_NODEV_NOEXEC,
          text(arena, "size=1m,nr_inodes=4k,mode=0555"));
      for (Path directory : directories(readable)) {
        bind(arena, root, directory);
      }
      step("chdir", Syscalls.CHDIR, text(arena, root), 0, 0, 0, 0);
      step("pivot_root", Syscalls.PIVOT_ROOT, dot, dot, 0, 0, 0);
      step("umount2", Syscalls.UMOUNT2, dot, MNT_DETACH, 0, 0, 0);
      step("chdir /", Syscalls.CHDIR, slash, 0, 0, 0, 0);
      readOnly(arena, "/");
      dropCapabilities(arena);
      return "";
    } catch (StepException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Does what can be done without changing anything. */
  static void rehearse(Collection<Path> readable) {
    try (Arena arena = Arena.ofConfined()) {
      directories(readable).forEach(directory -> text(arena, directory.toString()));
      step("umount2", Syscalls.UMOUNT2, text(arena, "/nowhere/at/all"), 0, 0, 0, 0);
    } catch (StepException e) {
      // There is nothing to unmount.
      return;
    }
  }

  /** A jar comes with the directory that it is in; nothing is bound below what is bound. */
  private static Set<Path> directories(Collection<Path> readable) {
    Set<Path> all = new LinkedHashSet<>();
    for (Path path : readable) {
      Path absolute = path.toAbsolutePath().normalize();
      Path directory = absolute.toFile().isDirectory() ? absolute : absolute.getParent();
      if (directory != null && directory.getParent() != null && directory.toFile().exists()) {
        all.add(directory);
      }
    }
    Set<Path> outermost = new LinkedHashSet<>();
    for (Path path : all) {
      if (all.stream().noneMatch(other -> !other.equals(path) && path.startsWith(other))) {
        outermost.add(path);
      }
    }
    return outermost;
  }

  private static void bind(Arena arena, String root, Path directory) throws StepException {
    Path made = Path.of("/");
    for (Path name : directory) {
      made = made.resolve(name);
      // What is there already is as good.
      Libc.syscall(Syscalls.MKDIR, text(arena, root + made), DIRECTORY_MODE);
    }
    String target = root + directory;
    step(
        "bind " + directory,
        Syscalls.MOUNT,
        text(arena, directory.toString()),
        text(arena, target),
        0,
        MS_BIND_RECURSIVELY,
        0);
    readOnly(arena, target);
  }

  private static void readOnly(Arena arena, String path) throws StepException {
    // struct mount_attr: what is set, what is cleared, propagation, descriptor of a user namespace
    MemorySegment attributes = arena.allocate(32, 8);
    attributes.set(ValueLayout.JAVA_LONG, 0, READ_ONLY);
    step(
        "read-only " + path,
        MOUNT_SETATTR,
        AT_FDCWD,
        text(arena, path),
        AT_RECURSIVE,
        attributes.address(),
        32);
  }

  /**
   * For this thread and all that it makes. Those of the virtual machine keep theirs, which are of
   * no use behind the filter of system calls, and only ever applied to namespaces of ours.
   */
  private static void dropCapabilities(Arena arena) throws StepException {
    MemorySegment header = arena.allocate(8, 8);
    header.set(ValueLayout.JAVA_INT, 0, CAPABILITIES_VERSION_3);
    step("capset", Syscalls.CAPSET, header.address(), arena.allocate(24, 8).address(), 0, 0, 0);
  }

  private static void step(String what, int call, long a, long b, long c, long d, long e)
      throws StepException {
    long result = Libc.syscall(call, a, b, c, d, e);
    if (result < 0) {
      throw new StepException(Libc.error(what, result));
    }
  }

  private static long text(Arena arena, String text) {
    return Libc.path(arena, text).address();
  }

  private static final class StepException extends Exception {
    private static final long serialVersionUID = 1L;

    StepException(String message) {
      super(message);
    }
  }
}
