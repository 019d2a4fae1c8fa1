package dev.vouch.core.backing;

import dev.vouch.core.kernel.Asker;
import dev.vouch.core.kernel.Outcomes;
import dev.vouch.core.kernel.Pending;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SignerMessage;
import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.CoreState;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import dev.vouch.primitives.ScheduledCore;
import dev.vouch.primitives.ValidatorIndex;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Collects the context of a scheduling parent (backing spec 2.8). A missing answer fails the build
 * and the block is skipped; the reference ends the node when an answer is dropped, which a local
 * hiccup does not deserve.
 */
final class ContextBuilder {
  private final Asker asker;
  private final SessionFacts sessions;

  ContextBuilder(Asker asker, SessionFacts sessions) {
    this.asker = asker;
    this.sessions = sessions;
  }

  private record SessionPart(
      long index, List<PublicKey> validators, NodeFeatures features, OptionalInt minimumVotes) {}

  private record BlockPart(CoreAssignments assignments, Set<ValidatorIndex> disabled) {}

  Pending<Outcome<SchedulingContext>> build(Hash parent, boolean observeOnly) {
    // All four leave before any answer is awaited.
    var session = asker.ask(new RuntimeApiMessage.SessionIndexForChild(parent));
    var groups = asker.ask(new RuntimeApiMessage.ValidatorGroups(parent));
    var claims = asker.ask(new RuntimeApiMessage.GetClaimQueue(parent));
    var disabled = asker.ask(new RuntimeApiMessage.DisabledValidators(parent));
    return Outcomes.then(
        session,
        index ->
            Outcomes.then(
                sessionPart(parent, index.session(), groups),
                its ->
                    Outcomes.then(
                        blockPart(parent, groups, claims, disabled),
                        block -> withKeys(parent, its, block, observeOnly))));
  }

  private Pending<Outcome<SessionPart>> sessionPart(
      Hash parent, long index, Pending<Outcome<RuntimeApiMessage.Groups>> groups) {
    return Outcomes.then(
        sessions.validators(parent, index),
        validators ->
            Outcomes.then(
                sessions.features(parent, index),
                features ->
                    Outcomes.then(
                        groups,
                        known ->
                            Outcomes.map(
                                sessions.minimumBackingVotes(parent, index),
                                votes -> new SessionPart(index, validators, features, votes)))));
  }

  private Pending<Outcome<BlockPart>> blockPart(
      Hash parent,
      Pending<Outcome<RuntimeApiMessage.Groups>> groups,
      Pending<Outcome<RuntimeApiMessage.Claims>> claims,
      Pending<Outcome<RuntimeApiMessage.Disabled>> disabled) {
    var claimQueue =
        Outcomes.orIfNotSupported(
            Outcomes.map(claims, RuntimeApiMessage.Claims::claimQueue),
            failure -> claimsFromCores(parent));
    Pending<Outcome<Set<ValidatorIndex>>> disabledSet =
        Outcomes.orIfNotSupported(
            Outcomes.map(disabled, answer -> disabledSet(answer.validators())),
            failure -> Outcomes.of(Set.of()));
    return Outcomes.then(
        groups,
        known ->
            Outcomes.then(
                claimQueue,
                queue ->
                    Outcomes.map(
                        disabledSet,
                        set ->
                            new BlockPart(
                                new CoreAssignments(known.groups(), known.rotation(), queue),
                                set))));
  }

  private static Set<ValidatorIndex> disabledSet(List<ValidatorIndex> validators) {
    return new LinkedHashSet<>(validators);
  }

  /** Runtimes without a claim queue know at most one para per core. */
  private Pending<Outcome<ClaimQueue>> claimsFromCores(Hash parent) {
    return Outcomes.map(
        asker.ask(new RuntimeApiMessage.AvailabilityCores(parent)),
        answer -> {
          SortedMap<CoreIndex, List<ParaId>> queue = new TreeMap<>();
          for (int core = 0; core < answer.cores().size(); core++) {
            Optional<ParaId> para = nextPara(answer.cores().get(core));
            if (para.isPresent()) {
              queue.put(new CoreIndex(core), List.of(para.get()));
            }
          }
          return new ClaimQueue(queue);
        });
  }

  private static Optional<ParaId> nextPara(CoreState state) {
    return switch (state) {
      case CoreState.Free free -> Optional.empty();
      case CoreState.Scheduled scheduled -> Optional.of(scheduled.core().paraId());
      case CoreState.Occupied occupied ->
          occupied.core().nextUpOnAvailable().map(ScheduledCore::paraId);
    };
  }

  private Pending<Outcome<SchedulingContext>> withKeys(
      Hash parent, SessionPart session, BlockPart block, boolean observeOnly) {
    return Outcomes.map(
        asker.ask(new SignerMessage.GetValidatorKeys()),
        held ->
            new SchedulingContext(
                parent,
                session.index(),
                session.validators().size(),
                session.features(),
                block.assignments(),
                block.disabled(),
                local(session.validators(), held.keys(), block.disabled()),
                session.minimumVotes(),
                observeOnly));
  }

  /** The first validator of the session whose key is held here. */
  private static Optional<LocalValidator> local(
      List<PublicKey> validators, List<PublicKey> held, Set<ValidatorIndex> disabled) {
    for (int i = 0; i < validators.size(); i++) {
      if (held.contains(validators.get(i))) {
        ValidatorIndex index = new ValidatorIndex(i);
        return Optional.of(new LocalValidator(validators.get(i), index, disabled.contains(index)));
      }
    }
    return Optional.empty();
  }
}
