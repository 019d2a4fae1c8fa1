package dev.vouch.core.bridge;

import dev.vouch.core.kernel.Asker;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.Message;
import dev.vouch.messages.PeerId;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import java.util.Optional;
import java.util.function.Supplier;

/** What the parts of the bridge may do to the outside. */
interface Outside extends Asker {
  void send(Message message);

  void count(Metric metric, long amount);

  void report(PeerId peer, ReputationChange change);

  void explain(
      Optional<Hash> schedulingParent,
      Optional<CandidateHash> candidate,
      Explanation.Step step,
      String detail);

  /** Runs a handler after the one in hand. */
  void post(Supplier<Pending<Done>> handler);

  void after(long millis, Runnable action);

  long nowMillis();
}
