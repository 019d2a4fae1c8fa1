package dev.vouch.node.link;

import static dev.vouch.node.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.bus.Addresses;
import dev.vouch.bus.BusCodecs;
import dev.vouch.bus.Delivery;
import dev.vouch.bus.Inbox;
import dev.vouch.bus.Routes;
import dev.vouch.bus.Scope;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.messages.Failure;
import dev.vouch.messages.NetworkMessage.ReportPeer;
import dev.vouch.messages.NetworkMessage.RequestProtocol;
import dev.vouch.messages.NetworkMessage.ResponsePayload;
import dev.vouch.messages.NetworkMessage.SendRequest;
import dev.vouch.messages.NetworkMessage.SendValidationMessage;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.PeerId;
import dev.vouch.messages.StatementDistributionInput.PeerConnected;
import dev.vouch.messages.StatementDistributionInput.PeerDisconnected;
import dev.vouch.messages.StatementDistributionInput.PeerMessage;
import dev.vouch.messages.StatementDistributionInput.PeerRequest;
import dev.vouch.messages.SubsystemName;
import dev.vouch.node.NodeContext;
import dev.vouch.node.NodeMeters;
import dev.vouch.node.blobs.BlobOrigin;
import dev.vouch.node.blobs.PeerBlobs;
import dev.vouch.node.link.LinkMessage.Frame;
import dev.vouch.node.link.LinkMessage.Hello;
import dev.vouch.node.link.LinkMessage.Kind;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventBusLinkTest {
  private static final LinkSettings QUICK = new LinkSettings(Hash.ZERO, 50, 1_000);

  private final Vertx vertx = Vertx.vertx();

  EventBusLinkTest() {
    BusCodecs.register(vertx);
    BusCodecs.register(vertx, "link", List.of(LinkMessage.class));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** A validator whose bridge notes what it hears and answers requests with their payload twice. */
  private final class Node {
    final Sr25519KeyPair key;
    final NodeContext context;
    final PeerBlobs blobs = new PeerBlobs();
    final LinkedBlockingQueue<Record> heard = new LinkedBlockingQueue<>();
    String deployment = "";

    Node(String name, LinkSettings settings) {
      key = Sr25519KeyPair.fromUri("//" + name);
      context =
          NodeContext.of(vertx, Routes.local(name), new NodeMeters(new SimpleMeterRegistry()));
      await(
          Inbox.open(
              vertx,
              context.routes().to(SubsystemName.STATEMENT_DISTRIBUTION),
              Scope.LOCAL,
              context.meters(),
              this::hear));
      start(settings);
    }

    void start(LinkSettings settings) {
      BlobOrigin origin = new BlobOrigin("127.0.0.1", 4_000);
      deployment =
          await(vertx.deployVerticle(new EventBusLink(context, key, settings, origin, blobs)));
    }

    private void hear(Delivery delivery) {
      if (delivery.body() instanceof PeerRequest(PeerId peer, Bytes payload)) {
        delivery.reply(Outcome.answered(new ResponsePayload(Bytes.concat(payload, payload))));
      }
      heard.add(delivery.body());
    }

    PeerId id() {
      return new PeerId(key.publicKey().toHex());
    }

    Record next() throws InterruptedException {
      Record next = heard.poll(10, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing was heard");
      }
      return next;
    }
  }

  private static PeerConnected connected(Node node) {
    return new PeerConnected(node.id(), List.of(node.key.publicKey()));
  }

  @Test
  void validatorsOnOneBusFindEachOtherAndProveTheirKeys() throws InterruptedException {
    Node alice = new Node("alice", QUICK);
    Node bob = new Node("bob", QUICK);

    assertThat(alice.next()).isEqualTo(connected(bob));
    assertThat(bob.next()).isEqualTo(connected(alice));
    Bytes notification = Bytes.fromHex("0103");
    alice.context.client().send(new SendValidationMessage(List.of(bob.id()), notification), 0);
    assertThat(bob.next()).isEqualTo(new PeerMessage(alice.id(), notification));
    ResponsePayload answer =
        await(
            bob.context
                .client()
                .request(
                    new SendRequest(
                        alice.id(), RequestProtocol.ATTESTED_CANDIDATE_V2, Bytes.fromHex("aa"))));
    assertThat(answer.payload()).isEqualTo(Bytes.fromHex("aaaa"));
  }

  @Test
  void aPeerThatIsNotConnectedFailsAtOnce() {
    Node alice = new Node("alice", QUICK);
    Outcome<ResponsePayload> outcome =
        await(
            alice
                .context
                .client()
                .ask(
                    new SendRequest(
                        new PeerId("00".repeat(32)),
                        RequestProtocol.ATTESTED_CANDIDATE_V2,
                        Bytes.EMPTY),
                    0));

    assertThat(((Outcome.Failed<?>) outcome).failure().kind()).isEqualTo(Failure.Kind.NO_HANDLER);
  }

  @Test
  void aPeerThatGoesAwayIsDisconnectedAndComesBack() throws InterruptedException {
    Node alice = new Node("alice", QUICK);
    Node bob = new Node("bob", QUICK);
    assertThat(alice.next()).isEqualTo(connected(bob));
    await(vertx.undeploy(bob.deployment));
    assertThat(alice.next()).isEqualTo(new PeerDisconnected(bob.id()));

    bob.start(QUICK);
    assertThat(alice.next()).isEqualTo(connected(bob));
  }

  @Test
  void aPeerThatRestartsQuicklyIsAnnouncedAnew() throws InterruptedException {
    LinkSettings patient = new LinkSettings(Hash.ZERO, 50, 60_000);
    Node alice = new Node("alice", patient);
    Node bob = new Node("bob", patient);
    assertThat(alice.next()).isEqualTo(connected(bob));
    assertThat(bob.next()).isEqualTo(connected(alice));
    await(vertx.undeploy(bob.deployment));
    bob.start(patient);

    assertThat(alice.next()).isEqualTo(new PeerDisconnected(bob.id()));
    assertThat(alice.next()).isEqualTo(connected(bob));
    assertThat(bob.next()).isEqualTo(connected(alice));
  }

  @Test
  void aMemberOfTheBusCannotSpeakForAPeerNorReplayIt() throws InterruptedException {
    LinkedBlockingQueue<Frame> tapped = new LinkedBlockingQueue<>();
    Node alice = new Node("alice", QUICK);
    Node bob = new Node("bob", QUICK);
    assertThat(bob.next()).isEqualTo(connected(alice));
    String bobsAddress = Addresses.peer(bob.key.publicKey());
    vertx
        .eventBus()
        .addOutboundInterceptor(
            sent -> {
              if (sent.message().address().equals(bobsAddress)
                  && sent.body() instanceof Frame frame
                  && frame.kind() == Kind.NOTIFICATION) {
                tapped.add(frame);
              }
              sent.next();
            });
    alice
        .context
        .client()
        .send(new SendValidationMessage(List.of(bob.id()), Bytes.fromHex("0103")), 0);
    assertThat(bob.next()).isInstanceOf(PeerMessage.class);
    Frame genuine = tapped.take();
    Frame forged =
        new Frame(
            genuine.from(),
            genuine.session(),
            genuine.sequence() + 1_000,
            genuine.kind(),
            Bytes.fromHex("0104"),
            genuine.mac());

    for (Frame attack : List.of(genuine, forged)) {
      assertThatThrownBy(() -> await(vertx.eventBus().request(bobsAddress, attack)))
          .isInstanceOfSatisfying(
              ReplyException.class,
              e -> assertThat(e.failureCode()).isEqualTo(Failure.Kind.BAD_REQUEST.code()));
    }
    assertThat(bob.heard).isEmpty();
  }

  @Test
  void aHelloWithoutTheKeyProvesNothing() throws Exception {
    Node bob = new Node("bob", QUICK);
    Sr25519KeyPair mallory = Sr25519KeyPair.fromUri("//Mallory");
    Handshake other =
        new Handshake(
            mallory,
            dev.vouch.crypto.RandomSource.system(),
            Hash.ZERO,
            1,
            new BlobOrigin("127.0.0.1", 1));
    Hello honest = other.open(bob.key.publicKey()).hello();
    PublicKey alice = Sr25519KeyPair.fromUri("//alice").publicKey();
    LinkMessage.Introduction said = honest.introduction();
    Hello pretending =
        new Hello(
            new LinkMessage.Introduction(
                alice, said.to(), said.boot(), said.ephemeral(), said.blobHost(), said.blobPort()),
            honest.signature());

    assertThatThrownBy(
            () -> await(vertx.eventBus().request(Addresses.peer(bob.key.publicKey()), pretending)))
        .hasMessageContaining("proves nothing");
    assertThat(bob.heard).isEmpty();
  }

  @Test
  void validatorsOfAnotherNetworkDoNotConnect() throws InterruptedException {
    Node alice = new Node("alice", QUICK);
    Node stranger = new Node("stranger", new LinkSettings(Hash.blake2b256(Bytes.EMPTY), 50, 1_000));
    Node bob = new Node("bob", QUICK);

    assertThat(alice.next()).isEqualTo(connected(bob));
    assertThat(bob.next()).isEqualTo(connected(alice));
    assertThat(stranger.heard).isEmpty();
  }

  @Test
  void aPeerWithAnAwfulStandingIsCutOff() throws InterruptedException {
    Node alice = new Node("alice", QUICK);
    Node bob = new Node("bob", QUICK);
    assertThat(alice.next()).isEqualTo(connected(bob));
    alice.context.client().send(new ReportPeer(bob.id(), Integer.MIN_VALUE, "a test"), 0);

    assertThat(alice.next()).isEqualTo(new PeerDisconnected(bob.id()));
  }
}
