package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.Levers;
import dev.vouch.pvf.wasm.ModuleGenerator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Random modules under the compiled engine, all passes included, against the interpreter on the
 * module that was not split. {@code -Dvouch.fuzz.seconds=N} runs longer, {@code
 * -Dvouch.fuzz.seed=S} runs one module, {@code -Dvouch.fuzz.rounds=N} repeats each call so that it
 * is compiled by the JIT. {@code hard-seconds} is for modules that no method holds.
 */
class DifferentialFuzzTest {
  private static final long FIRST_SEED = 20_260_601;
  private static final int FUNCTIONS = 12;
  private static final int DEFAULT_SECONDS = 8;
  private static final int DEFAULT_HARD_SECONDS = 3;
  private static final int SMALL_PARTS_EVERY = 3;
  private static final int FLATTENED_EVERY = 4;
  private static final int LARGE_EVERY = 40;

  private static int property(String name, int otherwise) {
    return Integer.getInteger("vouch.fuzz." + name, otherwise);
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
            System.out.println("fuzz: " + new Comparison(one, hard).run());
            return;
          }
          long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
          Tally tally = new Tally(0, 0, 0, 0);
          long seed = Long.getLong("vouch.fuzz.first", FIRST_SEED);
          for (; System.nanoTime() < end; seed++) {
            tally = tally.plus(new Comparison(seed, hard).run());
          }
          System.out.println("fuzz: seeds below " + seed + ", " + tally);
          assertThat(tally.finished()).isPositive();
        });
  }

  /** What was compared. */
  record Tally(int modules, int split, int finished, int trapped) {
    Tally plus(Tally other) {
      return new Tally(
          modules + other.modules,
          split + other.split,
          finished + other.finished,
          trapped + other.trapped);
    }
  }

  /** One module. */
  private static final class Comparison {
    private final long seed;
    private final boolean hard;
    private final Random random;

    Comparison(long seed, boolean hard) {
      this.seed = seed;
      this.hard = hard;
      this.random = new Random(~seed);
    }

    Tally run() {
      boolean large = seed % LARGE_EVERY == 0;
      int instructions = large ? 30_000 : 200 + random.nextInt(2_000);
      byte[] code =
          hard
              ? ModuleGenerator.hard(seed, FUNCTIONS, 200).code().bytes()
              : ModuleGenerator.of(seed, FUNCTIONS, instructions).code().bytes();
      boolean small = seed % SMALL_PARTS_EVERY == 0;
      int part = 60 + random.nextInt(2_000);
      boolean flat = seed % FLATTENED_EVERY == 0;
      int[][] bounds = flat ? new int[][] {{part, part, 64}} : new int[][] {{part, part}};
      PrepareOutcome outcome =
          small || flat
              ? Preparer.prepare(code, EngineParams.DEFAULT, Levers.ALL, bounds)
              : Preparer.prepare(code, EngineParams.DEFAULT);
      assertThat(outcome).as("seed %s", seed).isInstanceOf(PrepareOutcome.Prepared.class);
      byte[] artifact = ((PrepareOutcome.Prepared) outcome).artifact().bytes();
      LoadedPvf compiled = Engine.load(artifact, EngineKind.CHICORY);
      LoadedPvf interpreted = Engine.load(artifact, EngineKind.INTERPRETER);
      assertThat(compiled.facts().interpreted()).as("seed %s", seed).isEmpty();
      int finished = 0;
      int runs = 2 * FUNCTIONS;
      for (int run = 0; run < runs; run++) {
        byte[] input = input(run % FUNCTIONS);
        ExecutionOutcome expected = interpreted.execute(input, EngineParams.DEFAULT);
        ExecutionOutcome actual = compiled.execute(input, EngineParams.DEFAULT);
        assertThat(text(actual))
            .as("seed %s, run %s, parts %s, flat %s", seed, run, small ? part : 0, flat)
            .isEqualTo(text(expected));
        finished += expected instanceof ExecutionOutcome.Finished ? 1 : 0;
      }
      return new Tally(1, small || flat || large ? 1 : 0, finished, runs - finished);
    }

    private byte[] input(int function) {
      byte[] input = new byte[8 + 8 * 8];
      random.nextBytes(input);
      if (random.nextBoolean()) {
        Arrays.fill(input, 8, 16, (byte) (random.nextBoolean() ? 0 : -1));
      }
      ByteBuffer.wrap(input)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(function)
          .putInt(property("rounds", 3));
      return input;
    }

    /** Words that are not 0, by address; most of memory is 0. */
    private static String differing(byte[] memory) {
      StringBuilder out = new StringBuilder();
      ByteBuffer words = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = 0; at < memory.length; at += 8) {
        if (words.getLong(at) != 0) {
          out.append("%04x: %016x%n".formatted(at, words.getLong(at)));
        }
      }
      return out.toString();
    }

    private static String text(ExecutionOutcome outcome) {
      return switch (outcome) {
        case ExecutionOutcome.Finished f -> differing(f.result());
        case ExecutionOutcome.Trapped t -> "trap " + t.kind();
        case ExecutionOutcome.NotConstructed n -> n.toString();
        case ExecutionOutcome.Undecided u -> u.toString();
      };
    }
  }
}
