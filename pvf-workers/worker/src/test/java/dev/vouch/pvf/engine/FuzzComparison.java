package dev.vouch.pvf.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.frames.Levers;
import dev.vouch.pvf.wasm.ModuleGenerator;
import dev.vouch.pvf.wasm.ModuleGenerator.Generated;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** One random module: the compiled engine with some levers against the interpreter. */
final class FuzzComparison {
  private static final int FUNCTIONS = 12;
  private static final int SMALL_PARTS_EVERY = 3;
  private static final int FLATTENED_EVERY = 4;
  private static final int LARGE_EVERY = 40;

  /** A module has one page. */
  private static final int MEMORY = 65_536;

  /** One call in so many gives a memory function arguments that may be anything. */
  private static final int WILD_EVERY = 8;

  private final long seed;
  private final Levers levers;
  private final boolean hard;
  private final int heat;
  private final Random random;

  /**
   * A comparison.
   *
   * @param hard whether the module has more of something than a method holds
   * @param heat calls of each function before it is compared, so that the JIT compiles it; 0: none
   */
  FuzzComparison(long seed, Levers levers, boolean hard, int heat) {
    this.seed = seed;
    this.levers = levers;
    this.hard = hard;
    this.heat = heat;
    this.random = new Random(~seed);
  }

  /** What was compared. */
  record Tally(int modules, int split, int finished, int trapped) {
    static final Tally NOTHING = new Tally(0, 0, 0, 0);

    Tally plus(Tally other) {
      return new Tally(
          modules + other.modules,
          split + other.split,
          finished + other.finished,
          trapped + other.trapped);
    }
  }

  Tally run() {
    boolean large = heat == 0 && seed % LARGE_EVERY == 0;
    int instructions = large ? 30_000 : 200 + random.nextInt(2_000);
    Generated module =
        hard
            ? ModuleGenerator.hard(seed, FUNCTIONS, 200)
            : ModuleGenerator.of(seed, FUNCTIONS, instructions);
    boolean small = seed % SMALL_PARTS_EVERY == 0;
    int part = 60 + random.nextInt(2_000);
    boolean flat = seed % FLATTENED_EVERY == 0;
    int[][] bounds = flat ? new int[][] {{part, part, 64}} : new int[][] {{part, part}};
    int[][] splitting = small || flat ? bounds : Compiled.ATTEMPTS;
    PrepareOutcome outcome =
        Preparer.prepare(
            module.code().bytes(),
            EngineParams.DEFAULT,
            levers,
            splitting,
            module.memoryFunctions());
    assertThat(outcome).as("seed %s", seed).isInstanceOf(PrepareOutcome.Prepared.class);
    byte[] artifact = ((PrepareOutcome.Prepared) outcome).artifact().bytes();
    LoadedPvf compiled = Engine.load(artifact, EngineKind.CHICORY);
    LoadedPvf interpreted = Engine.load(artifact, EngineKind.INTERPRETER);
    assertThat(compiled.facts().interpreted()).as("seed %s", seed).isEmpty();
    if (heat > 0) {
      heat(compiled);
    }
    int rounds = Integer.getInteger("vouch.fuzz.rounds", 3);
    int finished = 0;
    int runs = 2 * FUNCTIONS;
    for (int run = 0; run < runs; run++) {
      byte[] input = input(run % FUNCTIONS, rounds);
      ExecutionOutcome expected = interpreted.execute(input, EngineParams.DEFAULT);
      ExecutionOutcome actual = compiled.execute(input, EngineParams.DEFAULT);
      assertThat(text(actual))
          .as(
              "seed %s, run %s, parts %s, flat %s, with %s",
              seed, run, small ? part : 0, flat, levers)
          .isEqualTo(text(expected));
      finished += expected instanceof ExecutionOutcome.Finished ? 1 : 0;
    }
    return new Tally(1, small || flat || large ? 1 : 0, finished, runs - finished);
  }

  /** The same long run twice: code that is compiled meanwhile must do what it did before. */
  private void heat(LoadedPvf compiled) {
    for (int function = 0; function < FUNCTIONS; function++) {
      byte[] input = input(function, heat);
      String first = text(compiled.execute(input, EngineParams.DEFAULT));
      assertThat(text(compiled.execute(input, EngineParams.DEFAULT)))
          .as("seed %s, function %s again, with %s", seed, function, levers)
          .isEqualTo(first);
    }
  }

  private byte[] input(int function, int rounds) {
    byte[] input = new byte[ModuleGenerator.MEMORY_AT + 4 * 4];
    random.nextBytes(input);
    if (random.nextBoolean()) {
      Arrays.fill(input, 8, 16, (byte) (random.nextBoolean() ? 0 : -1));
    }
    ByteBuffer words =
        ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN).putInt(function).putInt(rounds);
    words.position(ModuleGenerator.MEMORY_AT);
    words.putInt(random.nextInt(6));
    if (random.nextInt(WILD_EVERY) != 0) {
      int length = random.nextInt(200);
      int to = random.nextInt(MEMORY / 2);
      boolean overlapping = random.nextBoolean();
      words.putInt(to).putInt(overlapping ? to + random.nextInt(64) : random.nextInt(MEMORY / 2));
      words.putInt(length);
    } else if (random.nextBoolean()) {
      // Near the end of the memory, on both sides of it.
      words.putInt(MEMORY - random.nextInt(99)).putInt(MEMORY - random.nextInt(99));
      words.putInt(random.nextInt(99));
    }
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
