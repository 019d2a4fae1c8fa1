package dev.vouch.pvf.supervisor;

import dev.vouch.frames.SandboxLayer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The layers of a worker's sandbox as it found them by trying, judged by the reference's rules of
 * secure mode (validation 2.9.3): landlock may be missing where the worker has a root of its own,
 * and the other way round; namespaces may always be missing, and so may a cgroup; nothing else may.
 *
 * @param layers in the order of their installation; empty if no worker has told any
 */
public record SandboxStatus(List<SandboxLayer> layers) {
  private static final String LANDLOCK = "landlock";
  private static final String CHANGE_ROOT = "change_root";

  /** They narrow what an escape could reach; what must not be reached is denied without them. */
  private static final Set<String> ALWAYS_OPTIONAL = Set.of("namespaces", "cgroup", "pdeathsig");

  public SandboxStatus {
    layers = List.copyOf(layers);
  }

  /** The layers that do not hold. */
  public List<SandboxLayer> missing() {
    return layers.stream().filter(layer -> !layer.held()).toList();
  }

  /** The layers that do not hold and that nothing makes up for. */
  public List<SandboxLayer> fatal() {
    return missing().stream().filter(layer -> !optional(layer.name())).toList();
  }

  /** Whether a worker is safe enough without that layer, the others being as they are. */
  public boolean optional(String layer) {
    return switch (layer) {
      case LANDLOCK -> held(CHANGE_ROOT);
      case CHANGE_ROOT -> held(LANDLOCK);
      default -> ALWAYS_OPTIONAL.contains(layer);
    };
  }

  private boolean held(String name) {
    return layers.stream().anyMatch(layer -> layer.name().equals(name) && layer.held());
  }

  /** Why a node whose sandbox is required must not start; empty if it may. */
  public Optional<String> refusal() {
    if (layers.isEmpty()) {
      return Optional.of("the worker told of no sandbox at all; remedy: " + remedy("worker"));
    }
    List<SandboxLayer> fatal = fatal();
    return fatal.isEmpty() ? Optional.empty() : Optional.of(describe(fatal));
  }

  /** Layers with what was found and what to do, for people. */
  public static String describe(List<SandboxLayer> layers) {
    return layers.stream()
        .map(
            layer ->
                "%s (%s; remedy: %s)".formatted(layer.name(), layer.detail(), remedy(layer.name())))
        .collect(Collectors.joining(", "));
  }

  /** What an operator can do so that a layer holds. */
  public static String remedy(String layer) {
    return switch (layer) {
      case "environment" -> "start workers only through this host; it gives them no environment";
      case "signals", "no_new_privs", "rlimits", "pdeathsig" ->
          "allow workers prctl, prlimit64 and rt_sigaction: see the container's seccomp profile";
      case LANDLOCK ->
          "use Linux 5.13 or newer with CONFIG_SECURITY_LANDLOCK, put landlock into the kernel's"
              + " lsm= list, and allow the landlock calls in a container's seccomp profile";
      case "seccomp" ->
          "use a kernel with CONFIG_SECCOMP_FILTER, and allow the seccomp call in a container's"
              + " profile";
      case CHANGE_ROOT, "namespaces" ->
          "install unshare (util-linux) and allow unprivileged user namespaces: sysctl"
              + " user.max_user_namespaces above 0, kernel.unprivileged_userns_clone=1 (Debian),"
              + " kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu), unshare and mount in a"
              + " container's seccomp profile";
      case "cgroup" ->
          "run the node in a sub-group of a delegated cgroup of version 2: Delegate=yes and"
              + " DelegateSubgroup=node in its systemd unit (systemd 254); in a container, a"
              + " private cgroup namespace (--cgroupns=private) with /sys/fs/cgroup writable, and"
              + " an entry point that moves itself to a sub-group before it starts the node";
      default -> "run vouch doctor";
    };
  }
}
