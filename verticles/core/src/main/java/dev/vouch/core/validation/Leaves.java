package dev.vouch.core.validation;

import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.OverseerSignal.ActivatedLeaf;
import dev.vouch.messages.OverseerSignal.ActiveLeaves;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.Limits;
import dev.vouch.primitives.NodeFeatures;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What candidate validation does when leaves change: first the host learns which backing jobs still
 * make sense, then session, V3 flag and next-session preparation follow (validation 1.10).
 */
final class Leaves {
  private final Context context;
  private final RuntimeCalls runtime;
  private final ValidationConfig config;
  private final NextSession nextSession;
  private Optional<Hash> last = Optional.empty();
  private OptionalLong session = OptionalLong.empty();
  private boolean v3Seen;
  private boolean featuresMissing;

  Leaves(Context context, RuntimeCalls runtime, ValidationConfig config) {
    this.context = context;
    this.runtime = runtime;
    this.config = config;
    this.nextSession = new NextSession(context, runtime, config);
  }

  /** The newest leaf, also when it is no longer active (CV-53). */
  Optional<Hash> last() {
    return last;
  }

  boolean v3Seen() {
    return v3Seen;
  }

  boolean isNextSessionAuthority() {
    return nextSession.isAuthority();
  }

  Pending<Done> update(ActiveLeaves update) {
    return ancestors(update)
        .flatMap(
            ancestors -> {
              context.send(new PvfHostMessage.UpdateActiveLeaves(update, ancestors));
              return update.activated().map(this::activated).orElseGet(Pending::done);
            });
  }

  private Pending<List<Hash>> ancestors(ActiveLeaves update) {
    if (update.activated().isEmpty()) {
      return Pending.of(List.of());
    }
    Hash leaf = update.activated().get().hash();
    return RuntimeCalls.flat(
            runtime.sessionForChild(leaf),
            current ->
                RuntimeCalls.flat(
                    runtime.askOr(
                        new RuntimeApiMessage.SchedulingLookahead(leaf, current),
                        RuntimeApiMessage.Lookahead::blocks,
                        Limits.DEFAULT_SCHEDULING_LOOKAHEAD),
                    blocks ->
                        runtime.ask(
                            new ChainApiMessage.GetAncestors(leaf, Math.max(0, blocks - 1)))))
        .map(found -> found.map(ChainApiMessage.Ancestors::ancestors).orElseGet(List::of));
  }

  private Pending<Done> activated(ActivatedLeaf leaf) {
    last = Optional.of(leaf.hash());
    return runtime
        .sessionForChild(leaf.hash())
        .flatMap(
            found ->
                found
                    .filter(current -> session.isEmpty() || current > session.getAsLong())
                    .map(current -> newSession(leaf.hash(), current))
                    .orElseGet(() -> featuresAgain(leaf.hash())))
        .flatMap(done -> nextSession.prepare(leaf.hash()));
  }

  private Pending<Done> newSession(Hash leaf, long current) {
    session = OptionalLong.of(current);
    return lookForV3(leaf, current).flatMap(done -> nextSession.newSession(leaf, current));
  }

  /** A failed look-up is repeated on the next leaf (wire DV-6, the note for Java). */
  private Pending<Done> featuresAgain(Hash leaf) {
    return featuresMissing && session.isPresent()
        ? lookForV3(leaf, session.getAsLong())
        : Pending.done();
  }

  private Pending<Done> lookForV3(Hash leaf, long current) {
    if (v3Seen || !config.descriptorV3Known()) {
      return Pending.done();
    }
    return runtime
        .ask(new RuntimeApiMessage.GetNodeFeatures(leaf, current))
        .map(
            found -> {
              featuresMissing = found.isEmpty();
              v3Seen =
                  found.isPresent()
                      && found.get().features().has(NodeFeatures.Feature.CANDIDATE_RECEIPT_V3);
              return Done.DONE;
            });
  }
}
