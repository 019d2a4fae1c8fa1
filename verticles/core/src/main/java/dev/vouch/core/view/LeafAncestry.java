package dev.vouch.core.view;

import dev.vouch.core.kernel.Asker;
import dev.vouch.core.kernel.Outcomes;
import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Hash;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds a leaf's allowed ancestors: the next {@code lookahead - 1} of the leaf's session (backing
 * spec 2.7, steps 2 to 5).
 */
final class LeafAncestry {
  /** For runtimes that do not know the call (backing spec 6.2). */
  private static final int DEFAULT_LOOKAHEAD = 3;

  /** A lookahead is a few blocks; a runtime that says more does not make us walk further. */
  static final int MAX_LOOKAHEAD = 64;

  private final Asker asker;

  LeafAncestry(Asker asker) {
    this.asker = asker;
  }

  /** Ancestors, newest first. */
  Pending<Outcome<List<Hash>>> of(Hash leaf) {
    return Outcomes.then(
        session(leaf),
        session ->
            Outcomes.then(
                lookahead(leaf, session),
                lookahead ->
                    Outcomes.then(
                        ancestors(leaf, lookahead),
                        ancestors -> sameSession(ancestors, 0, session, new ArrayList<>()))));
  }

  private Pending<Outcome<Long>> session(Hash block) {
    return Outcomes.map(
        asker.ask(new RuntimeApiMessage.SessionIndexForChild(block)),
        RuntimeApiMessage.SessionIndex::session);
  }

  private Pending<Outcome<Integer>> lookahead(Hash leaf, long session) {
    return Outcomes.orIfNotSupported(
        Outcomes.map(
            asker.ask(new RuntimeApiMessage.SchedulingLookahead(leaf, session)),
            answer -> Math.clamp(answer.blocks(), 0, MAX_LOOKAHEAD)),
        failure -> Outcomes.of(DEFAULT_LOOKAHEAD));
  }

  private Pending<Outcome<List<Hash>>> ancestors(Hash leaf, int lookahead) {
    int count = Math.max(0, lookahead - 1);
    return Outcomes.map(
        asker.ask(new ChainApiMessage.GetAncestors(leaf, count)),
        answer -> answer.ancestors().subList(0, Math.min(count, answer.ancestors().size())));
  }

  /** The first ancestor of another session ends the list; older ones are not asked about. */
  private Pending<Outcome<List<Hash>>> sameSession(
      List<Hash> ancestors, int index, long session, List<Hash> kept) {
    if (index == ancestors.size()) {
      return Outcomes.of(List.copyOf(kept));
    }
    Hash ancestor = ancestors.get(index);
    return Outcomes.then(
        session(ancestor),
        its -> {
          if (its != session) {
            return Outcomes.of(List.copyOf(kept));
          }
          kept.add(ancestor);
          return sameSession(ancestors, index + 1, session, kept);
        });
  }

  Pending<Outcome<Long>> number(Hash block) {
    return Outcomes.then(
        asker.ask(new ChainApiMessage.GetBlockHeader(block)),
        answer ->
            answer
                .header()
                .map(header -> Outcomes.of(header.number()))
                .orElseGet(
                    () ->
                        Outcomes.failed(
                            new Failure(Failure.Kind.UNAVAILABLE, "no header of block " + block))));
  }
}
