package dev.vouch.core.view;

/** What came of activating a leaf. */
public sealed interface Activation {
  record Activated() implements Activation {}

  record AlreadyKnown() implements Activation {}

  /** A runtime or chain answer was missing; blocks stored before that remain stored. */
  record Failed(String reason) implements Activation {}
}
