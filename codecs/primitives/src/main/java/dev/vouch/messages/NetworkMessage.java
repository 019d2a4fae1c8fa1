package dev.vouch.messages;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.ProtocolNames;
import java.util.List;

/** What subsystems ask of the network link behind the bridge (backing spec 4.3). */
public sealed interface NetworkMessage extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.NETWORK;
  }

  /** A notification of the validation peer set: a complete WireMessage (wire spec 3.3). */
  record SendValidationMessage(List<PeerId> peers, Bytes notification) implements NetworkMessage {
    public SendValidationMessage {
      peers = List.copyOf(peers);
    }
  }

  /** A request to one peer; {@link Failure.Kind#NO_HANDLER} at once if it is not connected. */
  record SendRequest(PeerId peer, RequestProtocol protocol, Bytes payload)
      implements NetworkMessage, Request<ResponsePayload> {
    @Override
    public long timeoutMillis() {
      return protocol.timeoutMillis();
    }
  }

  record ResponsePayload(Bytes payload) implements Answer {}

  /** Changes a peer's reputation; negative values are costs (backing spec 4.17). */
  record ReportPeer(PeerId peer, int value, String reason) implements NetworkMessage {}

  /** Request/response protocols with their limits (wire spec 3.6). */
  enum RequestProtocol {
    ATTESTED_CANDIDATE_V2(ProtocolNames.Request.ATTESTED_CANDIDATE_V2);

    private final ProtocolNames.Request protocol;

    RequestProtocol(ProtocolNames.Request protocol) {
      this.protocol = protocol;
    }

    public int maxRequestBytes() {
      return ProtocolNames.Request.MAX_REQUEST_BYTES;
    }

    public int maxResponseBytes() {
      return protocol.maxResponseBytes();
    }

    public long timeoutMillis() {
      return protocol.timeoutMillis();
    }
  }
}
