package dev.vouch.core.backing;

import dev.vouch.core.kernel.Asker;
import dev.vouch.core.kernel.Outcomes;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;

/**
 * Whether version 3 receipts were ever enabled in the session of a finalized block (backing CB-9).
 * Set once, never cleared.
 */
final class V3Flag {
  private final Asker asker;
  private final SessionFacts sessions;
  private boolean seen;

  V3Flag(Asker asker, SessionFacts sessions) {
    this.asker = asker;
    this.sessions = sessions;
  }

  boolean isSeen() {
    return seen;
  }

  /** Asks only while the flag is unset; a missing answer is asked for again at the next block. */
  Pending<Done> onFinalized(Hash block) {
    if (seen) {
      return Pending.done();
    }
    return Outcomes.then(
            asker.ask(new RuntimeApiMessage.SessionIndexForChild(block)),
            session -> sessions.features(block, session.session()))
        .map(
            outcome -> {
              seen =
                  outcome instanceof Outcome.Answered<NodeFeatures>(NodeFeatures features)
                      && features.has(NodeFeatures.Feature.CANDIDATE_RECEIPT_V3);
              return Done.DONE;
            });
  }
}
