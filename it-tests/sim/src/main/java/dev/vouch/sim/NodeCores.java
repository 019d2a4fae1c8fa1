package dev.vouch.sim;

import dev.vouch.core.availability.AvailabilityDistribution;
import dev.vouch.core.availability.AvailabilityStore;
import dev.vouch.core.backing.BackingConfig;
import dev.vouch.core.backing.CandidateBacking;
import dev.vouch.core.bridge.BridgeConfig;
import dev.vouch.core.bridge.StatementDistribution;
import dev.vouch.core.overseer.OverseerCore;
import dev.vouch.core.prospective.ProspectiveParachains;
import dev.vouch.core.provisioner.Provisioner;
import dev.vouch.core.provisioner.ProvisionerConfig;
import dev.vouch.core.signing.SignerCore;
import dev.vouch.core.validation.CandidateValidation;
import dev.vouch.core.validation.ValidationConfig;
import java.util.List;
import java.util.SplittableRandom;

/** The cores of a node, with the same configuration as in a real one. */
final class NodeCores {
  private NodeCores() {}

  static void hostAll(SimNode node, Durable durable, SplittableRandom random) {
    node.host(new OverseerCore(node::signal));
    node.host(new SignerCore(durable.keys(random), durable.load()));
    node.host(new ProspectiveParachains());
    node.host(new CandidateBacking(BackingConfig.standard()));
    node.host(new StatementDistribution(BridgeConfig.standard()));
    node.host(new CandidateValidation(ValidationConfig.standard(List.of(durable.publicKey()))));
    node.host(new AvailabilityStore(AvailabilityStore.KEEP_MILLIS));
    node.host(new AvailabilityDistribution());
    node.host(new Provisioner(ProvisionerConfig.standard()));
  }
}
