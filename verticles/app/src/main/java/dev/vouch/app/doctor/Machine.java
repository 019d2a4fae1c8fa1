package dev.vouch.app.doctor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a machine offers.
 *
 * @param javaFeature of the JDK that runs us, and the workers with us
 * @param javaDescription version and vendor, for people
 * @param hotSpot whether its virtual machine is HotSpot
 * @param cores that this process may use
 * @param memoryBytes that this process may use: a container's limit counts
 * @param freeMemoryBytes of those, what could be had now; empty where the system does not tell
 * @param maxDescriptors of a process; empty where there is no such limit
 * @param platform name, release and architecture
 * @param threadClock whether the CPU time of a thread can be read from outside
 */
public record Machine(
    int javaFeature,
    String javaDescription,
    boolean hotSpot,
    int cores,
    long memoryBytes,
    OptionalLong freeMemoryBytes,
    OptionalLong maxDescriptors,
    Platform platform,
    boolean threadClock) {

  /** Of the kernel. */
  public record Platform(String name, String release, String architecture) {
    boolean supported() {
      return name.equals("Linux") && architecture.equals("amd64");
    }
  }

  /** This machine. */
  public static Machine here() {
    var beans = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        Runtime.version().feature(),
        Runtime.version() + ", " + System.getProperty("java.vendor"),
        isHotSpot(System.getProperty("java.vm.name", "")),
        Runtime.getRuntime().availableProcessors(),
        beans.getTotalMemorySize(),
        available(beans.getTotalMemorySize()),
        beans instanceof UnixOperatingSystemMXBean unix
            ? OptionalLong.of(unix.getMaxFileDescriptorCount())
            : OptionalLong.empty(),
        new Platform(
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        threadIsTimed());
  }

  static boolean isHotSpot(String virtualMachine) {
    String name = virtualMachine.toLowerCase(Locale.ROOT);
    return name.contains("hotspot") || name.startsWith("openjdk") && name.contains("vm");
  }

  /** Free memory by the kernel's own estimate: caches that it would give back are free. */
  private static OptionalLong available(long limit) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemAvailable:")) {
          long bytes = Long.parseLong(line.replaceAll("\\D", "")) * 1024;
          return OptionalLong.of(Math.min(limit, bytes));
        }
      }
    } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException e) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  /** The scheduler's statistics must be there and must move: this thread has worked by now. */
  private static boolean threadIsTimed() {
    try {
      String times = Files.readString(Path.of("/proc/thread-self/schedstat")).strip();
      return Long.parseLong(times.substring(0, times.indexOf(' '))) > 0;
    } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException e) {
      return false;
    }
  }
}
