package dev.vouch.pvf.cgroup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where this process's group is in the file system.
 *
 * @param root of the part of the tree that is mounted here
 * @param group our own, the root itself or below it
 */
record OwnGroup(Path root, Path group) {
  /** The entry of version 2 in {@code /proc/self/cgroup}. */
  private static final String UNIFIED = "0::";

  /** Fields of {@code mountinfo} before the separator: what is mounted, and where. */
  private static final int ROOT_FIELD = 3;

  private static final int POINT_FIELD = 4;

  /**
   * @param cgroup the text of {@code /proc/self/cgroup}
   * @param mountInfo the text of {@code /proc/self/mountinfo}
   * @return empty if there is no tree of version 2, or we are outside of what is mounted of it
   */
  static Optional<OwnGroup> find(String cgroup, String mountInfo) {
    Optional<Path> own =
        cgroup
            .lines()
            .filter(line -> line.startsWith(UNIFIED + "/"))
            .map(line -> Path.of(line.substring(UNIFIED.length())))
            .findFirst();
    return own.flatMap(
        path -> mountInfo.lines().flatMap(line -> inMount(line, path).stream()).findFirst());
  }

  private static Optional<OwnGroup> inMount(String line, Path own) {
    List<String> sides = List.of(line.split(" - ", 2));
    if (sides.size() != 2 || !sides.get(1).startsWith("cgroup2 ")) {
      return Optional.empty();
    }
    List<String> fields = List.of(sides.getFirst().split(" ", -1));
    if (fields.size() <= POINT_FIELD) {
      return Optional.empty();
    }
    Path mounted = Path.of(fields.get(ROOT_FIELD));
    Path point = Path.of(fields.get(POINT_FIELD));
    // A group outside of our namespace is named with dots.
    if (!own.startsWith(mounted) || !own.normalize().equals(own)) {
      return Optional.empty();
    }
    return Optional.of(
        new OwnGroup(point, point.resolve(mounted.relativize(own).toString()).normalize()));
  }
}
