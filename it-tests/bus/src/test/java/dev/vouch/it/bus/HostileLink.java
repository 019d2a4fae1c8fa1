package dev.vouch.it.bus;

import dev.vouch.bus.BusCodecs;
import dev.vouch.bus.Inbox;
import dev.vouch.bus.Routes;
import dev.vouch.bus.Scope;
import dev.vouch.crypto.RandomSource;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.messages.NetworkMessage.SendValidationMessage;
import dev.vouch.messages.PeerId;
import dev.vouch.messages.StatementDistributionInput.PeerConnected;
import dev.vouch.messages.SubsystemName;
import dev.vouch.node.NodeCodecs;
import dev.vouch.node.NodeContext;
import dev.vouch.node.NodeMeters;
import dev.vouch.node.blobs.BlobOrigin;
import dev.vouch.node.blobs.PeerBlobs;
import dev.vouch.node.link.EventBusLink;
import dev.vouch.node.link.LinkSettings;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.Signature;
import dev.vouch.primitives.SignedStatement;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.StatementDistributionMessage;
import dev.vouch.primitives.ValidatorIndex;
import dev.vouch.primitives.WireMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A validator whose key is genuine and whose words are not: it has proved itself on the link and
 * then sends whatever a test wants.
 */
final class HostileLink implements AutoCloseable {
  private static final String NODE = "mallory";

  private final Vertx vertx;
  private final Sr25519KeyPair key;
  private final ValidatorIndex validator;
  private final List<BusCodecs.Registration> codecs;
  private final NodeContext context;
  private final Set<PeerId> connected = ConcurrentHashMap.newKeySet();
  private final Inbox inbox;
  private final String deployment;

  HostileLink(Vertx vertx, int validator, Hash network) {
    this.vertx = vertx;
    this.key = Chains.key(validator);
    this.validator = new ValidatorIndex(validator);
    this.codecs = NodeCodecs.register(vertx);
    this.context =
        NodeContext.of(vertx, Routes.local(NODE), new NodeMeters(new SimpleMeterRegistry()));
    this.inbox =
        Await.result(
            Inbox.open(
                vertx,
                context.routes().own().inbox(SubsystemName.STATEMENT_DISTRIBUTION),
                Scope.LOCAL,
                context.meters(),
                delivery -> hear(delivery.body())));
    this.deployment =
        Await.result(
            vertx.deployVerticle(
                new EventBusLink(
                    context,
                    key,
                    LinkSettings.of(network),
                    new BlobOrigin("127.0.0.1", 1),
                    new PeerBlobs())));
  }

  private void hear(Record message) {
    if (message instanceof PeerConnected(PeerId peer, var authorities)) {
      connected.add(peer);
    }
  }

  /** The peer of that validator's key, once it has proved it. */
  PeerId awaitPeer(int other) {
    PeerId peer = new PeerId(Chains.key(other).publicKey().toHex());
    Await.until("a session with " + Chains.uri(other), () -> connected.contains(peer));
    return peer;
  }

  /** Any bytes as a notification of the validation protocol. */
  void send(PeerId to, Bytes notification) {
    context.client().send(new SendValidationMessage(List.of(to), notification), 0);
  }

  /** A statement with its right signature. */
  SignedStatement sign(CompactStatement statement, SigningContext signingContext) {
    return new SignedStatement(
        statement, validator, signature(statement.signingPayload(signingContext)));
  }

  Signature signature(Bytes payload) {
    return key.sign(payload, RandomSource.system());
  }

  static Bytes notification(Hash schedulingParent, SignedStatement statement) {
    return WireMessage.VALIDATION_CODEC.encodeToBytes(
        WireMessage.of(new StatementDistributionMessage.Statement(schedulingParent, statement)));
  }

  @Override
  public void close() {
    Await.result(vertx.undeploy(deployment));
    Await.result(inbox.close());
    codecs.forEach(BusCodecs.Registration::close);
  }
}
