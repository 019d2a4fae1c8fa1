package dev.vouch.pvf.supervisor;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line of a worker. Its reasons are in the design notes on the engine, section 6. */
final class WorkerCommand {
  static final String MAIN_CLASS = "dev.vouch.pvf.worker.Main";
  static final int METASPACE_MIB = 256;
  private static final String CONFINED_CLASS = "dev.vouch.pvf.sandbox.Confined";
  private static final String TRAINING_CLASS = "dev.vouch.pvf.worker.Training";

  private WorkerCommand() {}

  /**
   * @param aotCache ignored by the virtual machine if it does not fit
   */
  static List<String> of(
      SupervisorSettings settings,
      WorkerKind kind,
      Path directory,
      Path socket,
      Optional<Path> aotCache,
      Optional<GuestCache> guest,
      Launcher launcher) {
    List<String> command = new ArrayList<>(launcher.prefix());
    command.addAll(java(settings, kind, directory, guest.map(GuestCache::jar)));
    aotCache.ifPresent(file -> command.add("-XX:AOTCache=" + file));
    command.add(MAIN_CLASS);
    command.add(socket.toString());
    // The thread that starts workers lasts as long as the JVM.
    command.add("--die-with-parent-thread");
    if (settings.warmUp() && kind != WorkerKind.PREPARE) {
      command.add("--warm-up");
    }
    guest.ifPresent(g -> command.add("--guest=" + g.artifact().toHex()));
    launcher.argument().ifPresent(command::add);
    return List.copyOf(command);
  }

  /**
   * Records what a worker loads. What comes of it fits all kinds of workers.
   *
   * @param guest archive of an artifact whose classes are linked too
   */
  static List<String> training(
      SupervisorSettings settings, Path directory, Path configuration, Optional<Path> guest) {
    List<String> command = java(settings, WorkerKind.EXECUTE_C1, directory, guest);
    command.addAll(
        List.of(
            "-XX:AOTMode=record",
            "-XX:AOTConfiguration=" + configuration,
            TRAINING_CLASS,
            directory.toString()));
    guest.ifPresent(jar -> command.add(jar.toString()));
    return List.copyOf(command);
  }

  /** Makes an AOT cache of what was recorded. */
  static List<String> assembling(
      SupervisorSettings settings,
      Path directory,
      Path configuration,
      Path cache,
      Optional<Path> guest) {
    List<String> command = java(settings, WorkerKind.EXECUTE_C1, directory, guest);
    command.addAll(
        List.of(
            "-XX:AOTMode=create",
            "-XX:AOTConfiguration=" + configuration,
            "-XX:AOTCache=" + cache));
    return List.copyOf(command);
  }

  /**
   * The same, run by somebody who takes from it what it does not need and ends it with this
   * process; where it sees classes of a guest, only if that works.
   *
   * @param directory the only place where it may write
   */
  static List<String> confined(
      SupervisorSettings settings,
      Launcher launcher,
      Path directory,
      Optional<Path> guest,
      Duration cpu,
      long fileBytes,
      List<String> command) {
    List<String> confined = new ArrayList<>(launcher.prefix());
    confined.addAll(java(settings, WorkerKind.EXECUTE_C1, directory, guest));
    confined.addAll(
        List.of(
            CONFINED_CLASS,
            guest.isPresent() && settings.sandboxRequired() ? "required" : "best-effort",
            directory.toString(),
            Long.toString(cpu.toSeconds()),
            Long.toString(fileBytes),
            Long.toString(ProcessHandle.current().pid())));
    confined.addAll(command);
    return List.copyOf(confined);
  }

  private static List<String> java(
      SupervisorSettings settings, WorkerKind kind, Path directory, Optional<Path> guest) {
    List<String> command = new ArrayList<>();
    command.add(settings.javaHome().resolve("bin").resolve("java").toString());
    command.addAll(common(directory));
    command.addAll(perKind(settings, kind));
    settings.jars().zstd().ifPresent(library -> command.add("-DZstdNativePath=" + library));
    command.add("-cp");
    command.add(
        Stream.concat(settings.jars().files().stream(), guest.stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    return command;
  }

  private static List<String> common(Path directory) {
    return List.of(
        // One collector thread: the limit is CPU time, and the guest allocates next to nothing
        // (JV-38).
        "-XX:+UseSerialGC",
        // Heap exhaustion is our fault, never the candidate's: exit code 3 tells.
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:MaxMetaspaceSize=" + METASPACE_MIB + "m",
        // Leave no file in shared places and no way in for others of this user.
        "-XX:-UsePerfData",
        "-XX:+DisableAttachMechanism",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=" + directory.resolve("hs_err.log"),
        "-Djava.io.tmpdir=" + directory,
        // Standard output stays silent whatever the JVM has to say.
        "-Xlog:disable",
        "-Xlog:all=warning:stderr",
        // The sandbox is built through the foreign-function interface.
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        // Nothing local may reach a verdict (JV-40).
        "-Dfile.encoding=UTF-8",
        "-Duser.language=en",
        "-Duser.country=US",
        "-Duser.timezone=UTC");
  }

  private static List<String> perKind(SupervisorSettings settings, WorkerKind kind) {
    String c1 = "-XX:TieredStopAtLevel=1";
    List<String> execute = new ArrayList<>(List.of("-Xmx" + settings.executeHeapMiB() + "m"));
    execute.addAll(settings.levers().options());
    return switch (kind) {
      case PREPARE ->
          List.of(
              "-Xmx" + settings.prepareHeapMiB() + "m",
              // The engine's validator is one method of more than 8 000 bytes.
              "-XX:-DontCompileHugeMethods",
              // Most of what is alive at a collection lives to the end: it is moved once.
              "-XX:MaxTenuringThreshold=0",
              // The engine's parser would hash what it reads, for nobody.
              "-Dcom.dylibso.chicory.wasm.Parser.DIGEST_ALGORITHM=none",
              c1);
      case EXECUTE_C1 -> {
        List<String> flags = new ArrayList<>(execute);
        flags.add(c1);
        yield flags;
      }
      case EXECUTE_TIERED -> execute;
    };
  }
}
