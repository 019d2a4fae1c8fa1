package dev.vouch.messages;

import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.CandidateReceipt;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ValidatorIndex;
import java.util.List;

/** Input of the provisioner (backing spec 5). */
public sealed interface ProvisionerMessage extends Message {
  @Override
  default SubsystemName to() {
    return SubsystemName.PROVISIONER;
  }

  /** Something that an author may want to put on chain. */
  record ProvisionableData(Hash schedulingParent, Provisionable data)
      implements ProvisionerMessage {}

  sealed interface Provisionable {
    record BackedCandidateReceipt(CandidateReceipt receipt) implements Provisionable {}

    record MisbehaviorReport(ValidatorIndex validator, Misbehavior misbehavior)
        implements Provisionable {}
  }

  /** What to put into the block on top of this leaf. */
  record RequestInherentData(Hash leaf) implements ProvisionerMessage, Request<InherentData> {
    /** Readiness after 2,000 ms (PV-1) and 500 ms of assembly (PV-3), rounded up. */
    @Override
    public long timeoutMillis() {
      return 3_000;
    }
  }

  record InherentData(List<BackedCandidate> backedCandidates) implements Answer {
    public InherentData {
      backedCandidates = List.copyOf(backedCandidates);
    }
  }

  /** The misbehaviour reports kept for a scheduling parent (seed A-24). */
  record GetMisbehaviorReports(Hash schedulingParent)
      implements ProvisionerMessage, Request<MisbehaviorReports> {}

  record MisbehaviorReports(List<Provisionable.MisbehaviorReport> reports) implements Answer {
    public MisbehaviorReports {
      reports = List.copyOf(reports);
    }
  }
}
