package dev.vouch.node.config;

/** What can be deployed by itself, as {@code vouch:<name>}; in the order of deployment. */
public enum Part {
  /** The blob store and server, the erasure coder, availability store and distribution. */
  AVAILABILITY,
  /** The signing record and the key. */
  SIGNER,
  /** Slots and worker processes. */
  PVF_HOST,
  /** Candidate validation. */
  VALIDATION,
  /** Candidate backing and prospective parachains. */
  BACKING,
  /** The provisioner. */
  PROVISIONER,
  /** Statement distribution, and the link to other validators. */
  STATEMENT_BRIDGE,
  /** The overseer; last, when everybody hears its signals. */
  OVERSEER;

  /** As in {@code vouch:statement-bridge}. */
  public String label() {
    return ConfigReader.spelled(this);
  }

  /** The part of this name. */
  public static Part of(String label) {
    return ConfigReader.constant("vouch:" + label, Part.class, label);
  }
}
