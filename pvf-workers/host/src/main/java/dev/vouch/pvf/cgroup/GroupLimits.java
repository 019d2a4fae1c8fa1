package dev.vouch.pvf.cgroup;

/**
 * What a worker's group may use.
 *
 * @param memoryBytes resident memory, with the kernel's own for it; a whole number of pages
 * @param threads of all its processes
 */
public record GroupLimits(long memoryBytes, int threads) {
  private static final long PAGE_BYTES = 4096;

  public GroupLimits {
    if (memoryBytes <= 0 || memoryBytes % PAGE_BYTES != 0 || threads <= 0) {
      throw new IllegalArgumentException("no limits: " + memoryBytes + " bytes, " + threads);
    }
  }

  String describe() {
    return "at most %d MiB of memory, no swap, %d threads".formatted(memoryBytes >> 20, threads);
  }
}
