package dev.vouch.pvf.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs in a process of its own, in the place of a guest that got out of its engine: closes the
 * sandbox and tries what Java offers. Prints a line for each attempt: {@code name=denied} or {@code
 * name=ALLOWED}.
 */
final class SandboxProbe {
  private interface Attempt {
    void run() throws IOException;
  }

  private SandboxProbe() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path dir = Path.of(args[0]);
    // A worker has its network classes ready when its door is closed.
    ServerSocketChannel.open().close();
    DatagramChannel.open().close();
    SocketChannel.open(StandardProtocolFamily.UNIX).close();
    if (args.length == 1) {
      Sandbox.close(NativeProcess.ignoreTerminalSignals(), false)
          .forEach(l -> System.out.println("layer " + l.name() + "=" + l.held()));
    }
    Map<String, Attempt> attempts = attempts(dir);
    // As the guest: on a thread that was made after the door was closed.
    var guest = new Thread(null, () -> attempts.forEach(SandboxProbe::report), "guest", 8L << 20);
    guest.start();
    guest.join();
    Thread.ofVirtual().start(() -> report("virtual thread reads", read(dir))).join();
    System.out.println("threads and classes=" + new StringBuilder("skrow").reverse());
  }

  private static Map<String, Attempt> attempts(Path dir) {
    var attempts = new LinkedHashMap<String, Attempt>();
    attempts.put("read a file", read(dir));
    attempts.put("list a directory", () -> list(dir));
    attempts.put("list the root", () -> list(Path.of("/")));
    attempts.put("read own environment", () -> Files.readAllBytes(Path.of("/proc/self/environ")));
    attempts.put("read own memory map", () -> Files.readAllBytes(Path.of("/proc/self/maps")));
    attempts.put("write a file", () -> Files.writeString(dir.resolve("existing"), "x"));
    attempts.put("create a file", () -> Files.createFile(dir.resolve("new")));
    attempts.put("create a directory", () -> Files.createDirectory(dir.resolve("sub")));
    attempts.put("delete a file", () -> Files.delete(dir.resolve("victim")));
    attempts.put("rename a file", () -> Files.move(dir.resolve("other"), dir.resolve("moved")));
    attempts.put(
        "link a file",
        () -> Files.createSymbolicLink(dir.resolve("link"), dir.resolve("existing")));
    attempts.put("change a mode", () -> dirExecutable(dir.resolve("existing")));
    attempts.put("execute", () -> new ProcessBuilder("/bin/true").start());
    attempts.put(
        "connect TCP",
        () ->
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)).close());
    attempts.put("open UDP", () -> DatagramChannel.open().close());
    attempts.put("listen", () -> ServerSocketChannel.open().bind(null).close());
    attempts.put(
        "connect a Unix socket",
        () -> SocketChannel.open(UnixDomainSocketAddress.of(dir.resolve("socket"))).close());
    attempts.put(
        "open a Unix socket", () -> SocketChannel.open(StandardProtocolFamily.UNIX).close());
    attempts.put("end the parent", SandboxProbe::endParent);
    return attempts;
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

  private static void dirExecutable(Path file) throws IOException {
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("refused");
    }
  }

  /** Signal 0: tells whether a signal could be sent, and sends none. */
  private static void endParent() throws IOException {
    long parent = Libc.syscall(110);
    if (Libc.syscall(Syscalls.KILL, parent, 0) < 0) {
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
