package dev.vouch.node;

import dev.vouch.core.availability.AvailabilityDistribution;
import dev.vouch.core.availability.AvailabilityStore;
import dev.vouch.core.backing.CandidateBacking;
import dev.vouch.core.bridge.BridgeConfig;
import dev.vouch.core.bridge.StatementDistribution;
import dev.vouch.core.kernel.Subsystem;
import dev.vouch.core.overseer.OverseerCore;
import dev.vouch.core.prospective.ProspectiveParachains;
import dev.vouch.core.provisioner.Provisioner;
import dev.vouch.core.signing.SignerCore;
import dev.vouch.core.validation.CandidateValidation;
import dev.vouch.core.validation.ValidationConfig;
import dev.vouch.node.blobs.BlobOrigin;
import dev.vouch.node.blobs.BlobVerticle;
import dev.vouch.node.config.ConfigException;
import dev.vouch.node.config.NodeConfig;
import dev.vouch.node.config.Part;
import dev.vouch.node.link.EventBusLink;
import dev.vouch.node.link.LinkSettings;
import dev.vouch.node.signer.JournalVerticle;
import dev.vouch.node.signer.RecordFile;
import dev.vouch.pvf.host.PvfHostVerticle;
import io.vertx.core.Deployable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Deploys the verticles of a part, one after the other: what a verticle asks at its start is there.
 * Blocks; for a virtual thread.
 */
final class Parts {
  private final NodeRuntime node;
  private final Deployments deployments;

  Parts(NodeRuntime node, Deployments deployments) {
    this.node = node;
    this.deployments = deployments;
  }

  void deploy(Part part) throws IOException {
    NodeConfig config = node.config();
    switch (part) {
      case AVAILABILITY -> availability(config);
      case SIGNER -> signer(config);
      case PVF_HOST -> pvfHost(config);
      case VALIDATION ->
          host(
              new CandidateValidation(
                  ValidationConfig.standard(List.of(node.keys().authority().publicKey()))));
      case BACKING -> {
        host(new ProspectiveParachains());
        host(new CandidateBacking(config.backing()));
      }
      case PROVISIONER -> host(new Provisioner(config.provisioner()));
      case STATEMENT_BRIDGE -> bridge(config);
      case OVERSEER -> {
        Signals signals = new Signals(node.context());
        host(new OverseerCore(signals));
        node.readiness().require("leaves", signals::missing);
      }
    }
  }

  private void host(Subsystem subsystem) {
    deploy(new SubsystemVerticle(subsystem, node.context()));
  }

  private void deploy(Deployable verticle) {
    deployments.deploy(verticle);
  }

  private void availability(NodeConfig config) {
    BlobVerticle blobs =
        new BlobVerticle(
            node.context(),
            node.blobs(),
            node.peerBlobs(),
            config.blobs().host(),
            config.blobs().port());
    deploy(blobs);
    node.origin(blobs.origin());
    deploy(new ErasureCoderVerticle(node.context(), node.blobs()));
    host(new AvailabilityStore(config.keepDataMillis()));
    host(new AvailabilityDistribution());
  }

  private void signer(NodeConfig config) throws IOException {
    String key = node.keys().validator().publicKey().toHex();
    RecordFile file = RecordFile.open(config.directory().resolve("signed-" + key));
    try {
      deploy(new JournalVerticle(node.context(), file));
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
    host(new SignerCore(node.keys().statements(), file.loaded()));
  }

  private void pvfHost(NodeConfig config) {
    PvfHostVerticle host =
        new PvfHostVerticle(
            config.pvf(),
            config.routes(),
            node.context().meters(),
            node.context().meters().registry(),
            node.blobs()::read);
    deploy(host);
    node.pvfHost(() -> Optional.of(host.host()));
    if (config.pvf().spares() > 0) {
      // Without spares the first job starts the first process.
      node.readiness()
          .require(
              "pvf-host",
              () -> host.host().workerPids().isEmpty() ? "no worker process is alive" : "");
    }
  }

  private void bridge(NodeConfig config) {
    host(new StatementDistribution(BridgeConfig.standard()));
    if (config.peers() == NodeConfig.Peers.HOST) {
      return;
    }
    BlobOrigin origin =
        node.origin()
            .orElseThrow(
                () ->
                    new ConfigException(
                        "peers",
                        "is event-bus, which needs the part 'availability' in the same process,"
                            + " deployed before 'statement-bridge'"));
    deploy(
        new EventBusLink(
            node.context(),
            node.keys().authority(),
            LinkSettings.of(config.network()),
            origin,
            node.peerBlobs()));
  }
}
