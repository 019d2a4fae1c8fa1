package dev.vouch.app.doctor;

import java.util.List;

/** Whether a machine offers what a node needs. Pure. */
public final class MachineChecks {
  private static final int JAVA = 25;

  /** Of the node: sockets to peers, jars, files, pipes of workers. The usual limit of a shell. */
  private static final long MIN_DESCRIPTORS = 1024;

  /** Landlock came with 5.13 and learned about network with 6.7, about signals with 6.12. */
  private static final KernelRelease LANDLOCK = new KernelRelease(5, 13);

  private static final KernelRelease WHOLE_LANDLOCK = new KernelRelease(6, 12);

  private MachineChecks() {}

  public static List<Finding> of(Machine machine, Needs needs) {
    return List.of(
        java(machine),
        cores(machine, needs),
        memory(machine, needs),
        descriptors(machine),
        kernel(machine.platform()),
        threadClock(machine));
  }

  private static Finding java(Machine machine) {
    if (machine.javaFeature() != JAVA) {
      return Finding.fail(
          "java",
          "Java " + machine.javaDescription(),
          "use a JDK 25: set JAVA_HOME or VOUCH_JAVA_HOME to it");
    }
    return machine.hotSpot()
        ? Finding.ok("java", "Java " + machine.javaDescription())
        : Finding.fail(
            "java",
            "Java " + machine.javaDescription() + ", which is not HotSpot",
            "use a JDK 25 with HotSpot (Temurin, for instance): the flags of workers are"
                + " HotSpot's");
  }

  private static Finding cores(Machine machine, Needs needs) {
    String found = "%d cores for %d slots".formatted(machine.cores(), needs.slots());
    if (machine.cores() < needs.slots()) {
      return Finding.fail(
          "cores",
          found,
          "set pvf.slots to at most "
              + machine.cores()
              + ", or give more cores: candidates that"
              + " share a core miss their time limits");
    }
    return machine.cores() > needs.slots()
        ? Finding.ok("cores", found)
        : Finding.warn(
            "cores", found, "leave one core for the node itself: lower pvf.slots, or add a core");
  }

  private static Finding memory(Machine machine, Needs needs) {
    String found =
        "%s, of which a node with %d slots and %d spares may use %s, and %s in a session that allows PVFs 8192 pages of memory instead of 2048"
            .formatted(
                Sizes.text(machine.memoryBytes()),
                needs.slots(),
                needs.spares(),
                Sizes.text(needs.memoryBytes()),
                Sizes.text(needs.largestMemoryBytes()));
    if (machine.memoryBytes() < needs.memoryBytes()) {
      return Finding.fail(
          "memory",
          found,
          "lower pvf.slots or pvf.spares, or give more memory: the kernel kills workers that do"
              + " not fit, and every kill is a missing vote");
    }
    if (machine.memoryBytes() < needs.largestMemoryBytes()) {
      return Finding.warn(
          "memory",
          found,
          "lower pvf.slots or pvf.spares, or give more memory, if the network's executor parameters"
              + " allow that many pages (MaxMemoryPages)");
    }
    if (machine.freeMemoryBytes().orElse(Long.MAX_VALUE) < needs.memoryBytes()) {
      return Finding.warn(
          "memory",
          found + "; free now: " + Sizes.text(machine.freeMemoryBytes().orElseThrow()),
          "end other programs, unless what they use is a node that runs already");
    }
    return Finding.ok("memory", found);
  }

  private static Finding descriptors(Machine machine) {
    long limit = machine.maxDescriptors().orElse(Long.MAX_VALUE);
    String found = limit == Long.MAX_VALUE ? "not limited" : "at most " + limit + " open files";
    return limit < MIN_DESCRIPTORS
        ? Finding.fail("descriptors", found, "raise it: ulimit -n 4096, or LimitNOFILE in a unit")
        : Finding.ok("descriptors", found);
  }

  private static Finding kernel(Machine.Platform system) {
    String found = "%s %s on %s".formatted(system.name(), system.release(), system.architecture());
    if (!system.supported()) {
      return Finding.fail(
          "kernel",
          found,
          "run validators on Linux on x86-64: elsewhere PVFs run without any sandbox");
    }
    KernelRelease release = KernelRelease.parse(system.release());
    if (release.compareTo(LANDLOCK) < 0) {
      return Finding.fail(
          "kernel", found, "use Linux 5.13 or newer (6.12 is better): older ones have no landlock");
    }
    return release.compareTo(WHOLE_LANDLOCK) < 0
        ? Finding.warn(
            "kernel", found, "use Linux 6.12 or newer: its landlock also binds TCP and signals")
        : Finding.ok("kernel", found);
  }

  private static Finding threadClock(Machine machine) {
    return machine.threadClock()
        ? Finding.ok("cpu-clock", "the CPU time of threads can be read from outside")
        : Finding.fail(
            "cpu-clock",
            "the CPU time of a thread cannot be read from /proc/PID/task/TID/schedstat",
            "mount /proc, with a kernel that has CONFIG_SCHED_INFO: without it the time limits of"
                + " candidates cannot be judged");
  }
}
