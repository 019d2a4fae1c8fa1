package dev.vouch.primitives;

import dev.vouch.crypto.Sr25519;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/** The check of the votes of a backed candidate, as the runtime does it (wire 2.7). */
public final class BackingCheck {
  private BackingCheck() {}

  /**
   * The number of votes, all of them checked; empty if the votes are wrong. More set bits than
   * votes are tolerated, as in the reference: the surplus bits are ignored.
   *
   * @param groupBits the bits of the group, without an injected core
   * @param member the key of the member at a position of the group, if it is known
   */
  public static OptionalInt votes(
      CandidateHash candidate,
      List<ValidityAttestation> votes,
      BitList groupBits,
      SigningContext context,
      int groupSize,
      IntFunction<Optional<PublicKey>> member) {
    if (groupBits.length() != groupSize || votes.size() > groupSize) {
      return OptionalInt.empty();
    }
    int checked = 0;
    for (int position = 0; position < groupSize && checked < votes.size(); position++) {
      if (!groupBits.get(position)) {
        continue;
      }
      ValidityAttestation vote = votes.get(checked);
      Bytes payload = vote.statement(candidate).signingPayload(context);
      Optional<PublicKey> key = member.apply(position);
      if (key.isEmpty() || !Sr25519.verify(key.orElseThrow(), payload, vote.signature())) {
        return OptionalInt.empty();
      }
      checked++;
    }
    return checked == votes.size() ? OptionalInt.of(checked) : OptionalInt.empty();
  }
}
