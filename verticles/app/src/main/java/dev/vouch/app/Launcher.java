package dev.vouch.app;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How this program was started, to start it again for a child. */
final class Launcher {
  private Launcher() {}

  /** {@code bin/vouch} if that started us, else the same JVM with the same flags. */
  static List<String> command() {
    return Optional.ofNullable(System.getProperty("vouch.launcher"))
        .map(List::of)
        .orElseGet(Launcher::sameJvm);
  }

  private static List<String> sameJvm() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return command;
  }
}
