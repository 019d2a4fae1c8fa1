package dev.vouch.pvf.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * The rules of the kernel's tree that matter here, over a plain directory: files appear with a
 * group, controllers are passed on only by groups without processes (but the root), a process is in
 * one group, and a group goes only without processes and groups.
 */
public final class KernelModel implements CgroupFiles {
  private final Path root;
  private final List<Path> marked = new ArrayList<>();
  private boolean killsAtOnce = true;
  private boolean writable = true;

  /** A tree with the node's group {@code unit/node} below a delegated {@code unit}. */
  public KernelModel(Path root) throws IOException {
    this.root = root;
    populate(root, "cpu memory pids");
    Files.delete(root.resolve("cgroup.type"));
    write(root.resolve("cgroup.subtree_control"), "+memory +pids");
    make(unit());
    make(node());
    mark(unit());
  }

  public Path unit() {
    return root.resolve("unit");
  }

  Path node() {
    return unit().resolve("node");
  }

  void mark(Path group) {
    marked.add(group);
  }

  void unmark(Path group) {
    marked.remove(group);
  }

  /** Whether the killed are gone when the word is written. */
  void killsAtOnce(boolean now) {
    killsAtOnce = now;
  }

  void writable(boolean now) {
    writable = now;
  }

  OwnGroup own() {
    return new OwnGroup(root, node());
  }

  /** Of a JVM in the node's group. */
  public WorkerGroups groups() {
    return groups(4711, pid -> false);
  }

  WorkerGroups groups(long pid, LongPredicate alive) {
    return new WorkerGroups(this, () -> Base.find(this, own()), pid, alive, Duration.ofMillis(50));
  }

  @Override
  public void make(Path group) throws IOException {
    if (!writable) {
      throw new FileSystemException(group.toString(), null, "Read-only file system");
    }
    Files.createDirectory(group);
    populate(group, passedOn(group.resolveSibling("cgroup.subtree_control")));
  }

  private static void populate(Path group, String controllers) throws IOException {
    Files.writeString(group.resolve("cgroup.controllers"), controllers + "\n");
    for (String name :
        List.of("cgroup.procs", "cgroup.subtree_control", "cgroup.type", "cgroup.kill")) {
      Files.writeString(group.resolve(name), "");
    }
    if (controllers.contains("memory")) {
      for (String name : List.of("memory.max", "memory.swap.max", "memory.oom.group")) {
        Files.writeString(group.resolve(name), "max\n");
      }
      Files.writeString(group.resolve("memory.events"), "low 0\noom 0\noom_kill 0\n");
    }
    if (controllers.contains("pids")) {
      Files.writeString(group.resolve("pids.max"), "max\n");
    }
  }

  private static String passedOn(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  @Override
  public void write(Path file, String text) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    Path group = file.resolveSibling("").normalize();
    switch (file.getFileName().toString()) {
      case "cgroup.procs" -> move(file, text);
      case "cgroup.kill" -> {
        if (killsAtOnce) {
          empty(group);
        }
      }
      case "cgroup.subtree_control" -> {
        if (!group.equals(root) && !passedOn(group.resolve("cgroup.procs")).isEmpty()) {
          throw busy(file);
        }
        Files.writeString(file, text.replace("+", "") + "\n");
      }
      default -> Files.writeString(file, text + "\n");
    }
  }

  private void move(Path file, String pid) throws IOException {
    boolean divided = !passedOn(file.resolveSibling("cgroup.subtree_control")).isEmpty();
    if (divided && !file.equals(root.resolve("cgroup.procs"))) {
      throw busy(file);
    }
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(path -> path.endsWith("cgroup.procs")).forEach(path -> remove(path, pid));
    }
    Files.writeString(file, Files.readString(file) + pid + "\n");
  }

  private static void remove(Path file, String pid) {
    try {
      Files.writeString(file, Files.readString(file).replace(pid + "\n", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its processes end. */
  static void empty(Path group) throws IOException {
    Files.writeString(group.resolve("cgroup.procs"), "");
  }

  private static FileSystemException busy(Path file) {
    return new FileSystemException(file.toString(), null, "Device or resource busy");
  }

  @Override
  public void remove(Path group) throws IOException {
    if (!Files.exists(group)) {
      throw new NoSuchFileException(group.toString());
    }
    if (!passedOn(group.resolve("cgroup.procs")).isEmpty()) {
      throw busy(group);
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(group)) {
      files = all.toList();
    }
    if (files.stream().anyMatch(Files::isDirectory)) {
      throw new DirectoryNotEmptyException(group.toString());
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(group);
  }

  @Override
  public boolean marked(Path group) {
    return marked.contains(group);
  }

  /** The groups that hosts have made, by their names below the root. */
  public List<String> made() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isDirectory)
          .map(path -> root.relativize(path).toString())
          .filter(name -> name.contains("vouch-"))
          .sorted()
          .toList();
    }
  }
}
