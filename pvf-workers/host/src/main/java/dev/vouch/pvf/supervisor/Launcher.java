package dev.vouch.pvf.supervisor;

import dev.vouch.frames.SandboxLayer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What starts a worker in namespaces of its own: {@code unshare} of util-linux, where it is there
 * and may. It becomes the worker (it forks nothing), so that process ids, signals and clocks are
 * those of the worker. There is no namespace of processes for that reason: the host reads the CPU
 * time of the guest's thread by its id.
 *
 * @param prefix in front of the worker's command; empty where there is no launcher
 * @param outside the host's own namespaces, as the worker wants them named
 * @param reason why there is no launcher; empty where there is one
 */
record Launcher(List<String> prefix, String outside, String reason) {
  private static final String PROGRAM = "unshare";
  private static final List<String> NAMESPACES =
      List.of("user", "mnt", "net", "ipc", "uts", "cgroup");
  private static final Set<String> NEEDED_BY = Set.of("namespaces", "change_root");
  private static final List<String> OPTIONS =
      List.of("--user", "--map-root-user", "--mount", "--net", "--ipc", "--uts", "--cgroup", "--");

  /** It takes milliseconds; a machine that is stuck gets none. */
  private static final Duration TRY_LIMIT = Duration.ofSeconds(5);

  /** Enough of what it says when it may not. */
  private static final int MAX_WORDS = 200;

  Launcher {
    prefix = List.copyOf(prefix);
  }

  /** Tried out once in a JVM. */
  static Launcher ofThisMachine() {
    return Found.LAUNCHER;
  }

  private static final class Found {
    static final Launcher LAUNCHER = find(System.getenv("PATH"));
  }

  static Launcher find(String path) {
    List<String> directories =
        new ArrayList<>(List.of(String.valueOf(path).split(File.pathSeparator)));
    directories.add("/usr/bin");
    directories.add("/bin");
    return directories.stream()
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, PROGRAM))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Launcher::tryOut)
        .orElseGet(() -> none("there is no " + PROGRAM + " on the PATH"));
  }

  private static Launcher none(String reason) {
    return new Launcher(List.of(), "", reason);
  }

  private static Launcher tryOut(Path program) {
    List<String> prefix = new ArrayList<>(List.of(program.toString()));
    prefix.addAll(OPTIONS);
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(program.toString(), "--version"));
    try {
      String outside = ownNamespaces();
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().clear();
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(TRY_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
          return none(PROGRAM + " does not end");
        }
        String words =
            new String(process.getInputStream().readNBytes(MAX_WORDS), StandardCharsets.UTF_8);
        return process.exitValue() == 0
            ? new Launcher(prefix, outside, "")
            : none(PROGRAM + " may not make namespaces: " + words.strip());
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return none(PROGRAM + " cannot be used: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return none("interrupted");
    }
  }

  private static String ownNamespaces() throws IOException {
    List<String> links = new ArrayList<>();
    for (String name : NAMESPACES) {
      links.add(Files.readSymbolicLink(Path.of("/proc/self/ns", name)).toString());
    }
    return String.join(",", links);
  }

  /** A worker that was started without a launcher does not know why. */
  SandboxLayer explain(SandboxLayer layer) {
    return prefix.isEmpty() && !layer.held() && NEEDED_BY.contains(layer.name())
        ? new SandboxLayer(layer.name(), false, reason)
        : layer;
  }

  /** For the worker's command line. */
  Optional<String> argument() {
    return prefix.isEmpty() ? Optional.empty() : Optional.of("--outside-namespaces=" + outside);
  }
}
