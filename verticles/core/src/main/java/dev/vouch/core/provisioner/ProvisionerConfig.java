package dev.vouch.core.provisioner;

/**
 * Settings of the provisioner.
 *
 * @param readyAfterMillis how long after a leaf inherent data may be assembled (PV-1); shorter
 *     where blocks are shorter than six seconds
 * @param assemblyMillis limit of one assembly (PV-3)
 */
public record ProvisionerConfig(long readyAfterMillis, long assemblyMillis) {
  /** The reference's values, for blocks of six seconds. */
  public static ProvisionerConfig standard() {
    return new ProvisionerConfig(2_000, 500);
  }
}
