package dev.vouch.node.link;

import dev.vouch.bus.Addresses;
import dev.vouch.bus.Delivery;
import dev.vouch.bus.FailureException;
import dev.vouch.bus.Failures;
import dev.vouch.bus.Inbox;
import dev.vouch.bus.Scope;
import dev.vouch.core.kernel.Metric;
import dev.vouch.crypto.RandomSource;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.messages.Answer;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.NetworkMessage;
import dev.vouch.messages.NetworkMessage.RequestProtocol;
import dev.vouch.messages.NetworkMessage.ResponsePayload;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.StatementDistributionInput.PeerConnected;
import dev.vouch.messages.StatementDistributionInput.PeerDisconnected;
import dev.vouch.messages.StatementDistributionInput.PeerMessage;
import dev.vouch.messages.StatementDistributionInput.PeerRequest;
import dev.vouch.messages.SubsystemName;
import dev.vouch.node.NodeContext;
import dev.vouch.node.ServiceVerticle;
import dev.vouch.node.blobs.BlobOrigin;
import dev.vouch.node.blobs.PeerBlobs;
import dev.vouch.node.link.Handshake.Accepted;
import dev.vouch.node.link.Handshake.Opened;
import dev.vouch.node.link.Handshake.Proven;
import dev.vouch.node.link.LinkMessage.Frame;
import dev.vouch.node.link.LinkMessage.Hello;
import dev.vouch.node.link.LinkMessage.Presence;
import dev.vouch.node.link.LinkMessage.Welcome;
import dev.vouch.primitives.PublicKey;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network of a validator among others on one clustered event bus. Finds peers by their
 * presence, lets them prove their keys, and carries notifications and requests in authenticated
 * frames.
 *
 * <p>Of two validators the one with the lower key says Hello. Everything between link and bridge
 * goes through the bridge's inbox in the order of this verticle's context.
 */
public final class EventBusLink extends ServiceVerticle {
  /**
   * Authorities of a network, past and future ones, and room; bounds what presence can make us
   * keep.
   */
  static final int MAX_PEERS = 2_048;

  /** Handshakes at a time: each costs two signature operations on a worker thread. */
  static final int MAX_HANDSHAKES = 64;

  /** Of the validation peer set (wire spec 3.2). */
  static final int MAX_NOTIFICATION_BYTES = 100 * 1_024;

  private static final Logger LOG = LoggerFactory.getLogger(EventBusLink.class);

  private final PublicKey self;
  private final LinkSettings settings;
  private final PeerBlobs peerBlobs;
  private final Handshake handshake;
  private final PeerSender sender;
  private final long boot = new SecureRandom().nextLong();

  /** By key, so that nothing depends on the order of a hash. */
  private final Map<PublicKey, LinkedPeer> peers = new TreeMap<>();

  private int handshakes;

  /**
   * @param key the authority discovery key
   * @param blobs where this node serves its blobs
   */
  public EventBusLink(
      NodeContext node,
      Sr25519KeyPair key,
      LinkSettings settings,
      BlobOrigin blobs,
      PeerBlobs peerBlobs) {
    super(SubsystemName.NETWORK, node);
    this.self = key.publicKey();
    this.settings = settings;
    this.peerBlobs = peerBlobs;
    this.handshake = new Handshake(key, RandomSource.system(), settings.network(), boot, blobs);
    this.sender = new PeerSender(() -> vertx.eventBus(), self);
  }

  @Override
  protected Future<?> prepare() {
    Scope all = vertx.isClustered() ? Scope.CLUSTER : Scope.LOCAL;
    String own = Addresses.peer(self);
    return Inbox.open(vertx, own, all, node().meters(), this::receive)
        .compose(
            inbox -> Inbox.open(vertx, Addresses.presence(), all, node().meters(), this::present))
        .onSuccess(
            inbox -> {
              vertx.setPeriodic(0, settings.presenceMillis(), tick -> tick());
              vertx.setPeriodic(1_000, second -> peers.values().forEach(p -> p.standing.fade()));
            });
  }

  @Override
  protected Future<? extends Answer> serve(Message message) {
    return switch (message) {
      case NetworkMessage.SendValidationMessage send -> {
        send.peers().stream()
            .flatMap(peer -> find(peer.value()).stream())
            .forEach(peer -> sender.notify(peer, send.notification()));
        yield Future.succeededFuture();
      }
      case NetworkMessage.SendRequest request -> request(request);
      case NetworkMessage.ReportPeer report -> {
        find(report.peer().value()).ifPresent(peer -> report(peer, report));
        yield Future.succeededFuture();
      }
      default -> failed(Failure.Kind.BAD_REQUEST, "not for the network: " + message.getClass());
    };
  }

  private Optional<LinkedPeer> find(String hex) {
    return hex.length() == 2 * PublicKey.LENGTH
        ? Optional.ofNullable(peers.get(PublicKey.fromHex(hex)))
        : Optional.empty();
  }

  private Future<ResponsePayload> request(NetworkMessage.SendRequest request) {
    return find(request.peer().value())
        .flatMap(peer -> sender.request(peer, request))
        .orElseGet(
            () -> failed(Failure.Kind.NO_HANDLER, "peer " + request.peer() + " is not connected"));
  }

  private void report(LinkedPeer peer, NetworkMessage.ReportPeer report) {
    LOG.debug("{} reports {}: {} {}", node().node(), peer.id(), report.value(), report.reason());
    peer.standing.report(report.value());
    if (peer.standing.banned()) {
      LOG.warn("{} cuts off peer {}: {}", node().node(), peer.id(), report.reason());
      disconnect(peer);
    }
  }

  private void tick() {
    vertx.eventBus().publish(Addresses.presence(), new Presence(self, boot));
    long silent = now() - settings.silenceMillis();
    peers.values().stream()
        .filter(peer -> peer.silentSince(silent))
        .toList()
        .forEach(this::disconnect);
    peers.values().removeIf(peer -> peer.forgettable(silent));
    peers.values().forEach(sender::alive);
  }

  private void present(Delivery delivery) {
    if (!(delivery.body() instanceof Presence(PublicKey authority, long theirBoot))) {
      throw bad("presence is told here");
    }
    if (authority.equals(self)) {
      if (theirBoot != boot) {
        LOG.warn("another node on this bus uses the authority key {}", self);
      }
      return;
    }
    peer(authority).ifPresent(peer -> seen(peer, theirBoot));
  }

  private Optional<LinkedPeer> peer(PublicKey authority) {
    if (!peers.containsKey(authority) && peers.size() >= MAX_PEERS) {
      return Optional.empty();
    }
    return Optional.of(peers.computeIfAbsent(authority, LinkedPeer::new));
  }

  private void seen(LinkedPeer peer, long theirBoot) {
    peer.seen(now());
    if (self.compareTo(peer.authority()) < 0
        && handshakes < MAX_HANDSHAKES
        && peer.needsGreeting(theirBoot)) {
      handshakes++;
      peer.greeting(true);
      greet(peer)
          .onComplete(
              done -> {
                handshakes--;
                peer.greeting(false);
                if (done.failed()) {
                  LOG.debug("{} got no welcome of {}", node().node(), peer.id(), done.cause());
                }
              });
    }
  }

  private Future<Void> greet(LinkedPeer peer) {
    return offLoop(() -> handshake.open(peer.authority()))
        .compose(opened -> sendHello(peer, opened));
  }

  private Future<Void> sendHello(LinkedPeer peer, Opened opened) {
    return vertx
        .eventBus()
        .<Welcome>request(
            Addresses.peer(peer.authority()),
            opened.hello(),
            new DeliveryOptions().setSendTimeout(opened.hello().timeoutMillis()))
        .compose(
            reply -> {
              Welcome welcome = reply.body();
              return offLoop(() -> handshake.complete(opened, welcome));
            })
        .map(
            proven -> {
              connect(peer, proven.orElseThrow(() -> bad("the welcome proves nothing")));
              sender.alive(peer);
              return null;
            });
  }

  private void receive(Delivery delivery) {
    switch (delivery.body()) {
      case Hello hello -> welcome(hello, delivery);
      case Frame frame -> take(frame, delivery);
      default -> throw bad("a link takes hellos and frames");
    }
  }

  private void welcome(Hello hello, Delivery delivery) {
    LinkedPeer peer =
        peer(hello.introduction().from())
            .filter(known -> !known.standing.banned())
            .orElseThrow(() -> bad("not welcome"));
    if (handshakes >= MAX_HANDSHAKES) {
      throw new FailureException(Failure.Kind.OVERLOADED, "too many handshakes");
    }
    handshakes++;
    offLoop(() -> handshake.accept(hello))
        .onComplete(
            done -> {
              handshakes--;
              if (done.failed() || done.result().isEmpty()) {
                node().meters().count(Metric.PEER_SIGNATURES_BAD, 1);
                delivery.fail(new Failure(Failure.Kind.BAD_REQUEST, "the hello proves nothing"));
                return;
              }
              Accepted accepted = done.result().orElseThrow();
              peer.welcome(accepted.unconfirmed());
              delivery.reply(Outcome.answered(accepted.welcome()));
            });
  }

  private void take(Frame frame, Delivery delivery) {
    LinkedPeer peer = peers.get(frame.from());
    if (peer == null || !genuine(peer, frame)) {
      throw bad("the frame is of no session with its sender");
    }
    switch (frame.kind()) {
      case ALIVE -> {}
      case NOTIFICATION -> {
        if (frame.payload().length() > MAX_NOTIFICATION_BYTES) {
          node().meters().count(Metric.PEER_MESSAGES_MALFORMED, 1);
          throw bad("a notification of " + frame.payload().length() + " bytes");
        }
        node().client().send(new PeerMessage(peer.id(), frame.payload()), 0);
      }
      case REQUEST -> answer(peer, frame, delivery);
    }
  }

  private boolean genuine(LinkedPeer peer, Frame frame) {
    if (peer.hears(frame, now())) {
      return true;
    }
    Optional<Proven> confirmed = peer.confirmedBy(frame);
    confirmed.ifPresent(proven -> connect(peer, proven));
    return confirmed.isPresent();
  }

  private void answer(LinkedPeer peer, Frame frame, Delivery delivery) {
    if (frame.payload().length() > RequestProtocol.ATTESTED_CANDIDATE_V2.maxRequestBytes()) {
      throw bad("a request of " + frame.payload().length() + " bytes");
    }
    Session session = peer.session().orElseThrow(() -> bad("not connected"));
    node()
        .client()
        .request(new PeerRequest(peer.id(), frame.payload()))
        .onSuccess(a -> delivery.reply(Outcome.answered(session.answer(frame, a.payload()))))
        .onFailure(cause -> delivery.fail(Failures.of(cause)));
  }

  private void connect(LinkedPeer peer, Proven proven) {
    disconnect(peer);
    peer.connect(proven, now());
    peerBlobs.put(peer.authority(), proven.blobs());
    node().client().send(new PeerConnected(peer.id(), List.of(peer.authority())), 0);
  }

  private void disconnect(LinkedPeer peer) {
    if (peer.isConnected()) {
      peer.disconnect();
      peerBlobs.remove(peer.authority());
      node().client().send(new PeerDisconnected(peer.id()), 0);
    }
  }

  private long now() {
    return node().clockMillis().getAsLong();
  }

  private static FailureException bad(String reason) {
    return new FailureException(Failure.Kind.BAD_REQUEST, reason);
  }

  /** Signs or verifies on a worker thread. */
  private <T> Future<T> offLoop(Callable<T> work) {
    return vertx.executeBlocking(work, false);
  }
}
