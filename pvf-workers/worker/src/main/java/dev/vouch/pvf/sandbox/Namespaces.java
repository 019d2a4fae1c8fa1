package dev.vouch.pvf.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether this process is in namespaces of its own. A virtual machine cannot make them for itself
 * (a process with threads may not), so a launcher does; the host names its own namespaces, as
 * {@code user:[4026531837],mnt:[4026531841]}, and none of these may be ours.
 *
 * @param shared those that are still the host's; empty if all that were named are our own
 */
record Namespaces(boolean named, List<String> shared) {
  private static final Path OURS = Path.of("/proc/self/ns");

  /** What a root of one's own takes: the right to mount, and nobody else who sees it. */
  private static final Set<String> FOR_A_ROOT = Set.of("user", "mnt");

  Namespaces {
    shared = List.copyOf(shared);
  }

  static Namespaces look(Optional<String> outside) {
    List<String> shared = new ArrayList<>();
    for (String link : outside.map(text -> List.of(text.split(",", -1))).orElse(List.of())) {
      String name = link.substring(0, Math.max(0, link.indexOf(':')));
      if (!isOther(name, link)) {
        shared.add(name);
      }
    }
    return new Namespaces(outside.isPresent(), shared);
  }

  /** What cannot be read is not ours. */
  private static boolean isOther(String name, String link) {
    try {
      return !name.isEmpty() && !Files.readSymbolicLink(OURS.resolve(name)).toString().equals(link);
    } catch (IOException e) {
      return false;
    }
  }

  boolean held() {
    return named && shared.isEmpty();
  }

  boolean allowARoot() {
    return named && FOR_A_ROOT.stream().noneMatch(shared::contains);
  }

  boolean ownUsers() {
    return named && !shared.contains("user");
  }

  String describe() {
    if (!named) {
      return "started without a launcher";
    }
    return shared.isEmpty() ? "all that the launcher makes are our own" : "shared: " + shared;
  }
}
