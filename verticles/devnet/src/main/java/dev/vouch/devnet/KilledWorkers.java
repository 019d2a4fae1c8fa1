package dev.vouch.devnet;

/** How many PVF workers were killed, by the nodes' own meters. For any thread. */
final class KilledWorkers {
  private static final String RETIRED_COUNTER = "vouch_pvf_workers_retired_total";

  /** A worker that executes ends by being killed only; one that prepares ends by itself. */
  private static final String EXECUTE_WORKERS = "flavor=\"execute_";

  private long count;

  /** Reads all nodes' metrics; a node that restarts begins again, so the highest sum counts. */
  synchronized void see(String metrics) {
    count = Math.max(count, StatusPages.sum(metrics, RETIRED_COUNTER, EXECUTE_WORKERS));
  }

  synchronized long count() {
    return count;
  }
}
