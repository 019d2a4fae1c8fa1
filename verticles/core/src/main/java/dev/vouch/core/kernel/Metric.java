package dev.vouch.core.kernel;

/** Every counter and timer of the cores. Names are stable; operators alert on them. */
public enum Metric {
  SIGNED_STATEMENTS("vouch.backing.signed.statements"),
  CANDIDATES_SECONDED("vouch.backing.candidates.seconded"),
  CANDIDATES_BACKED("vouch.backing.candidates.backed"),
  STATEMENTS_IMPORTED("vouch.backing.statements.imported"),
  SECONDINGS_REFUSED("vouch.backing.secondings.refused"),
  STATEMENTS_REFUSED("vouch.backing.statements.refused"),
  ABSTENTIONS("vouch.backing.abstentions"),
  MISBEHAVIORS("vouch.backing.misbehaviors"),
  SECOND_TO_BACKED("vouch.backing.second.to.backed"),
  CANDIDATES_VALID("vouch.validation.candidates.valid"),
  CANDIDATES_INVALID("vouch.validation.candidates.invalid"),
  CANDIDATES_UNDECIDED("vouch.validation.candidates.undecided"),
  VALIDATION_TIME("vouch.validation.time"),
  PEER_STATEMENTS_RECEIVED("vouch.bridge.statements.received"),
  PEER_STATEMENTS_SENT("vouch.bridge.statements.sent"),
  PEER_MESSAGES_MALFORMED("vouch.bridge.messages.malformed"),
  PEER_SIGNATURES_BAD("vouch.bridge.signatures.bad"),
  PEER_VALIDATORS_UNKNOWN("vouch.bridge.validators.unknown"),
  PEER_STATEMENTS_UNEXPECTED("vouch.bridge.statements.unexpected"),
  PEER_VALIDATORS_DISABLED("vouch.bridge.validators.disabled"),
  PEER_STATEMENTS_DUPLICATE("vouch.bridge.statements.duplicate"),
  PEER_STATEMENTS_EXCESSIVE("vouch.bridge.statements.excessive"),
  PEER_STATEMENTS_HELD_BACK("vouch.bridge.statements.held.back"),
  PEER_REQUESTS_SERVED("vouch.bridge.requests.served"),
  PEER_REQUESTS_REFUSED("vouch.bridge.requests.refused"),
  PEER_RESPONSES_BAD("vouch.bridge.responses.bad"),
  HEADS_ACTIVATED("vouch.overseer.heads.activated"),
  HEADS_DEACTIVATED("vouch.overseer.heads.deactivated"),
  MESSAGES_OVERFLOWED("vouch.kernel.messages.overflowed"),
  ANSWERS_UNEXPECTED("vouch.kernel.answers.unexpected"),
  INHERENT_DATA_REQUESTS("vouch.provisioner.inherent.data.requests"),
  SIGNATURES_REFUSED("vouch.signer.signatures.refused");

  private final String meter;

  Metric(String meter) {
    this.meter = meter;
  }

  /** The meter's name, dotted; Prometheus shows it with underscores. */
  public String meter() {
    return meter;
  }
}
