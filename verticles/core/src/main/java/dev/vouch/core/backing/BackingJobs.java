package dev.vouch.core.backing;

import dev.vouch.core.kernel.Explanation.Step;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.core.view.Activation;
import dev.vouch.core.view.ImplicitView;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal.ActivatedLeaf;
import dev.vouch.messages.OverseerSignal.ActiveLeaves;
import dev.vouch.primitives.Hash;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jobs of all scheduling parents in view (backing spec 2.7). */
final class BackingJobs {
  private final Ports ports;
  private final ImplicitView view;
  private final ContextBuilder contexts;
  private final BackingConfig.StaleLeaves staleLeaves;
  private final Map<Hash, BackingJob> jobs = new LinkedHashMap<>();

  BackingJobs(
      Ports ports,
      ImplicitView view,
      ContextBuilder contexts,
      BackingConfig.StaleLeaves staleLeaves) {
    this.ports = ports;
    this.view = view;
    this.contexts = contexts;
    this.staleLeaves = staleLeaves;
  }

  Optional<BackingJob> find(Hash schedulingParent) {
    return Optional.ofNullable(jobs.get(schedulingParent));
  }

  Collection<BackingJob> all() {
    return Collections.unmodifiableCollection(jobs.values());
  }

  /** Whether this very job still runs; another one for the same block does not count. */
  boolean isCurrent(BackingJob job) {
    return find(job.context().parent()).filter(current -> current == job).isPresent();
  }

  Pending<Done> update(ActiveLeaves update) {
    // Activation comes first, so that shared ancestors are reused.
    Pending<Optional<Activation>> activation =
        update
            .activated()
            .map(leaf -> view.activate(leaf.hash()).map(Optional::of))
            .orElseGet(() -> Pending.of(Optional.empty()));
    return activation.flatMap(
        result -> {
          update.deactivated().forEach(view::deactivate);
          prune();
          return switch (result.orElseGet(Activation.AlreadyKnown::new)) {
            case Activation.Activated activated -> spawn(update.activated().orElseThrow());
            case Activation.AlreadyKnown known -> Pending.done();
            case Activation.Failed(String reason) -> {
              Hash leaf = update.activated().orElseThrow().hash();
              ports.explain(Step.ABSTAINED, leaf, "the leaf was not taken up: " + reason);
              yield Pending.done();
            }
          };
        });
  }

  private void prune() {
    jobs.values()
        .removeIf(
            job -> {
              boolean gone = !view.isStored(job.context().parent());
              if (gone) {
                job.cease();
              }
              return gone;
            });
  }

  private Pending<Done> spawn(ActivatedLeaf leaf) {
    if (!leaf.fresh() && staleLeaves == BackingConfig.StaleLeaves.SKIP) {
      return Pending.done();
    }
    List<Hash> parents =
        view.allowedParentsUnder(leaf.hash()).orElseGet(() -> List.of(leaf.hash()));
    return Pending.forEach(parents, parent -> spawn(parent, !leaf.fresh()));
  }

  private Pending<Done> spawn(Hash parent, boolean observeOnly) {
    if (jobs.containsKey(parent)) {
      return Pending.done();
    }
    return contexts
        .build(parent, observeOnly)
        .map(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<SchedulingContext>(SchedulingContext context) -> {
                    jobs.put(parent, new BackingJob(context));
                    yield Done.DONE;
                  }
                  // Skipped; tried again with the next leaf that allows the block.
                  case Outcome.Failed<SchedulingContext>(Failure failure) -> {
                    ports.explain(
                        Step.ABSTAINED, parent, "no work on this block: " + failure.reason());
                    yield Done.DONE;
                  }
                });
  }

  void ceaseAll() {
    jobs.values().forEach(BackingJob::cease);
    jobs.clear();
  }
}
