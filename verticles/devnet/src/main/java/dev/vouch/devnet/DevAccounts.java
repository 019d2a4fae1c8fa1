package dev.vouch.devnet;

import java.util.List;

/** The validators' names and secret URIs: the well-known dev accounts, then numbered ones. */
public final class DevAccounts {
  private static final List<String> WELL_KNOWN =
      List.of("Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie");

  private DevAccounts() {}

  /** {@code //Alice} to {@code //Ferdie}, then {@code //Validator//7} and on. */
  public static String uri(int validator) {
    return validator < WELL_KNOWN.size()
        ? "//" + WELL_KNOWN.get(validator)
        : "//Validator//" + (validator + 1);
  }

  /** A name for people, files and bus addresses. */
  public static String name(int validator) {
    return validator < WELL_KNOWN.size()
        ? WELL_KNOWN.get(validator).toLowerCase(java.util.Locale.ROOT)
        : "validator-" + (validator + 1);
  }
}
