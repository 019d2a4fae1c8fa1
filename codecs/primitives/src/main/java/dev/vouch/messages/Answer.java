package dev.vouch.messages;

/** What a {@link Request} is answered with when it succeeds. Immutable. */
public interface Answer {}
