package dev.vouch.it.machines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Signals, and what {@code /proc} tells of processes. */
final class Signals {
  /** After the name in {@code /proc/PID/stat}: state, parent, group, session. */
  private static final int SESSION = 3;

  private static final int STATE = 0;

  private Signals() {}

  /** Sends a signal to a process, or to a group if the number is negative. */
  static void send(String signal, long pid) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, "--", Long.toString(pid)).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("cannot send " + signal.toUpperCase(Locale.ROOT) + " to " + pid);
    }
  }

  /** Living processes of a session, also those whose parent has gone. */
  static List<ProcessHandle> session(long leader) {
    return ProcessHandle.allProcesses()
        .filter(
            handle -> {
              String[] stat = stat(handle.pid());
              return stat.length > SESSION
                  && stat[SESSION].equals(Long.toString(leader))
                  && !stat[STATE].equals("Z");
            })
        .toList();
  }

  private static String[] stat(long pid) {
    String stat = read(pid, "stat");
    return stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
  }

  static String commandLine(ProcessHandle handle) {
    return read(handle.pid(), "cmdline").replace('\0', ' ');
  }

  /** Empty if the process has gone. */
  private static String read(long pid, String file) {
    try {
      return new String(
          Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
