package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import java.util.List;
import java.util.Optional;

/** A candidate with the votes that back it (wire 2.7). */
public record BackedCandidate(
    CommittedCandidateReceipt candidate,
    List<ValidityAttestation> validityVotes,
    BitList validatorIndices) {
  private static final int CORE_BITS = 8;
  private static final Codec<List<ValidityAttestation>> VALIDITY_VOTES =
      Codec.vec(ValidityAttestation.CODEC);

  /** Fields in this order. */
  public static final Codec<BackedCandidate> CODEC =
      Codec.of(
          "BackedCandidate",
          (v, out) -> {
            CommittedCandidateReceipt.CODEC.encode(v.candidate, out);
            VALIDITY_VOTES.encode(v.validityVotes, out);
            BitList.CODEC.encode(v.validatorIndices, out);
          },
          in ->
              new BackedCandidate(
                  in.field("candidate", CommittedCandidateReceipt.CODEC),
                  in.field("validity_votes", VALIDITY_VOTES),
                  in.field("validator_indices", BitList.CODEC)));

  /** Copies lists and refuses numbers out of range. */
  public BackedCandidate {
    validityVotes = List.copyOf(validityVotes);
  }

  /**
   * A backed candidate with the core injected: the low 8 bits of the core index are put behind the
   * bits of the group. {@code votes} are in ascending order of position inside the group.
   */
  public static BackedCandidate build(
      CommittedCandidateReceipt candidate,
      List<ValidityAttestation> votes,
      BitList groupBits,
      CoreIndex core) {
    return new BackedCandidate(
        candidate, votes, groupBits.concat(BitList.ofByte(core.value() & 0xff)));
  }

  /** The bits of the group: all but the last 8, or all if there are no more than 8. */
  public BitList groupBits() {
    int bits = validatorIndices.length();
    return bits > CORE_BITS ? validatorIndices.slice(0, bits - CORE_BITS) : validatorIndices;
  }

  /** The injected core, its low 8 bits; absent if there are no more than 8 bits. */
  public Optional<CoreIndex> injectedCoreIndex() {
    int bits = validatorIndices.length();
    if (bits <= CORE_BITS) {
      return Optional.empty();
    }
    int core = 0;
    for (int i = 0; i < CORE_BITS; i++) {
      core |= validatorIndices.get(bits - CORE_BITS + i) ? 1 << i : 0;
    }
    return Optional.of(new CoreIndex(core));
  }
}
