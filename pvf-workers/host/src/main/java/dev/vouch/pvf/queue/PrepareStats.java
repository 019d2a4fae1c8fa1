package dev.vouch.pvf.queue;

import java.util.List;

/**
 * What a preparation took and made; for metrics and people.
 *
 * @param codeBytes length of the decompressed code
 * @param functions functions of the module
 * @param interpretedFunctions how many of them are too large to compile and run interpreted
 * @param lookAlikes functions that look like memcpy, memmove, memset or memcmp and are not on the
 *     reviewed list
 * @param cpuNanos CPU time of the worker for the job
 * @param peakMemoryBytes resident peak of the worker
 */
public record PrepareStats(
    int codeBytes,
    int functions,
    int interpretedFunctions,
    List<String> lookAlikes,
    long cpuNanos,
    long wallNanos,
    long peakMemoryBytes) {

  /** Copies the list. */
  public PrepareStats {
    lookAlikes = List.copyOf(lookAlikes);
  }
}
