package dev.vouch.app;

import org.slf4j.LoggerFactory;

/** Ctrl-C reaches the whole process group; a child leaves it to its parent. */
final class Interrupts {
  private Interrupts() {}

  /**
   * By reflection, because javac warns of these two classes in a way that cannot be answered, and
   * the JDK has no others. Without them the child ends on Ctrl-C as any process does.
   */
  static void ignore() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance("INT"),
              handler.getField("SIG_IGN").get(null));
    } catch (ReflectiveOperationException e) {
      LoggerFactory.getLogger(Interrupts.class).warn("cannot ignore Ctrl-C: {}", e.toString());
    }
  }
}
