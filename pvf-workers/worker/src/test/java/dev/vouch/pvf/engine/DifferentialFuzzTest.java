package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.Levers;
import dev.vouch.pvf.engine.FuzzComparison.Tally;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random modules under the compiled engine, all passes included, against the interpreter on the
 * module that was not split. {@code -Dvouch.fuzz.seconds=N}, {@code -Dvouch.fuzz.lever.seconds=N}
 * (with each lever off alone, and all) and {@code -Dvouch.fuzz.hot.seconds=N} (compiled by C1 and
 * by C2, in processes with a worker's options) run longer, {@code -Dvouch.fuzz.first=S} from
 * another seed; {@code -Dvouch.fuzz.seed=S} runs one module, {@code -Dvouch.fuzz.off=LEVER,...}
 * without levers, {@code -Dvouch.fuzz.rounds=N} repeats each call. {@code hard-seconds} is for
 * modules that no method holds.
 */
class DifferentialFuzzTest {
  private static final long FIRST_SEED = 20_260_601;
  private static final int DEFAULT_SECONDS = 6;
  private static final int DEFAULT_HARD_SECONDS = 3;
  private static final int DEFAULT_LEVER_SECONDS = 3;
  private static final int DEFAULT_HOT_SECONDS = 3;

  /** A loaded machine may take long for the first module. */
  private static final int PATIENCE_SECONDS = 300;

  @TempDir Path directory;

  private static int property(String name, int otherwise) {
    return Integer.getInteger("vouch.fuzz." + name, otherwise);
  }

  private static long first() {
    return Long.getLong("vouch.fuzz.first", FIRST_SEED);
  }

  private static Levers chosen() {
    String off = System.getProperty("vouch.fuzz.off", "");
    return off.isEmpty() ? Levers.ALL : Levers.allBut(List.of(off.split(",", -1)));
  }

  @Test
  void compiledCodeDoesWhatTheInterpreterDoes() throws Exception {
    compare(false, property("seconds", DEFAULT_SECONDS));
  }

  /** Thousands of locals, operands and targets, and hundreds of parameters. */
  @Test
  void soDoesCodeThatFitsNoMethod() throws Exception {
    compare(true, property("hard-seconds", DEFAULT_HARD_SECONDS));
  }

  private static void compare(boolean hard, int seconds) throws Exception {
    Guest.run(
        () -> {
          long one = Long.getLong("vouch.fuzz.seed", -1);
          if (one >= 0) {
            System.out.println("fuzz: " + new FuzzComparison(one, chosen(), hard, 0).run());
            return;
          }
          long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
          Tally tally = Tally.NOTHING;
          long seed = first();
          for (; System.nanoTime() < end; seed++) {
            tally = tally.plus(new FuzzComparison(seed, chosen(), hard, 0).run());
          }
          System.out.println("fuzz: seeds below " + seed + ", " + tally);
          assertThat(tally.finished()).isPositive();
        });
  }

  @Test
  void soItDoesWithAnyLeverOffAndWithNone() throws Exception {
    List<Levers> sets = FuzzProcess.sets();
    Guest.run(
        () -> {
          long end =
              System.nanoTime()
                  + TimeUnit.SECONDS.toNanos(property("lever.seconds", DEFAULT_LEVER_SECONDS));
          Tally tally = Tally.NOTHING;
          // Each at least once, and other modules than above.
          for (int i = 0; i < sets.size() || System.nanoTime() < end; i++) {
            long seed = first() + 1_000_001L + 2L * i;
            Levers levers = sets.get(i % sets.size());
            tally = tally.plus(new FuzzComparison(seed, levers, false, 0).run());
          }
          System.out.println("fuzz: without levers, " + tally);
          assertThat(tally.finished()).isPositive();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"c1", "tiered"})
  void soItDoesWhenItIsHotInAVirtualMachineLikeAWorkers(String jit) throws Exception {
    int seconds = property("hot.seconds", DEFAULT_HOT_SECONDS);
    Path printed = directory.resolve("printed");
    Process process =
        new ProcessBuilder(FuzzProcess.command(jit, chosen(), seconds, first() + 2_000_001L))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      assertThat(process.waitFor(seconds + PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String output = Files.readString(printed, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as("%s: %s", jit, output).isZero();
    System.out.println(jit + " " + output.strip());
    assertThat(output).contains("hot fuzz: seeds from").doesNotContain("finished=0,");
  }
}
