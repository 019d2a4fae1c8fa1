package dev.vouch.bench.reference;

/**
 * One measurement.
 *
 * @param nanos CPU time of the thread
 * @param checksum of the results, unsigned
 */
record Measured(long nanos, long checksum) {}
