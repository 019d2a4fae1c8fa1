package dev.vouch.pvf.host;

import dev.vouch.frames.Levers;
import dev.vouch.messages.PvfHostMessage.Jit;
import dev.vouch.pvf.queue.PvfLimits;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a host works.
 *
 * @param artifactDirectory where artifacts and the unpacked worker live; may be shared between
 *     hosts
 * @param slots worker processes that execute at the same time
 * @param spares processes that stand by without an artifact, so that a kill is not felt
 * @param jobsPerWorker after so many a process is replaced, which bounds what a guest can leave
 *     behind in it
 * @param jit of the slots; the confirming run takes the other one
 * @param makeAotCache make a cache of the workers' classes in the artifact directory, if there is
 *     none, some time after the start; one that is there is used in any case
 * @param artifactCaches how many artifacts have a cache of their own beside them, with their
 *     classes linked (about 30 MB each); 0: none
 * @param warmUp run each loaded artifact once before its first job, and have processes that stand
 *     by compile the host functions
 * @param abstainWhenCold a time limit that was reached while the artifact was cold, or without the
 *     guest's own CPU time reaching it, is <em>could not decide</em> (validation JV-4); otherwise
 *     it is invalid, as in the reference
 * @param coldFactor how many times its limit a cold run may take before it is taken for a guest
 *     that never ends (validation JV-4, see the package); 1: a cold run never decides a time limit
 * @param sandboxRequired refuse workers whose sandbox has a missing layer
 * @param levers what makes guests fast; an artifact of others is not found
 */
public record PvfHostConfig(
    Path artifactDirectory,
    int slots,
    int spares,
    int jobsPerWorker,
    Jit jit,
    boolean makeAotCache,
    int artifactCaches,
    boolean warmUp,
    boolean abstainWhenCold,
    int coldFactor,
    boolean sandboxRequired,
    Levers levers,
    PvfLimits limits) {

  /** CPU time to load an artifact; the largest known ones take 0.4 s cold. */
  static final Duration LOAD_CPU_LIMIT = Duration.ofSeconds(10);

  /** CPU time of a run that only warms up; a guest that wants more stays cold. */
  static final Duration WARM_UP_CPU_LIMIT = Duration.ofSeconds(1);

  /** Tries to start a worker before a job is given up as could not decide. */
  static final int SPAWN_TRIES = 3;

  /** Between two of them; the reference's spawn retry delay is 3 s, for ever. */
  static final Duration SPAWN_RETRY_DELAY = Duration.ofSeconds(1);

  /** The slowest cold run that was measured took 3.7 times as long as the same run warm. */
  public static final int COLD_FACTOR = 6;

  private static final int MAX_COLD_FACTOR = 100;
  private static final int MAX_SLOTS = 256;

  /** More than a validator has paras to check at a time. */
  public static final int ARTIFACT_CACHES = 8;

  public static final int MAX_ARTIFACT_CACHES = 64;

  public PvfHostConfig {
    if (coldFactor < 1 || coldFactor > MAX_COLD_FACTOR) {
      throw new IllegalArgumentException(
          "PVF host: the cold factor is %d; need 1 to %d".formatted(coldFactor, MAX_COLD_FACTOR));
    }
    if (artifactCaches < 0 || artifactCaches > MAX_ARTIFACT_CACHES) {
      throw new IllegalArgumentException(
          "PVF host: %d caches of artifacts; need 0 to %d"
              .formatted(artifactCaches, MAX_ARTIFACT_CACHES));
    }
    if (slots < 1 || slots > MAX_SLOTS || spares < 0 || spares > MAX_SLOTS || jobsPerWorker < 1) {
      throw new IllegalArgumentException(
          "PVF host: need 1 to %d slots (is %d), 0 to %d spares (is %d), at least 1 job per worker (is %d)"
              .formatted(MAX_SLOTS, slots, MAX_SLOTS, spares, jobsPerWorker));
    }
  }

  /** Without caches of artifacts, with all levers. */
  public PvfHostConfig(
      Path artifactDirectory,
      int slots,
      int spares,
      int jobsPerWorker,
      Jit jit,
      boolean makeAotCache,
      boolean warmUp,
      boolean abstainWhenCold,
      int coldFactor,
      boolean sandboxRequired,
      PvfLimits limits) {
    this(
        artifactDirectory,
        slots,
        spares,
        jobsPerWorker,
        jit,
        makeAotCache,
        0,
        warmUp,
        abstainWhenCold,
        coldFactor,
        sandboxRequired,
        Levers.ALL,
        limits);
  }

  public static PvfHostConfig defaults(Path artifactDirectory) {
    return new PvfHostConfig(
        artifactDirectory,
        2,
        1,
        1_000,
        Jit.C1,
        true,
        ARTIFACT_CACHES,
        true,
        true,
        COLD_FACTOR,
        false,
        Levers.ALL,
        PvfLimits.defaults());
  }

  public PvfHostConfig withSlots(int newSlots) {
    return with(newSlots, spares, makeAotCache, warmUp);
  }

  public PvfHostConfig withSpares(int newSpares) {
    return with(slots, newSpares, makeAotCache, warmUp);
  }

  public PvfHostConfig withLevers(Levers newLevers) {
    return new PvfHostConfig(
        artifactDirectory,
        slots,
        spares,
        jobsPerWorker,
        jit,
        makeAotCache,
        artifactCaches,
        warmUp,
        abstainWhenCold,
        coldFactor,
        sandboxRequired,
        newLevers,
        limits);
  }

  public PvfHostConfig withWarmUp(boolean newWarmUp) {
    return with(slots, spares, makeAotCache, newWarmUp);
  }

  public PvfHostConfig withMakeAotCache(boolean make) {
    return with(slots, spares, make, warmUp);
  }

  public PvfHostConfig withLimits(PvfLimits newLimits) {
    return new PvfHostConfig(
        artifactDirectory,
        slots,
        spares,
        jobsPerWorker,
        jit,
        makeAotCache,
        artifactCaches,
        warmUp,
        abstainWhenCold,
        coldFactor,
        sandboxRequired,
        levers,
        newLimits);
  }

  private PvfHostConfig with(int newSlots, int newSpares, boolean makeCache, boolean newWarmUp) {
    return new PvfHostConfig(
        artifactDirectory,
        newSlots,
        newSpares,
        jobsPerWorker,
        jit,
        makeCache,
        artifactCaches,
        newWarmUp,
        abstainWhenCold,
        coldFactor,
        sandboxRequired,
        levers,
        limits);
  }
}
