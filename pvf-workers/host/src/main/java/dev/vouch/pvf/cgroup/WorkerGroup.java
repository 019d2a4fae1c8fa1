package dev.vouch.pvf.cgroup;

import dev.vouch.frames.SandboxLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A worker's group, or why it has none. Thread-safe. */
public final class WorkerGroup {
  static final String PROCESSES = "cgroup.procs";
  private static final String LAYER = "cgroup";
  private static final String MEMORY = "memory.max";
  private static final String THREADS = "pids.max";

  /** Of processes, by the kernel that is out of this group's memory. */
  private static final String KILLS = "oom_kill ";

  private final WorkerGroups owner;
  private final Optional<Path> group;
  private final String detail;

  private WorkerGroup(WorkerGroups owner, Optional<Path> group, String detail) {
    this.owner = owner;
    this.group = group;
    this.detail = detail;
  }

  static WorkerGroup of(WorkerGroups owner, Path group, GroupLimits limits) {
    return new WorkerGroup(owner, Optional.of(group), limits.describe());
  }

  static WorkerGroup none(WorkerGroups owner, String reason) {
    return new WorkerGroup(owner, Optional.empty(), reason);
  }

  /** Bounds a new group, puts the process in, and sees whether both have happened. */
  static void fill(CgroupFiles files, Path group, GroupLimits limits, long pid) throws IOException {
    files.write(group.resolve(MEMORY), String.valueOf(limits.memoryBytes()));
    files.write(group.resolve(THREADS), String.valueOf(limits.threads()));
    // A half-killed worker would answer nothing and look alive.
    writeIfThere(files, group.resolve("memory.oom.group"), "1");
    // A kernel without swap has no such file.
    writeIfThere(files, group.resolve("memory.swap.max"), "0");
    files.write(group.resolve(PROCESSES), String.valueOf(pid));
    boolean bound =
        Base.words(group.resolve(MEMORY)).equals(List.of(String.valueOf(limits.memoryBytes())))
            && Base.words(group.resolve(THREADS)).equals(List.of(String.valueOf(limits.threads())))
            && Base.words(group.resolve(PROCESSES)).contains(String.valueOf(pid));
    if (!bound) {
      throw new IOException("the worker is not bound by " + group);
    }
  }

  private static void writeIfThere(CgroupFiles files, Path file, String text) throws IOException {
    if (Files.exists(file)) {
      files.write(file, text);
    }
  }

  /** What a host adds to the layers that its worker has told. */
  public SandboxLayer layer() {
    return new SandboxLayer(LAYER, group.isPresent(), detail);
  }

  /** That the kernel has killed it because its memory was at the limit; empty if not. */
  public Optional<String> outOfMemory() {
    return group
        .filter(WorkerGroup::sawAKill)
        .map(path -> "its cgroup was out of memory, " + detail);
  }

  private static boolean sawAKill(Path group) {
    try {
      return Files.readString(group.resolve("memory.events"))
          .lines()
          .anyMatch(line -> line.startsWith(KILLS) && !line.equals(KILLS + "0"));
    } catch (IOException e) {
      return false;
    }
  }

  /** Kills all that is in it and does not wait; a kernel before 5.14 cannot. */
  static void kill(CgroupFiles files, Path group) throws IOException {
    try {
      files.write(group.resolve("cgroup.kill"), "1");
    } catch (NoSuchFileException e) {
      // Such a kernel, or the group has gone already.
    }
  }

  /**
   * Kills whatever is left in it and removes it, which waits for the end of that for a moment. Does
   * nothing the second time.
   */
  public void close() {
    group.ifPresent(owner::close);
  }
}
