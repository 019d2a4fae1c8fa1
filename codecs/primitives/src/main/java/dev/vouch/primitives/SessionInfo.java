package dev.vouch.primitives;

import dev.vouch.scale.Codec;
import dev.vouch.scale.Scale;
import java.util.List;

/** What a session fixes (wire 2.11). */
public record SessionInfo(
    List<ValidatorIndex> activeValidatorIndices,
    Hash randomSeed,
    long disputePeriod,
    List<PublicKey> validators,
    List<PublicKey> discoveryKeys,
    List<PublicKey> assignmentKeys,
    List<List<ValidatorIndex>> validatorGroups,
    long nCores,
    long zerothDelayTrancheWidth,
    long relayVrfModuloSamples,
    long nDelayTranches,
    long noShowSlots,
    long neededApprovals) {
  private static final Codec<List<ValidatorIndex>> ACTIVE_VALIDATOR_INDICES =
      Codec.vec(ValidatorIndex.CODEC);
  private static final Codec<List<PublicKey>> VALIDATORS = Codec.vec(PublicKey.CODEC);
  private static final Codec<List<PublicKey>> DISCOVERY_KEYS = Codec.vec(PublicKey.CODEC);
  private static final Codec<List<PublicKey>> ASSIGNMENT_KEYS = Codec.vec(PublicKey.CODEC);
  private static final Codec<List<List<ValidatorIndex>>> VALIDATOR_GROUPS =
      Codec.vec(Codec.vec(ValidatorIndex.CODEC));

  /** Fields in this order. */
  public static final Codec<SessionInfo> CODEC =
      Codec.of(
          "SessionInfo",
          (v, out) -> {
            ACTIVE_VALIDATOR_INDICES.encode(v.activeValidatorIndices, out);
            Hash.CODEC.encode(v.randomSeed, out);
            Scale.U32.encode(v.disputePeriod, out);
            VALIDATORS.encode(v.validators, out);
            DISCOVERY_KEYS.encode(v.discoveryKeys, out);
            ASSIGNMENT_KEYS.encode(v.assignmentKeys, out);
            VALIDATOR_GROUPS.encode(v.validatorGroups, out);
            Scale.U32.encode(v.nCores, out);
            Scale.U32.encode(v.zerothDelayTrancheWidth, out);
            Scale.U32.encode(v.relayVrfModuloSamples, out);
            Scale.U32.encode(v.nDelayTranches, out);
            Scale.U32.encode(v.noShowSlots, out);
            Scale.U32.encode(v.neededApprovals, out);
          },
          in ->
              new SessionInfo(
                  in.field("active_validator_indices", ACTIVE_VALIDATOR_INDICES),
                  in.field("random_seed", Hash.CODEC),
                  in.field("dispute_period", Scale.U32),
                  in.field("validators", VALIDATORS),
                  in.field("discovery_keys", DISCOVERY_KEYS),
                  in.field("assignment_keys", ASSIGNMENT_KEYS),
                  in.field("validator_groups", VALIDATOR_GROUPS),
                  in.field("n_cores", Scale.U32),
                  in.field("zeroth_delay_tranche_width", Scale.U32),
                  in.field("relay_vrf_modulo_samples", Scale.U32),
                  in.field("n_delay_tranches", Scale.U32),
                  in.field("no_show_slots", Scale.U32),
                  in.field("needed_approvals", Scale.U32)));

  /** Copies lists and refuses numbers out of range. */
  public SessionInfo {
    U32.check("disputePeriod", disputePeriod);
    U32.check("nCores", nCores);
    U32.check("zerothDelayTrancheWidth", zerothDelayTrancheWidth);
    U32.check("relayVrfModuloSamples", relayVrfModuloSamples);
    U32.check("nDelayTranches", nDelayTranches);
    U32.check("noShowSlots", noShowSlots);
    U32.check("neededApprovals", neededApprovals);
    activeValidatorIndices = List.copyOf(activeValidatorIndices);
    validators = List.copyOf(validators);
    discoveryKeys = List.copyOf(discoveryKeys);
    assignmentKeys = List.copyOf(assignmentKeys);
    validatorGroups = validatorGroups.stream().map(List::copyOf).toList();
  }
}
