package dev.vouch.bus;

/** What a type is called on the wire. */
final class WireName {
  /**
   * Version of the wire form of all types. Raised with any change to any of them: nodes of one
   * cluster run one version, and a node of another fails at the first message instead of guessing.
   */
  static final int VERSION = 1;

  private WireName() {}

  /** The type's name with those around it, like {@code CandidateBackingMessage.Second}. */
  static String of(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return outer == null ? type.getSimpleName() : of(outer) + "." + type.getSimpleName();
  }

  /** The name of the type's codec. */
  static String codec(Class<?> type) {
    return "vouch/" + of(type) + "/" + VERSION;
  }
}
