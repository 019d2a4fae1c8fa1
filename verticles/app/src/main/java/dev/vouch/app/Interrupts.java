package dev.vouch.app;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Ctrl-C reaches the whole process group; a child leaves it to its parent. */
final class Interrupts {
  private Interrupts() {}

  static void ignore() {
    Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
  }
}
