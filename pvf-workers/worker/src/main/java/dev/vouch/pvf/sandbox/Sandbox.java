package dev.vouch.pvf.sandbox;

import dev.vouch.frames.SandboxLayer;
import java.io.File;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Inflater;

/** Closes the door. Called once, on the main thread, before any other thread of ours exists. */
public final class Sandbox {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int PR_GET_NO_NEW_PRIVS = 39;
  private static final int SIGKILL = 9;

  private static final List<String> LAYERS =
      List.of(
          "signals", "no_new_privs", "rlimits", "namespaces", "change_root", "landlock", "seccomp");

  private final List<SandboxLayer> layers = new ArrayList<>();

  private Sandbox() {}

  /**
   * Installs every layer that can be had here and tries it out.
   *
   * @return one entry per layer, held or not
   */
  public static List<SandboxLayer> close(SandboxPlan plan) {
    var sandbox = new Sandbox();
    sandbox.environment();
    if (!NativeProcess.known()) {
      String where = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
      for (String name : LAYERS) {
        sandbox.missing(name, "only on Linux on amd64, this is " + where);
      }
      return List.copyOf(sandbox.layers);
    }
    sandbox.layer("signals", plan.signalsIgnored(), "SIGINT and SIGHUP are ignored");
    if (plan.dieWithParentThread()) {
      long result = Libc.syscall(Syscalls.PRCTL, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
      sandbox.layer("pdeathsig", result == 0, "SIGKILL when the starting thread ends");
    }
    Namespaces namespaces = Namespaces.look(plan.outsideNamespaces());
    sandbox.noNewPrivileges();
    sandbox.rlimits(namespaces.ownUsers());
    Set<Path> readable = readable();
    loadWhatLiesElsewhere();
    sandbox.layer("namespaces", namespaces.held(), namespaces.describe());
    sandbox.changeRoot(namespaces, readable);
    sandbox.landlock(readable);
    sandbox.seccomp(plan.deadly());
    return List.copyOf(sandbox.layers);
  }

  /** Does everything but install anything, so that its classes are known to a cache. */
  public static void rehearse() {
    loadWhatLiesElsewhere();
    if (NativeProcess.known()) {
      Seccomp.rehearse();
      Landlock.rehearse();
      PrivateRoot.rehearse(readable());
      Probes.root().notDenied();
      Namespaces.look(Optional.of("user:[0]"));
      Probes.files().notDenied();
      Probes.calls().notDenied();
      Rlimits.hold(false);
      NativeProcess.peakMemoryBytes();
      NativeProcess.processCpuNanos();
    }
  }

  /**
   * Some builds of the JDK keep their security settings below /etc, and use the system's zlib:
   * neither can be read later.
   */
  private static void loadWhatLiesElsewhere() {
    if (Security.getProperty("security.provider.1") == null) {
      throw new IllegalStateException("this Java runtime has no security providers");
    }
    new Inflater().end();
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

  private void rlimits(boolean ownUsers) {
    long result = Rlimits.install(ownUsers);
    layer(
        "rlimits",
        result == 0 && Rlimits.hold(ownUsers),
        result == 0 ? Rlimits.describe(ownUsers) : Libc.error("prlimit64", result));
  }

  private void changeRoot(Namespaces namespaces, Set<Path> readable) {
    if (!namespaces.allowARoot()) {
      missing("change_root", namespaces.describe());
      return;
    }
    String failure = PrivateRoot.enter(Path.of(System.getProperty("java.io.tmpdir")), readable);
    if (failure.isEmpty()) {
      probed("change_root", "a root of our own, read only", Probes.root());
    } else {
      missing("change_root", failure);
    }
  }

  private void landlock(Set<Path> readable) {
    Landlock.Result result = Landlock.install(readable);
    if (result.held()) {
      probed("landlock", result.describe(), Probes.files());
    } else {
      missing("landlock", Libc.error("landlock", result.version()));
    }
  }

  private void seccomp(boolean deadly) {
    long result = Seccomp.install((int) Libc.syscall(Syscalls.GETPID));
    if (result != 0) {
      missing("seccomp", refused(result));
      return;
    }
    String open = Probes.calls().notDenied();
    long second = deadly ? Seccomp.installDeadly() : 0;
    String detail = "allow-list on all threads: denied: " + Probes.calls().names();
    layer(
        "seccomp",
        open.isEmpty() && second == 0,
        !open.isEmpty() ? "NOT denied: " + open : second == 0 ? detail : refused(second));
  }

  private static String refused(long result) {
    return result > 0 ? "thread " + result + " could not be bound" : Libc.error("seccomp", result);
  }

  /** What classes and libraries are loaded from when they are first needed. */
  static Set<Path> readable() {
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
