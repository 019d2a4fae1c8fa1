package dev.vouch.node.config;

/** A configuration that is refused; names the key by its path and says what it must be. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String key;

  public ConfigException(String key, String reason) {
    super("configuration key '" + key + "' " + reason);
    this.key = key;
  }

  /** The key's path, like {@code pvf.slots}. */
  public String key() {
    return key;
  }
}
