package dev.vouch.pvf.supervisor;

import dev.vouch.pvf.cgroup.GroupLimits;

/**
 * What a worker's cgroup may use: the sum of what its virtual machine may, so that it is met by an
 * escape or a defect of the virtual machine and by no candidate. Files that are mapped count as
 * well, but the kernel gives their pages up before it kills.
 */
final class WorkerLimits {
  private static final long MIB = 1L << 20;

  /** HotSpot's default with both compilers; with C1 alone it is a fifth. */
  private static final int CODE_CACHE_MIB = 240;

  /** The most that a guest's stack gets; hardly touched. */
  private static final int GUEST_STACK_MIB = 1024;

  /**
   * The compilers' and the collector's own memory, the buffers of sockets, other threads' stacks,
   * the C library's pools.
   */
  private static final int SLACK_MIB = 512;

  /** As the limit of the user's processes in the sandbox; about 25 are seen. */
  private static final int THREADS = 256;

  private WorkerLimits() {}

  static GroupLimits of(SupervisorSettings settings, WorkerKind kind) {
    int heapAndStack =
        switch (kind) {
          case PREPARE -> settings.prepareHeapMiB();
          case EXECUTE_C1, EXECUTE_TIERED -> settings.executeHeapMiB() + GUEST_STACK_MIB;
        };
    long mib = (long) heapAndStack + WorkerCommand.METASPACE_MIB + CODE_CACHE_MIB + SLACK_MIB;
    return new GroupLimits(mib * MIB, THREADS);
  }
}
