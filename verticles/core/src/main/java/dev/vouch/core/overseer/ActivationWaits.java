package dev.vouch.core.overseer;

import dev.vouch.core.kernel.Effects;
import dev.vouch.core.kernel.ReplyTo;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerMessage;
import dev.vouch.primitives.Hash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who waits for the activation of which leaf (backing spec 1.7). */
final class ActivationWaits {
  /** Askers come from outside and may ask about blocks that never come. */
  static final int MAX_WAITING = 1_024;

  private final Map<Hash, List<ReplyTo>> waiting = new LinkedHashMap<>();
  private int count;

  void add(Hash leaf, ReplyTo asker, Effects out) {
    if (count >= MAX_WAITING) {
      out.reply(
          asker,
          Outcome.failed(
              Failure.Kind.OVERLOADED, MAX_WAITING + " askers wait for activations already"));
      return;
    }
    waiting.computeIfAbsent(leaf, hash -> new ArrayList<>()).add(asker);
    count++;
  }

  void activated(Hash leaf, Effects out) {
    take(leaf)
        .forEach(asker -> out.reply(asker, Outcome.answered(new OverseerMessage.Activated(leaf))));
  }

  void deactivated(Hash leaf, Effects out) {
    take(leaf).forEach(asker -> cancel(asker, "the leaf was deactivated: " + leaf, out));
  }

  void cancelAll(Effects out) {
    List.copyOf(waiting.keySet())
        .forEach(leaf -> take(leaf).forEach(asker -> cancel(asker, "the overseer stops", out)));
  }

  private List<ReplyTo> take(Hash leaf) {
    List<ReplyTo> askers = waiting.remove(leaf);
    if (askers == null) {
      return List.of();
    }
    count -= askers.size();
    return askers;
  }

  private static void cancel(ReplyTo asker, String reason, Effects out) {
    out.reply(asker, Outcome.failed(Failure.Kind.CANCELLED, reason));
  }
}
