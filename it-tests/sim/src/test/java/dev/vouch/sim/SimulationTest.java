package dev.vouch.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whole networks under faults. {@code -Dsim.seed=N} replays one seed, {@code -Dsim.seeds=N} runs as
 * many as that.
 */
final class SimulationTest {
  private static final int FAULTY_SLOTS = 12;
  private static final int HEALED_SLOTS = 8;
  private static final long DEFAULT_SEEDS = 200;

  private static LongStream seeds() {
    Long one = Long.getLong("sim.seed");
    return one != null
        ? LongStream.of(one)
        : LongStream.rangeClosed(1, Long.getLong("sim.seeds", DEFAULT_SEEDS));
  }

  private static World.Result run(long seed) {
    return new World(seed, Faults.ordinary()).run(FAULTY_SLOTS, HEALED_SLOTS);
  }

  @Test
  void everySeedIsSafeAtEveryStepAndMakesProgressWhenHealed() {
    seeds().parallel().forEach(SimulationTest::safeAndLive);
  }

  private static void safeAndLive(long seed) {
    World world = new World(seed, Faults.ordinary());
    World.Result result = world.run(FAULTY_SLOTS, HEALED_SLOTS);
    long healedFrom = result.blocks() - HEALED_SLOTS;
    result
        .inclusions()
        .forEach(
            (para, blocks) ->
                assertThat(blocks.stream().filter(block -> block > healedFrom).count())
                    .as(
                        () ->
                            "seed "
                                + seed
                                + ": para "
                                + para
                                + " after the faults ended, included in "
                                + blocks
                                + " of "
                                + result.blocks()
                                + "\n"
                                + world.replayHint()
                                + "\n"
                                + world.tail())
                    .isGreaterThanOrEqualTo(HEALED_SLOTS - 4));
    assertThat(result.statements()).as("seed " + seed + ": statements signed").isPositive();
  }

  @Test
  void aNetworkWithoutFaultsIncludesEveryParaInNearlyEveryBlock() {
    World.Result result = new World(1, Faults.none()).run(0, 12);
    // Genesis is no leaf, so block 1 is empty; block 10 ends a session and backs nothing.
    result
        .inclusions()
        .forEach((para, blocks) -> assertThat(blocks).as("para " + para).hasSizeGreaterThan(8));
  }

  @Test
  void oneSeedIsOneRun() {
    LongStream.of(3, 17)
        .forEach(seed -> assertThat(run(seed).traceDigest()).isEqualTo(run(seed).traceDigest()));
  }

  @Test
  void differentSeedsAreDifferentRuns() {
    assertThat(run(5).traceDigest()).isNotEqualTo(run(6).traceDigest());
  }
}
