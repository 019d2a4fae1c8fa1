package dev.vouch.pvf.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files: for the calling thread and all that it makes from now on (with version 8 of the kernel's
 * interface: for all threads), nothing but reading below the given directories; every right that
 * the kernel's version knows is taken, and with newer ones TCP, abstract sockets, and signals to
 * processes outside.
 */
final class Landlock {
  private static final int VERSION_QUERY = 1;
  private static final int ERRATA_QUERY = 2;
  private static final int RULE_PATH_BENEATH = 1;
  private static final int O_PATH_CLOEXEC = 0x200000 | 0x80000;
  private static final long AT_FDCWD = -100;

  private static final long EXECUTE = 1;
  private static final long WRITE_FILE = 1 << 1;
  private static final long READ_FILE = 1 << 2;
  private static final long READ_DIR = 1 << 3;
  private static final long REMOVE_FILE = 1 << 5;
  private static final long MAKE_REGULAR = 1 << 8;
  private static final long MAKE_SOCKET = 1 << 9;
  private static final long TRUNCATE = 1 << 14;

  /** What can be said of a single file. */
  private static final long OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE;

  /** Execute to make symbolic links: thirteen rights. */
  private static final long RIGHTS_OF_VERSION_1 = (1 << 13) - 1;

  private static final int TRUNCATE_SINCE = 3;
  private static final int TCP_SINCE = 4;
  private static final int SCOPES_SINCE = 6;
  private static final int ALL_THREADS_SINCE = 8;

  private static final long TCP_BIND_AND_CONNECT = 3;
  private static final long SCOPE_ABSTRACT_SOCKETS = 1;
  private static final long SCOPE_SIGNALS = 1 << 1;

  /** LANDLOCK_RESTRICT_SELF_TSYNC. */
  private static final long ALL_THREADS = 1 << 3;

  /** The second erratum: without it, a thread could not signal other threads of its process. */
  private static final long SIGNALS_BETWEEN_THREADS = 1 << 1;

  private Landlock() {}

  /** What holds after an installation, or what the kernel answered instead. */
  record Result(long version, boolean allThreads, boolean signals) {
    boolean held() {
      return version >= 1;
    }

    /** What this version denies, for people. */
    String describe() {
      return "version "
          + version
          + ", "
          + (allThreads ? "all threads" : "this thread and all to come")
          + ": files"
          + (version >= TRUNCATE_SINCE ? ", truncation" : "")
          + (version >= TCP_SINCE ? ", TCP" : "")
          + (version >= SCOPES_SINCE ? ", abstract sockets" : "")
          + (signals ? ", signals" : "");
    }
  }

  /** Whether this kernel has it, and may. */
  static boolean isThere() {
    return Libc.syscall(Syscalls.LANDLOCK_CREATE_RULESET, 0, 0, VERSION_QUERY) >= 1;
  }

  /** Everything that the kernel can deny; reading below the given paths stays. */
  static Result install(Collection<Path> readable) {
    return rules(readable, Long.MAX_VALUE, READ_FILE | READ_DIR, true);
  }

  /**
   * For a program that replaces this one: it may run and read what lies below {@code programs},
   * read what lies below {@code readable}, and write below {@code work} only.
   */
  static Result installForProgram(Collection<Path> programs, Collection<Path> readable, Path work) {
    Map<Path, Long> rules = new LinkedHashMap<>();
    readable.forEach(path -> rules.put(path, READ_FILE | READ_DIR));
    programs.forEach(path -> rules.put(path, READ_FILE | READ_DIR | EXECUTE));
    rules.put(work, READ_FILE | READ_DIR | WRITE_FILE | REMOVE_FILE | MAKE_REGULAR | MAKE_SOCKET);
    return rules(rules, Long.MAX_VALUE, true);
  }

  /** For tests: only what the first version knows, on one file. */
  static Result installFirstVersion(Path file) {
    return rules(List.of(file), 1, WRITE_FILE | READ_FILE, true);
  }

  /** Makes the rules and forgets them. */
  static void rehearse() {
    rules(List.of(Path.of("/")), Long.MAX_VALUE, READ_FILE | READ_DIR, false);
  }

  private static Result rules(Collection<Path> paths, long highest, long rights, boolean install) {
    Map<Path, Long> rules = new LinkedHashMap<>();
    paths.forEach(path -> rules.put(path, rights));
    return rules(rules, highest, install);
  }

  private static Result rules(Map<Path, Long> paths, long highest, boolean install) {
    long known = Libc.syscall(Syscalls.LANDLOCK_CREATE_RULESET, 0, 0, VERSION_QUERY);
    long version = Math.min(known, highest);
    if (version < 1) {
      return new Result(version == 0 ? -1 : version, false, false);
    }
    boolean signals = version >= SCOPES_SINCE && (errata() & SIGNALS_BETWEEN_THREADS) != 0;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(24, 8);
      attributes.set(ValueLayout.JAVA_LONG, 0, fileRights(version));
      attributes.set(ValueLayout.JAVA_LONG, 8, version >= TCP_SINCE ? TCP_BIND_AND_CONNECT : 0);
      attributes.set(
          ValueLayout.JAVA_LONG,
          16,
          (version >= SCOPES_SINCE ? SCOPE_ABSTRACT_SOCKETS : 0) | (signals ? SCOPE_SIGNALS : 0));
      int size = version >= SCOPES_SINCE ? 24 : version >= TCP_SINCE ? 16 : 8;
      long ruleset = Libc.syscall(Syscalls.LANDLOCK_CREATE_RULESET, attributes.address(), size, 0);
      if (ruleset < 0) {
        return new Result(ruleset, false, false);
      }
      long handled = fileRights(version);
      paths.forEach((path, rights) -> allow(arena, ruleset, path, rights, handled));
      boolean allThreads = version >= ALL_THREADS_SINCE;
      long result = install ? restrict(ruleset, allThreads ? ALL_THREADS : 0) : 0;
      Libc.syscall(Syscalls.CLOSE, ruleset);
      return new Result(result < 0 ? result : version, allThreads, signals);
    }
  }

  private static long restrict(long ruleset, long flags) {
    return Libc.syscall(Syscalls.LANDLOCK_RESTRICT_SELF, ruleset, flags);
  }

  private static long errata() {
    return Math.max(0, Libc.syscall(Syscalls.LANDLOCK_CREATE_RULESET, 0, 0, ERRATA_QUERY));
  }

  /** Every right on files that this version knows, so that all are denied by default. */
  private static long fileRights(long version) {
    // Moving to other directories came with 2, truncation with 3, device control with 5.
    long moving = version >= 2 ? 1 << 13 : 0;
    long truncating = version >= TRUNCATE_SINCE ? 1 << 14 : 0;
    long controlling = version >= 5 ? 1 << 15 : 0;
    return RIGHTS_OF_VERSION_1 | moving | truncating | controlling;
  }

  /** A path that cannot be opened is left out: then it cannot be read, which is the safe side. */
  private static void allow(Arena arena, long ruleset, Path path, long wanted, long handled) {
    // Who may write may truncate; and nothing that this version does not know may be named.
    long rights = ((wanted & WRITE_FILE) == 0 ? wanted : wanted | TRUNCATE) & handled;
    long fd =
        Libc.syscall(
            Syscalls.OPENAT, AT_FDCWD, Libc.path(arena, path.toString()).address(), O_PATH_CLOEXEC);
    if (fd < 0) {
      return;
    }
    // struct landlock_path_beneath_attr is packed: u64 rights, s32 descriptor
    MemorySegment rule = arena.allocate(12, 8);
    boolean directory = path.toFile().isDirectory();
    rule.set(ValueLayout.JAVA_LONG, 0, directory ? rights : rights & OF_FILES);
    rule.set(ValueLayout.JAVA_INT, 8, (int) fd);
    Libc.syscall(Syscalls.LANDLOCK_ADD_RULE, ruleset, RULE_PATH_BENEATH, rule.address(), 0, 0);
    Libc.syscall(Syscalls.CLOSE, fd);
  }
}
