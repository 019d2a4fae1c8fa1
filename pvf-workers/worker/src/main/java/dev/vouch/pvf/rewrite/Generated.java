package dev.vouch.pvf.rewrite;

/** Names in the classes that the compiler generates. */
final class Generated {
  static final String OPCODES = "com/dylibso/chicory/runtime/OpcodeImpl";
  static final String MEMORY = "com/dylibso/chicory/runtime/Memory";
  static final String INSTANCE = "com/dylibso/chicory/runtime/Instance";
  private static final String HELPER = "Shaded";

  private Generated() {}

  /** Whether a class is the one of the compiler's own methods, which each module gets. */
  static boolean isHelper(String type) {
    return type.endsWith(HELPER);
  }
}
