package dev.vouch.pvf.engine;

import dev.vouch.frames.Lever;
import dev.vouch.frames.Levers;
import dev.vouch.pvf.engine.FuzzComparison.Tally;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Hot code in a virtual machine like an execute worker's: each function is called until the JIT has
 * compiled it, and compared then. With all levers every other time, with one of the other sets in
 * between. Compilation waits for itself and begins after a tenth of the usual calls, so that what
 * is compared is compiled code.
 */
final class FuzzProcess {
  /** Calls of a function, each of up to 200 rounds of its loops, until it is compiled. */
  private static final int HEAT = 700;

  /** With all levers, and with others. */
  private static final int LEAST_MODULES = 2;

  private FuzzProcess() {}

  /** Sets with one lever off, with what needs it, and the empty one. */
  static List<Levers> sets() {
    List<Levers> sets = new ArrayList<>();
    for (Lever lever : Lever.values()) {
      if (lever.kind() == Lever.Kind.PASS) {
        sets.add(Levers.ALL.without(lever));
      }
    }
    sets.add(Levers.NONE);
    return sets;
  }

  /** The command of a process for so many seconds from a seed. */
  static List<String> command(String jit, Levers levers, long seconds, long firstSeed) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g"));
    command.addAll(levers.options());
    if (jit.equals("c1")) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(List.of("-Xbatch", "-XX:CompileThresholdScaling=0.1"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(FuzzProcess.class.getName(), "" + seconds, "" + firstSeed));
    return command;
  }

  /** The program: seconds, first seed. */
  public static void main(String[] args) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[0]));
    long first = Long.parseLong(args[1]);
    List<Levers> others = sets();
    Map<Levers, Tally> tallies = new LinkedHashMap<>();
    Guest.run(
        () -> {
          for (long seed = first; seed < first + LEAST_MODULES || System.nanoTime() < end; seed++) {
            Levers levers =
                seed % 2 == 0 ? Levers.ALL : others.get((int) (seed / 2 % others.size()));
            Tally tally = new FuzzComparison(seed, levers, false, HEAT).run();
            tallies.merge(levers, tally, Tally::plus);
          }
        });
    Tally all = tallies.values().stream().reduce(Tally.NOTHING, Tally::plus);
    System.out.println("hot fuzz: seeds from " + first + ", " + all);
    tallies.forEach(
        (levers, tally) ->
            System.out.println("  with " + levers.labels() + ": " + tally.modules() + " modules"));
  }
}
