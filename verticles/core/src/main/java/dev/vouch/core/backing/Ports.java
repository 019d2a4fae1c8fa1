package dev.vouch.core.backing;

import dev.vouch.core.kernel.Asker;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.core.kernel.Metric;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.Message;
import dev.vouch.primitives.CandidateDescriptor;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import java.util.function.Supplier;

/** What the parts of candidate backing can do to the world; given by the subsystem. */
interface Ports extends Asker {
  void send(Message message);

  void count(Metric metric, long amount);

  void time(Metric metric, long millis);

  long nowMillis();

  /** Runs a handler of its own, after the one in hand. */
  void post(Supplier<Pending<Done>> handler);

  long startTimer(long delayMillis, Runnable action);

  void cancelTimer(long timer);

  void explain(
      Explanation.Step step,
      CandidateDescriptor descriptor,
      CandidateHash candidate,
      String detail);

  /** About a block rather than a candidate. */
  void explain(Explanation.Step step, Hash schedulingParent, String detail);
}
