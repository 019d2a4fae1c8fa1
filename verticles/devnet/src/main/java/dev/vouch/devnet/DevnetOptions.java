package dev.vouch.devnet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the embedded network is asked to be.
 *
 * @param validators 2 to 32
 * @param groupSize most validators in a backing group
 * @param paras 2000 and on; at most as many as validators
 * @param blocks how many relay blocks to make; 0 for ever
 * @param blockTime 500 ms to 60 s
 * @param forkEvery every so many blocks two authors build on one parent; 0 never
 * @param processes one process for each validator instead of one JVM for all
 * @param dir where everything is kept; a temporary directory that is removed if empty
 * @param httpPort of the dashboard and metrics; 0 for any
 * @param json one JSON object a line instead of text
 */
public record DevnetOptions(
    int validators,
    int groupSize,
    int paras,
    long blocks,
    Duration blockTime,
    int forkEvery,
    boolean processes,
    Optional<Path> dir,
    int httpPort,
    boolean json) {
  public static final int MAX_VALIDATORS = 32;
  private static final Duration SHORTEST_BLOCK = Duration.ofMillis(500);
  private static final Duration LONGEST_BLOCK = Duration.ofMinutes(1);
  private static final int MAX_PORT = 65_535;

  public DevnetOptions {
    between("--validators", validators, 2, MAX_VALIDATORS);
    between("--group-size", groupSize, 1, validators);
    between("--paras", paras, 1, validators);
    between("--blocks", blocks, 0, Integer.MAX_VALUE);
    between("--fork-every", forkEvery, 0, Integer.MAX_VALUE);
    between("--http-port", httpPort, 0, MAX_PORT);
    if (blockTime.compareTo(SHORTEST_BLOCK) < 0 || blockTime.compareTo(LONGEST_BLOCK) > 0) {
      throw new IllegalArgumentException(
          "--block-time must be 500ms to 60s, not " + blockTime.toMillis() + "ms");
    }
  }

  private static void between(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          option + " must be " + least + " to " + most + ", not " + value);
    }
  }

  /** What {@code mvn -Pdevnet} runs. */
  public static DevnetOptions defaults() {
    return new DevnetOptions(
        6, 3, 2, 0, Duration.ofSeconds(6), 0, false, Optional.empty(), 9615, false);
  }
}
