package dev.vouch.pvf.cgroup;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The group that this process may make groups in.
 *
 * @param group empty where there is none
 * @param reason why there is none
 */
record Base(Optional<Path> group, String reason) {
  static final List<String> CONTROLLERS = List.of("memory", "pids");
  private static final Path PROC = Path.of("/proc/self");

  /** Every group but the root of the whole tree has it. */
  private static final String NOT_THE_ROOT = "cgroup.type";

  static Base none(String reason) {
    return new Base(Optional.empty(), reason);
  }

  static Base ofThisProcess() {
    try {
      return OwnGroup.find(
              Files.readString(PROC.resolve("cgroup")), Files.readString(PROC.resolve("mountinfo")))
          .map(own -> find(CgroupFiles.KERNEL, own))
          .orElseGet(() -> none("no cgroups of version 2 are mounted here"));
    } catch (IOException e) {
      return none("no cgroups here: " + e);
    }
  }

  /** Our own group if it may pass its controllers on, else the one above if that is ours. */
  static Base find(CgroupFiles files, OwnGroup own) {
    List<String> reasons = new ArrayList<>();
    for (Path group : candidates(files, own)) {
      try {
        passOn(files, group);
        return new Base(Optional.of(group), "");
      } catch (IOException e) {
        reasons.add(words(e));
      }
    }
    return none("no group to make groups in: " + String.join("; ", reasons));
  }

  private static List<Path> candidates(CgroupFiles files, OwnGroup own) {
    List<Path> groups = new ArrayList<>(List.of(own.group()));
    Path above = own.group().getParent();
    if (above != null && !own.group().equals(own.root()) && isOurs(files, own, above)) {
      groups.add(above);
    }
    return groups;
  }

  /** A user may often write to groups that belong to a service manager: those are not ours. */
  private static boolean isOurs(CgroupFiles files, OwnGroup own, Path above) {
    boolean containersRoot = above.equals(own.root()) && Files.exists(above.resolve(NOT_THE_ROOT));
    return containersRoot || files.marked(above);
  }

  /** Lets groups below have the controllers. */
  static void passOn(CgroupFiles files, Path group) throws IOException {
    List<String> there = words(group.resolve("cgroup.controllers"));
    if (!there.containsAll(CONTROLLERS)) {
      throw new IOException("%s has the controllers %s only".formatted(group, there));
    }
    Path passed = group.resolve("cgroup.subtree_control");
    if (!words(passed).containsAll(CONTROLLERS)) {
      files.write(passed, "+" + String.join(" +", CONTROLLERS));
    }
    if (!Files.isWritable(group) || !Files.isWritable(group.resolve(WorkerGroup.PROCESSES))) {
      throw new IOException(group + " cannot be written to");
    }
  }

  /** Without the name of the class where the text is ours. */
  static String words(IOException e) {
    return e instanceof FileSystemException ? e.toString() : String.valueOf(e.getMessage());
  }

  static List<String> words(Path file) throws IOException {
    String text = Files.readString(file).strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }
}
