package dev.vouch.pvf.queue;

/**
 * What a preparation took and made; for metrics and people.
 *
 * @param codeBytes length of the decompressed code
 * @param functions functions of the module
 * @param interpretedFunctions how many of them are too large to compile and run interpreted
 * @param cpuNanos CPU time of the worker for the job
 * @param peakMemoryBytes resident peak of the worker
 */
public record PrepareStats(
    int codeBytes,
    int functions,
    int interpretedFunctions,
    long cpuNanos,
    long wallNanos,
    long peakMemoryBytes) {}
