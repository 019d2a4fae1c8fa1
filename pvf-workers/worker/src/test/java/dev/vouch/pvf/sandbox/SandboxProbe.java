package dev.vouch.pvf.sandbox;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;

/**
 * Runs in a process of its own, in the place of a guest that got out of its engine: closes the
 * sandbox and tries what Java offers. Prints a line for each attempt: {@code name=denied} or {@code
 * name=ALLOWED}.
 */
final class SandboxProbe {
  private interface Attempt {
    void run() throws IOException;
  }

  private static final int TRUNCATE = 76;

  private SandboxProbe() {}

  /**
   * @param args a directory; {@code outside}, or {@code inside}, or {@code first-version} of
   *     landlock alone, or {@code deadly} with what to do then; the namespaces outside, if there is
   *     a launcher
   */
  public static void main(String[] args) throws Exception {
    Path dir = Path.of(args[0]);
    Optional<String> outside = args.length > 3 ? Optional.of(args[3]) : Optional.empty();
    int port = Integer.parseInt(Files.readString(dir.resolve("port")));
    // A worker has its network classes ready when its door is closed.
    ServerSocketChannel.open().bind(null).close();
    DatagramChannel.open().close();
    SocketChannel.open(StandardProtocolFamily.UNIX).close();
    var older = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    older.submit(() -> {}).get();
    switch (args[1]) {
      case "outside" -> {}
      case "inside" ->
          Sandbox.close(plan(outside, false))
              .forEach(l -> System.out.println("layer " + l.name() + "=" + l.held()));
      case "first-version" -> {
        Libc.syscall(Syscalls.PRCTL, 38, 1, 0, 0, 0);
        firstVersion(dir.resolve("existing"));
        return;
      }
      default -> {
        Sandbox.close(plan(outside, true));
        System.out.println("closed");
        DeadlyCalls.make(args[2]);
        System.out.println("still alive");
        return;
      }
    }
    Map<String, Attempt> attempts = attempts(dir, port);
    // As the guest: on a thread that was made after the door was closed.
    var guest = new Thread(null, () -> attempts.forEach(SandboxProbe::report), "guest", 8L << 20);
    guest.start();
    guest.join();
    Thread.ofVirtual().start(() -> report("virtual thread reads", read(dir))).join();
    older.submit(() -> report("older thread reads", read(dir))).get();
    older.submit(() -> report("older thread writes", write(dir))).get();
    if (args[1].equals("inside")) {
      sweep("main");
      older.submit(() -> sweep("older")).get();
      var younger = new Thread(() -> sweep("younger"));
      younger.start();
      younger.join();
    }
    System.out.println("threads and classes=" + work());
  }

  private static SandboxPlan plan(Optional<String> outside, boolean deadly) {
    return new SandboxPlan(NativeProcess.ignoreTerminalSignals(), false, outside, deadly);
  }

  /** The known hole of landlock's first version: it knows of no right to truncate. */
  private static void firstVersion(Path file) throws IOException {
    // Once before, so that all classes are there: they cannot be read afterwards.
    Landlock.rehearse();
    writeAndTruncate(file, file);
    if (!Landlock.installFirstVersion(file).held()) {
      throw new IOException("no landlock");
    }
    writeAndTruncate(file.resolveSibling("victim"), file.resolveSibling("other"));
  }

  private static void writeAndTruncate(Path written, Path truncated) {
    report("write " + written.getFileName(), () -> Files.writeString(written, "x"));
    report("truncate " + truncated.getFileName(), () -> truncate(truncated));
  }

  private static void truncate(Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      long result = Libc.syscall(TRUNCATE, Libc.path(arena, file.toString()).address(), 0);
      if (result < 0) {
        throw new IOException("errno " + -result);
      }
    }
  }

  /** Every call that is not allowed, on the calling thread, with arguments that are of no use. */
  private static void sweep(String thread) {
    Set<Integer> other = new HashSet<>(Syscalls.allowed());
    // With some arguments these are allowed.
    other.addAll(
        List.of(
            Syscalls.OPEN,
            Syscalls.OPENAT,
            Syscalls.KILL,
            Syscalls.TGKILL,
            Syscalls.FCNTL,
            Syscalls.PRCTL,
            Syscalls.PRLIMIT64,
            Syscalls.CLONE,
            // For the second filter.
            Syscalls.SECCOMP,
            // uretprobe and uprobe: no filter sees them, and they end who has no probe.
            335,
            336));
    List<Integer> open = new ArrayList<>();
    int tried = 0;
    for (int number = 0; number <= Syscalls.BEYOND_LAST; number++) {
      if (!other.contains(number)) {
        tried++;
        long wanted = number == Syscalls.CLONE3 ? -38 : -1;
        if (Libc.syscall(number, -1, -1, -1, -1, -1) != wanted) {
          open.add(number);
        }
      }
    }
    Map<String, Long> withArguments =
        Map.of(
            "open to write", Libc.syscall(Syscalls.OPEN, 0, 1, 0),
            "openat to write", Libc.syscall(Syscalls.OPENAT, -100, 0, 2),
            "openat for a temporary file", Libc.syscall(Syscalls.OPENAT, -100, 0, 0x410000),
            "kill all", Libc.syscall(Syscalls.KILL, -1, 0),
            "kill the group", Libc.syscall(Syscalls.KILL, 0, 0),
            "tgkill init", Libc.syscall(Syscalls.TGKILL, 1, 1, 0),
            "owner of signals", Libc.syscall(Syscalls.FCNTL, 0, 8, 1),
            "dumpable", Libc.syscall(Syscalls.PRCTL, 4, 1, 0, 0, 0),
            "new limit", Libc.syscall(Syscalls.PRLIMIT64, 0, 7, 8),
            "limits of init", Libc.syscall(Syscalls.PRLIMIT64, 1, 7, 0));
    var allowed = new TreeSet<String>();
    withArguments.forEach(
        (name, result) -> {
          if (result != -1) {
            allowed.add(name);
          }
        });
    // A process, a process with our memory, and a thread in namespaces of its own.
    for (long flags : new long[] {17, 0x100 | 17, 0x10f00 | 0x10000000}) {
      if (Libc.syscall(Syscalls.CLONE, flags, 0, 0) != -1) {
        allowed.add("clone " + flags);
      }
    }
    System.out.println("sweep " + thread + " open=" + open + " " + allowed + " of " + tried);
  }

  /** What a worker goes on doing inside: threads, classes, compilation, collection. */
  private static String work() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 40; i++) {
      int seed = i;
      threads.add(Thread.ofPlatform().start(() -> burn(seed)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.gc();
    return new StringBuilder("skrow").reverse().toString();
  }

  private static void burn(int seed) {
    long sum = seed;
    for (int i = 0; i < 200_000; i++) {
      sum = sum * 31 + new byte[16 + (i & 63)].length;
    }
    if (sum == 42) {
      System.out.println("never");
    }
  }

  private static Map<String, Attempt> attempts(Path dir, int port) {
    Path parent = Path.of("/proc", String.valueOf(Libc.syscall(Syscalls.GETPPID)));
    var attempts = new LinkedHashMap<String, Attempt>();
    attempts.put("read a file", read(dir));
    attempts.put("list a directory", () -> list(dir));
    attempts.put("list the root", () -> list(Path.of("/")));
    attempts.put("read own environment", () -> Files.readAllBytes(Path.of("/proc/self/environ")));
    attempts.put("read own memory map", () -> Files.readAllBytes(Path.of("/proc/self/maps")));
    attempts.put("write a file", write(dir));
    attempts.put("create a file", () -> Files.createFile(dir.resolve("new")));
    attempts.put("create a directory", () -> Files.createDirectory(dir.resolve("sub")));
    attempts.put("delete a file", () -> Files.delete(dir.resolve("victim")));
    attempts.put("rename a file", () -> Files.move(dir.resolve("other"), dir.resolve("moved")));
    attempts.put(
        "link a file",
        () -> Files.createSymbolicLink(dir.resolve("link"), dir.resolve("existing")));
    attempts.put("change a mode", () -> dirExecutable(dir.resolve("existing")));
    attempts.put("execute", () -> new ProcessBuilder("/bin/true").start());
    // Where the test listens, in the place of the event bus and of another worker's host.
    attempts.put(
        "connect TCP",
        () ->
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .close());
    attempts.put("open UDP", () -> DatagramChannel.open().close());
    attempts.put("listen", () -> ServerSocketChannel.open().bind(null).close());
    attempts.put(
        "connect a Unix socket",
        () -> SocketChannel.open(UnixDomainSocketAddress.of(dir.resolve("socket"))).close());
    attempts.put(
        "open a Unix socket", () -> SocketChannel.open(StandardProtocolFamily.UNIX).close());
    attempts.put("end the parent", SandboxProbe::endParent);
    attempts.put(
        "read another process's memory", () -> Files.readAllBytes(Path.of("/proc/1/environ")));
    attempts.put("list processes", () -> list(Path.of("/proc")));
    attempts.put("read own command line", () -> Files.readString(Path.of("/proc/self/cmdline")));
    attempts.put("fork", SandboxProbe::fork);
    attempts.put("list another worker's directory", () -> list(dir.resolve("worker")));
    attempts.put("read its artifact", () -> Files.readString(dir.resolve("worker/artifact")));
    attempts.put(
        "open its artifact to write",
        () -> Files.newByteChannel(dir.resolve("worker/artifact"), WRITE).close());
    attempts.put("list own threads", () -> list(Path.of("/proc/self/task")));
    attempts.put(
        "open own memory, all threads'",
        () -> Files.newByteChannel(Path.of("/proc/self/mem"), READ).close());
    attempts.put(
        "open own memory to write",
        () -> Files.newByteChannel(Path.of("/proc/self/mem"), WRITE).close());
    attempts.put(
        "read the parent's environment", () -> Files.readAllBytes(parent.resolve("environ")));
    attempts.put("read the parent's maps", () -> Files.readAllBytes(parent.resolve("maps")));
    attempts.put(
        "open the parent's memory",
        () -> Files.newByteChannel(parent.resolve("mem"), READ).close());
    attempts.put("list the parent's descriptors", () -> list(parent.resolve("fd")));
    attempts.put("see a variable", SandboxProbe::variable);
    SystemAttempts.all()
        .forEach(
            (name, call) ->
                attempts.put(
                    name,
                    () -> {
                      if (call.getAsLong() == -Libc.EPERM) {
                        throw new IOException("refused");
                      }
                    }));
    return attempts;
  }

  /** There is one only where the test sets it. */
  private static void variable() throws IOException {
    if (System.getenv().isEmpty()) {
      throw new IOException("none");
    }
  }

  private static void list(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      if (entries.findAny().isEmpty()) {
        throw new IOException("empty");
      }
    }
  }

  private static Attempt read(Path dir) {
    return () -> Files.readString(dir.resolve("existing"));
  }

  private static Attempt write(Path dir) {
    return () -> Files.writeString(dir.resolve("existing"), "x");
  }

  private static void dirExecutable(Path file) throws IOException {
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("refused");
    }
  }

  /** Signal 0: tells whether a signal could be sent, and sends none. */
  private static void endParent() throws IOException {
    long parent = Libc.syscall(Syscalls.GETPPID);
    if (Libc.syscall(Syscalls.KILL, parent, 0) < 0) {
      throw new IOException("refused");
    }
  }

  /** Flags that every kernel refuses as such: it tells whether one could ask at all. */
  private static void fork() throws IOException {
    if (Libc.syscall(Syscalls.CLONE, 0x800) == -1) {
      throw new IOException("refused");
    }
  }

  private static void report(String name, Attempt attempt) {
    try {
      attempt.run();
      System.out.println(name + "=ALLOWED");
    } catch (IOException | RuntimeException e) {
      System.out.println(name + "=denied");
    }
  }
}
