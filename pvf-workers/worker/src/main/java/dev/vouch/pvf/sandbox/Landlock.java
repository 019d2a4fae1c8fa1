package dev.vouch.pvf.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Files: for the calling thread and all that it makes from now on, nothing but reading below the
 * given directories; no TCP and no abstract sockets where the kernel can deny these.
 */
final class Landlock {
  private static final int VERSION_QUERY = 1;
  private static final int RULE_PATH_BENEATH = 1;
  private static final int O_PATH_CLOEXEC = 0x200000 | 0x80000;
  private static final long AT_FDCWD = -100;

  private static final long READ_FILE = 1 << 2;
  private static final long READ_DIR = 1 << 3;
  private static final long TCP_BIND_AND_CONNECT = 3;
  private static final long SCOPE_ABSTRACT_SOCKETS = 1;

  private Landlock() {}

  /** Installs it; the version of the kernel's interface, or a negative errno. */
  static long install(Collection<Path> readable) {
    return rules(readable, true);
  }

  /** Makes the rules and forgets them. */
  static void rehearse() {
    rules(List.of(Path.of("/")), false);
  }

  private static long rules(Collection<Path> readable, boolean install) {
    long version = Libc.syscall(Syscalls.LANDLOCK_CREATE_RULESET, 0, 0, VERSION_QUERY);
    if (version < 1) {
      return version == 0 ? -1 : version;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(24, 8);
      attributes.set(ValueLayout.JAVA_LONG, 0, fileRights(version));
      attributes.set(ValueLayout.JAVA_LONG, 8, version >= 4 ? TCP_BIND_AND_CONNECT : 0);
      attributes.set(ValueLayout.JAVA_LONG, 16, version >= 6 ? SCOPE_ABSTRACT_SOCKETS : 0);
      int size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
      long ruleset = Libc.syscall(Syscalls.LANDLOCK_CREATE_RULESET, attributes.address(), size, 0);
      if (ruleset < 0) {
        return ruleset;
      }
      for (Path path : readable) {
        allowReading(arena, ruleset, path);
      }
      long result = install ? Libc.syscall(Syscalls.LANDLOCK_RESTRICT_SELF, ruleset, 0) : 0;
      Libc.syscall(Syscalls.CLOSE, ruleset);
      return result < 0 ? result : version;
    }
  }

  /** Every right on files that this version knows, so that all are denied by default. */
  private static long fileRights(long version) {
    int bits = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;
    return (1L << bits) - 1;
  }

  /** A path that cannot be opened is left out: then it cannot be read, which is the safe side. */
  private static void allowReading(Arena arena, long ruleset, Path path) {
    long fd =
        Libc.syscall(
            Syscalls.OPENAT, AT_FDCWD, Libc.path(arena, path.toString()).address(), O_PATH_CLOEXEC);
    if (fd < 0) {
      return;
    }
    // struct landlock_path_beneath_attr is packed: u64 rights, s32 descriptor
    MemorySegment rule = arena.allocate(12, 8);
    boolean directory = path.toFile().isDirectory();
    rule.set(ValueLayout.JAVA_LONG, 0, directory ? READ_FILE | READ_DIR : READ_FILE);
    rule.set(ValueLayout.JAVA_INT, 8, (int) fd);
    Libc.syscall(Syscalls.LANDLOCK_ADD_RULE, ruleset, RULE_PATH_BENEATH, rule.address(), 0, 0);
    Libc.syscall(Syscalls.CLOSE, fd);
  }
}
