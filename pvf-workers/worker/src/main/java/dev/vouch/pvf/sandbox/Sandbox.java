package dev.vouch.pvf.sandbox;

import dev.vouch.frames.SandboxLayer;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Closes the door. Called once, on the main thread, before any other thread of ours exists. */
public final class Sandbox {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int PR_GET_NO_NEW_PRIVS = 39;
  private static final int SIGKILL = 9;

  private final List<SandboxLayer> layers = new ArrayList<>();

  private Sandbox() {}

  /**
   * Installs every layer that can be had here and tries it out.
   *
   * @param signalsIgnored whether the terminal's signals are ignored already
   * @param dieWithParentThread also ask the kernel for SIGKILL when the <em>thread</em> that
   *     started us ends: for hosts that start workers from threads as lasting as themselves
   * @return one entry per layer, held or not
   */
  public static List<SandboxLayer> close(boolean signalsIgnored, boolean dieWithParentThread) {
    var sandbox = new Sandbox();
    sandbox.environment();
    if (!NativeProcess.known()) {
      String where = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
      for (String name : List.of("signals", "no_new_privs", "rlimits", "landlock", "seccomp")) {
        sandbox.missing(name, "only on Linux on amd64, this is " + where);
      }
      return List.copyOf(sandbox.layers);
    }
    sandbox.layer("signals", signalsIgnored, "SIGINT and SIGHUP are ignored");
    if (dieWithParentThread) {
      long result = Libc.syscall(Syscalls.PRCTL, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
      sandbox.layer("pdeathsig", result == 0, "SIGKILL when the starting thread ends");
    }
    sandbox.noNewPrivileges();
    sandbox.rlimits();
    sandbox.landlock();
    sandbox.seccomp();
    return List.copyOf(sandbox.layers);
  }

  /** Does everything but install anything, so that its classes are known to a cache. */
  public static void rehearse() {
    if (NativeProcess.known()) {
      Seccomp.rehearse();
      Landlock.rehearse();
      Probes.files().notDenied();
      Probes.calls().notDenied();
      Rlimits.hold();
      NativeProcess.peakMemoryBytes();
      NativeProcess.processCpuNanos();
    }
  }

  private void environment() {
    int left = System.getenv().size();
    layer("environment", left == 0, left == 0 ? "empty" : left + " variables are set");
  }

  private void noNewPrivileges() {
    Libc.syscall(Syscalls.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    long held = Libc.syscall(Syscalls.PRCTL, PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
    layer("no_new_privs", held == 1, held == 1 ? "set" : Libc.error("prctl", held));
  }

  private void rlimits() {
    long result = Rlimits.install();
    layer(
        "rlimits",
        result == 0 && Rlimits.hold(),
        result == 0 ? "no core, 256 descriptors" : Libc.error("prlimit64", result));
  }

  private void landlock() {
    long version = Landlock.install(readable());
    if (version < 0) {
      missing("landlock", Libc.error("landlock", version));
      return;
    }
    probed("landlock", "version " + version, Probes.files());
  }

  private void seccomp() {
    long result = Seccomp.install((int) Libc.syscall(Syscalls.GETPID));
    if (result != 0) {
      missing(
          "seccomp",
          result > 0 ? "thread " + result + " could not be bound" : Libc.error("seccomp", result));
      return;
    }
    probed("seccomp", "all threads", Probes.calls());
  }

  /** What classes and libraries are loaded from when they are first needed. */
  private static Set<Path> readable() {
    var paths = new LinkedHashSet<Path>();
    paths.add(Path.of(System.getProperty("java.home")));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        paths.add(Path.of(entry));
      }
    }
    return paths;
  }

  private void probed(String name, String what, Probes probes) {
    String open = probes.notDenied();
    layer(
        name,
        open.isEmpty(),
        what + (open.isEmpty() ? ": denied: " + probes.names() : ": NOT denied: " + open));
  }

  private void missing(String name, String why) {
    layer(name, false, why);
  }

  private void layer(String name, boolean held, String detail) {
    layers.add(new SandboxLayer(name, held, detail));
  }
}
