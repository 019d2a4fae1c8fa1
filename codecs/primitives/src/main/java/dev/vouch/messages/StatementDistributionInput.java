package dev.vouch.messages;

import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.SignedFullStatementWithPvd;
import java.util.List;

/** Input of statement distribution, the bridge (backing spec 4.3). */
public sealed interface StatementDistributionInput extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.STATEMENT_DISTRIBUTION;
  }

  /** Our own statement; comes before {@link Backed} of the same candidate (CB-8). */
  record Share(Hash schedulingParent, SignedFullStatementWithPvd statement)
      implements StatementDistributionInput {}

  /** The candidate has its quorum. */
  record Backed(CandidateHash candidateHash) implements StatementDistributionInput {}

  /** A peer connected; the keys are the authority discovery keys that it proved. */
  record PeerConnected(PeerId peer, List<PublicKey> authorities)
      implements StatementDistributionInput {
    public PeerConnected {
      authorities = List.copyOf(authorities);
    }
  }

  record PeerDisconnected(PeerId peer) implements StatementDistributionInput {}

  /** The leaves that a peer says it works on. */
  record PeerViewChange(PeerId peer, List<Hash> heads, long finalizedNumber)
      implements StatementDistributionInput {
    public PeerViewChange {
      heads = List.copyOf(heads);
    }
  }

  /** A notification as it came in: hostile. At most 100 KiB (wire spec 3.2). */
  record PeerMessage(PeerId peer, Bytes notification) implements StatementDistributionInput {}

  /** An attested-candidate request as it came in: hostile. At most 1,000 bytes. */
  record PeerRequest(PeerId peer, Bytes payload)
      implements StatementDistributionInput, Request<NetworkMessage.ResponsePayload> {
    @Override
    public long timeoutMillis() {
      return NetworkMessage.RequestProtocol.ATTESTED_CANDIDATE_V2.timeoutMillis();
    }
  }
}
