package dev.vouch.core.kernel;

/** Where the answer to a received request goes; unique per host. */
public record ReplyTo(long token) {}
