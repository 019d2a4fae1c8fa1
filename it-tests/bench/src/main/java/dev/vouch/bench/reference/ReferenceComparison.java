package dev.vouch.bench.reference;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runs the same inputs through our code and through the reference's, in turns, and prints what ours
 * costs in costs of the reference's. CPU time of the working thread on both sides, so that a loaded
 * machine changes little; the median of all rounds.
 */
public final class ReferenceComparison {
  private static final int ROUNDS = 9;

  /** Enough for the compiler to be done with everything. */
  private static final long WARM_UP_NANOS = 3_000_000_000L;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ReferenceComparison() {}

  /**
   * Compares.
   *
   * @param args the folder of the Rust project, a folder to work in, and a pattern of the names to
   *     run; without cargo only ours is measured
   */
  public static void main(String[] args) throws Exception {
    Path work = Path.of(args[1]);
    Pattern wanted = Pattern.compile(args.length > 2 ? args[2] : ".*");
    Optional<Path> binary = ReferenceBuild.run(Path.of(args[0]), work.resolve("rust"));
    Inputs inputs = new Inputs();
    List<Operation> operations =
        new Operations(inputs).all().stream().filter(o -> wanted.matcher(o.name()).find()).toList();
    System.out.println(
        "Java "
            + System.getProperty("java.vm.version")
            + ", "
            + System.getProperty("java.vm.info"));
    if (binary.isEmpty()) {
      System.out.println(
          "There is no cargo here: the reference is skipped, only ours is measured.");
      heading();
      operations.forEach(ReferenceComparison::alone);
      return;
    }
    Path file = work.resolve("reference-inputs.txt");
    Files.write(file, inputs.lines());
    try (ReferenceProcess reference = new ReferenceProcess(binary.get(), file)) {
      heading();
      for (Operation operation : operations) {
        compare(operation, reference);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void alone(Operation operation) {
    warmUp(operation);
    double[] ours = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      ours[round] = perRun(ours(operation), operation);
    }
    print(operation, median(ours), Double.NaN, Double.NaN);
  }

  private static void compare(Operation operation, ReferenceProcess reference) throws IOException {
    warmUp(operation);
    reference.measure(operation.reference(), operation.slice());
    double[] ours = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Measured our = ours(operation);
      Measured their = reference.measure(operation.reference(), operation.slice());
      if (our.checksum() != their.checksum()) {
        throw new IllegalStateException(operation.name() + ": the two sides do not agree");
      }
      ours[round] = perRun(our, operation);
      theirs[round] = perRun(their, operation);
      ratios[round] = ours[round] / theirs[round];
    }
    print(operation, median(ours), median(theirs), median(ratios));
  }

  private static void warmUp(Operation operation) {
    long end = THREADS.getCurrentThreadCpuTime() + WARM_UP_NANOS;
    while (THREADS.getCurrentThreadCpuTime() < end) {
      operation.work().run(operation.slice());
    }
  }

  private static Measured ours(Operation operation) {
    long start = THREADS.getCurrentThreadCpuTime();
    long checksum = operation.work().run(operation.slice());
    return new Measured(THREADS.getCurrentThreadCpuTime() - start, checksum);
  }

  private static double perRun(Measured measured, Operation operation) {
    return measured.nanos() / 1e3 / operation.slice();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void heading() {
    System.out.printf(
        Locale.ROOT,
        "%-22s %12s %12s %8s %8s %12s%n",
        "operation",
        "ours us",
        "theirs us",
        "ratio",
        "target",
        "bytes/run");
  }

  private static void print(Operation operation, double ours, double theirs, double ratio) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    operation.work().run(operation.slice());
    long allocated = (THREADS.getCurrentThreadAllocatedBytes() - before) / operation.slice();
    System.out.printf(
        Locale.ROOT,
        "%-22s %12.3f %12.3f %8.2f %8.2f %12d%n",
        operation.name(),
        ours,
        theirs,
        ratio,
        operation.target(),
        allocated);
  }
}
