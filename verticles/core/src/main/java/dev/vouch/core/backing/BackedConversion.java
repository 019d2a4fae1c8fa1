package dev.vouch.core.backing;

import dev.vouch.core.table.AttestedCandidate;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BitList;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.ValidityAttestation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From the table's form of an attested candidate to that of the chain (backing spec 2.16). */
final class BackedConversion {
  /** The core travels as one byte; a larger one would name another core (quirk CB-q4). */
  private static final int MAX_CORES = 256;

  private BackedConversion() {}

  static Outcome<BackedCandidate> convert(AttestedCandidate attested, CoreAssignments assignments) {
    List<ValidatorIndex> group = assignments.members(attested.group());
    if (Integer.compareUnsigned(attested.group().value(), MAX_CORES) >= 0) {
      return impossible("core " + attested.group() + " does not fit into the eight bits it gets");
    }
    TreeMap<Integer, ValidityAttestation> byPosition = new TreeMap<>();
    BitList bits = BitList.zeros(group.size());
    for (Map.Entry<ValidatorIndex, ValidityAttestation> vote : attested.votes().entrySet()) {
      int position = group.indexOf(vote.getKey());
      if (position < 0) {
        return impossible("validator " + vote.getKey() + " voted from outside the group");
      }
      byPosition.put(position, vote.getValue());
      bits = bits.with(position, true);
    }
    return Outcome.answered(
        BackedCandidate.build(
            attested.candidate(), List.copyOf(byPosition.values()), bits, attested.group()));
  }

  private static Outcome<BackedCandidate> impossible(String reason) {
    return Outcome.failed(Failure.Kind.EXECUTION, reason);
  }
}
