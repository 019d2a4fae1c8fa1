package dev.vouch.node.link;

import dev.vouch.bus.Addresses;
import dev.vouch.bus.FailureException;
import dev.vouch.messages.Failure;
import dev.vouch.messages.NetworkMessage;
import dev.vouch.messages.NetworkMessage.RequestProtocol;
import dev.vouch.messages.NetworkMessage.ResponsePayload;
import dev.vouch.node.link.LinkMessage.Frame;
import dev.vouch.node.link.LinkMessage.Kind;
import dev.vouch.node.link.LinkMessage.Response;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.PublicKey;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What goes out to a connected peer: frames that its session seals, sent to the address of its key.
 * Nothing goes to a peer without a session.
 */
final class PeerSender {
  private final Supplier<EventBus> bus;
  private final PublicKey self;

  /**
   * @param bus there when the first frame is sent
   */
  PeerSender(Supplier<EventBus> bus, PublicKey self) {
    this.bus = bus;
    this.self = self;
  }

  void notify(LinkedPeer peer, Bytes notification) {
    send(peer, Kind.NOTIFICATION, notification);
  }

  void alive(LinkedPeer peer) {
    send(peer, Kind.ALIVE, Bytes.EMPTY);
  }

  private void send(LinkedPeer peer, Kind kind, Bytes payload) {
    peer.session()
        .ifPresent(
            session ->
                bus.get()
                    .send(Addresses.peer(peer.authority()), session.seal(self, kind, payload)));
  }

  /** Empty if the peer is not connected. */
  Optional<Future<ResponsePayload>> request(LinkedPeer peer, NetworkMessage.SendRequest request) {
    return peer.session().map(session -> request(peer, session, request));
  }

  private Future<ResponsePayload> request(
      LinkedPeer peer, Session session, NetworkMessage.SendRequest request) {
    RequestProtocol protocol = request.protocol();
    Frame frame = session.seal(self, Kind.REQUEST, request.payload());
    return bus.get()
        .<Response>request(
            Addresses.peer(peer.authority()),
            frame,
            new DeliveryOptions().setSendTimeout(protocol.timeoutMillis()))
        .map(
            reply -> {
              Response response = reply.body();
              if (response.payload().length() > protocol.maxResponseBytes()
                  || !session.answers(frame, response)) {
                throw new FailureException(
                    Failure.Kind.EXECUTION, "the answer is too long or not by the peer");
              }
              return new ResponsePayload(response.payload());
            });
  }
}
