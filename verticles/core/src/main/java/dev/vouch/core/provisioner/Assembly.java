package dev.vouch.core.provisioner;

import dev.vouch.core.kernel.Asker;
import dev.vouch.core.kernel.Outcomes;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.BackableCandidateRef;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.ProspectiveParachainsMessage;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the backed candidates for the block on top of one leaf (PV-3, PV-5, PV-6). */
final class Assembly {
  private final Asker asker;
  private final Hash leaf;
  private final long leafNumber;
  private final SortedMap<ParaId, List<BackableCandidateRef>> backable = new TreeMap<>();
  private Optional<Failure> failure = Optional.empty();

  Assembly(Asker asker, Hash leaf, long leafNumber) {
    this.asker = asker;
    this.leaf = leaf;
    this.leafNumber = leafNumber;
  }

  Pending<Outcome<List<BackedCandidate>>> run() {
    return Outcomes.then(
        asker.ask(new RuntimeApiMessage.AvailabilityCores(leaf)),
        cores -> {
          Wanted wanted = Wanted.of(cores.cores(), leafNumber + 1);
          return Pending.forEach(wanted.paras(), para -> ask(para, wanted))
              .flatMap(done -> failure.isPresent() ? Outcomes.failed(failure.get()) : backed());
        });
  }

  private Pending<Done> ask(ParaId para, Wanted wanted) {
    if (failure.isPresent()) {
      return Pending.done();
    }
    return asker
        .ask(
            new ProspectiveParachainsMessage.GetBackableCandidates(
                leaf, para, wanted.count(para), wanted.ancestors(para)))
        .map(
            outcome -> {
              switch (outcome) {
                case Outcome.Failed<ProspectiveParachainsMessage.BackableRefs>(Failure f) ->
                    failure = Optional.of(f);
                case Outcome.Answered<ProspectiveParachainsMessage.BackableRefs>(var refs) -> {
                  if (!refs.candidates().isEmpty()) {
                    backable.put(para, refs.candidates());
                  }
                }
              }
              return Done.DONE;
            });
  }

  private Pending<Outcome<List<BackedCandidate>>> backed() {
    if (backable.isEmpty()) {
      return Outcomes.of(List.of());
    }
    return Outcomes.map(
        asker.ask(new CandidateBackingMessage.GetBackableCandidates(backable)),
        answer -> Selection.merge(answer.candidates()));
  }
}
