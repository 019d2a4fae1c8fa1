package dev.vouch.messages;

/** Who consumes a message: the protocol's subsystems and the services that a node provides. */
public enum SubsystemName {
  OVERSEER("overseer"),
  CANDIDATE_BACKING("backing"),
  STATEMENT_DISTRIBUTION("statement-bridge"),
  CANDIDATE_VALIDATION("validation"),
  PROSPECTIVE_PARACHAINS("prospective-parachains"),
  PROVISIONER("provisioner"),
  AVAILABILITY_STORE("availability"),
  AVAILABILITY_DISTRIBUTION("availability-distribution"),
  COLLATOR_PROTOCOL("collator-protocol"),
  RUNTIME_API("runtime-api"),
  CHAIN_API("chain-api"),
  NETWORK("network"),
  SIGNER("signer"),
  PVF_HOST("pvf-host"),
  ERASURE_CODER("erasure-coder"),
  BLOBS("blobs"),
  JOURNAL("journal");

  private final String label;

  SubsystemName(String label) {
    this.label = label;
  }

  /** The name used in bus addresses, metrics and configuration. */
  public String label() {
    return label;
  }
}
