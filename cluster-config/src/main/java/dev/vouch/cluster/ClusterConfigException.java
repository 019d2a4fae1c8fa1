package dev.vouch.cluster;

/** A cluster configuration that is refused; names the key and says what is wrong. */
public final class ClusterConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String key;

  ClusterConfigException(String key, String reason) {
    super("cluster." + key + ": " + reason);
    this.key = key;
  }

  /** The configuration key below {@code cluster}. */
  public String key() {
    return key;
  }
}
