package dev.vouch.core.prospective;

/** An HRMP watermark: at the relay parent itself, or at an earlier block with messages. */
public sealed interface Watermark {
  long number();

  /** At the relay parent: always allowed. */
  record Head(long number) implements Watermark {}

  /** At an earlier block: must be one with inbound messages. */
  record Trunk(long number) implements Watermark {}
}
