package dev.vouch.messages;

import dev.vouch.primitives.Bytes;
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
    ATTESTED_CANDIDATE_V2(1_000, 8 * 1024 * 1024, 2_500);

    private final int maxRequestBytes;
    private final int maxResponseBytes;
    private final long timeoutMillis;

    RequestProtocol(int maxRequestBytes, int maxResponseBytes, long timeoutMillis) {
      this.maxRequestBytes = maxRequestBytes;
      this.maxResponseBytes = maxResponseBytes;
      this.timeoutMillis = timeoutMillis;
    }

    public int maxRequestBytes() {
      return maxRequestBytes;
    }

    public int maxResponseBytes() {
      return maxResponseBytes;
    }

    public long timeoutMillis() {
      return timeoutMillis;
    }
  }
}
