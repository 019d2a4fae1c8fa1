package dev.vouch.it.machines;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a host holds while nothing is going on.
 *
 * @param heapKiB live after a full collection
 * @param residentKiB of the host's process beyond its heap, which large results widen for a while
 * @param descriptors open files of the host's process
 * @param workers living worker processes
 * @param directories of workers in the temporary directory
 * @param files in the artifact directory
 */
record SoakSample(
    String name,
    long seconds,
    long heapKiB,
    long residentKiB,
    long descriptors,
    long threads,
    long workers,
    long directories,
    long files) {

  static SoakSample take(String name, long seconds, long workers, Path temporary, Path artifacts)
      throws IOException {
    System.gc();
    var memory = ManagementFactory.getMemoryMXBean();
    long resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .sum();
    return new SoakSample(
        name,
        seconds,
        memory.getHeapMemoryUsage().getUsed() >> 10,
        Math.max(0, resident - (memory.getHeapMemoryUsage().getCommitted() >> 10)),
        count(Path.of("/proc/self/fd")),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        workers,
        count(temporary),
        count(artifacts));
  }

  private static long count(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }
}
