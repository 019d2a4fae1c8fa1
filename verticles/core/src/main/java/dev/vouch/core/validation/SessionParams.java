package dev.vouch.core.validation;

import dev.vouch.primitives.ExecutorParams;

/**
 * What a session says about running PVFs.
 *
 * @param bombLimitBytes largest size of code after decompression
 */
record SessionParams(ExecutorParams executorParams, long bombLimitBytes) {}
