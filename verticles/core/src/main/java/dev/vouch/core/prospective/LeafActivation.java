package dev.vouch.core.prospective;

import dev.vouch.core.kernel.Asker;
import dev.vouch.core.kernel.Outcomes;
import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.BackingConstraints;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds the chains of a new leaf, one request at a time (neighbours spec PP-2). */
final class LeafActivation {
  /** For runtimes that do not tell their scheduling lookahead. */
  static final int DEFAULT_LOOKAHEAD = 3;

  private final Asker asker;
  private final RelayParents relayParents;

  LeafActivation(Asker asker, RelayParents relayParents) {
    this.asker = asker;
    this.relayParents = relayParents;
  }

  private record Leaf(Hash hash, long number, Map<ParaId, Integer> claimedCores) {}

  /** The block's chains; empty when the runtime could not be asked. */
  Pending<Optional<TrackedBlock>> build(
      OverseerSignal.ActivatedLeaf leaf, Map<Hash, TrackedBlock> tracked) {
    return asker
        .ask(new RuntimeApiMessage.GetClaimQueue(leaf.hash()))
        .flatMap(
            outcome ->
                outcome instanceof Outcome.Answered<RuntimeApiMessage.Claims>(var claims)
                    ? withSession(
                        new Leaf(leaf.hash(), leaf.number(), claimedCores(claims.claimQueue())),
                        tracked)
                    : Pending.of(Optional.empty()));
  }

  /** Per para, the number of distinct cores that have it at any depth. */
  private static Map<ParaId, Integer> claimedCores(ClaimQueue queue) {
    Map<ParaId, Integer> cores = new TreeMap<>();
    queue
        .cores()
        .forEach(
            (core, paras) ->
                paras.stream().distinct().forEach(para -> cores.merge(para, 1, Integer::sum)));
    return cores;
  }

  private Pending<Optional<TrackedBlock>> withSession(Leaf leaf, Map<Hash, TrackedBlock> tracked) {
    return asker
        .ask(new RuntimeApiMessage.SessionIndexForChild(leaf.hash()))
        .flatMap(
            outcome ->
                outcome instanceof Outcome.Answered<RuntimeApiMessage.SessionIndex>(var session)
                    ? withLookahead(leaf, session.session(), tracked)
                    : Pending.of(Optional.empty()));
  }

  private Pending<Optional<TrackedBlock>> withLookahead(
      Leaf leaf, long session, Map<Hash, TrackedBlock> tracked) {
    return asker
        .ask(new RuntimeApiMessage.SchedulingLookahead(leaf.hash(), session))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Answered<RuntimeApiMessage.Lookahead>(var lookahead) ->
                      withAncestry(leaf, session, lookahead.blocks(), tracked);
                  case Outcome.Failed<RuntimeApiMessage.Lookahead>(Failure failure) ->
                      failure.kind() == Failure.Kind.NOT_SUPPORTED
                          ? withAncestry(leaf, session, DEFAULT_LOOKAHEAD, tracked)
                          : Pending.of(Optional.empty());
                });
  }

  private Pending<Optional<TrackedBlock>> withAncestry(
      Leaf leaf, long session, int lookahead, Map<Hash, TrackedBlock> tracked) {
    if (lookahead <= 1) {
      return chains(leaf, session, List.of(), tracked);
    }
    return asker
        .ask(new ChainApiMessage.GetAncestors(leaf.hash(), lookahead - 1))
        .flatMap(
            outcome ->
                outcome instanceof Outcome.Answered<ChainApiMessage.Ancestors>(var ancestors)
                    ? sameSession(ancestors.ancestors(), 0, session, new ArrayList<>())
                        .flatMap(
                            kept ->
                                kept.map(list -> chains(leaf, session, list, tracked))
                                    .orElseGet(() -> Pending.of(Optional.empty())))
                    : Pending.of(Optional.empty()));
  }

  /** The ancestors up to the session's first block; older ones are not asked. */
  private Pending<Optional<List<Hash>>> sameSession(
      List<Hash> ancestors, int next, long session, List<Hash> kept) {
    if (next == ancestors.size()) {
      return Pending.of(Optional.of(kept));
    }
    return asker
        .ask(new RuntimeApiMessage.SessionIndexForChild(ancestors.get(next)))
        .flatMap(
            outcome -> {
              if (!(outcome
                  instanceof Outcome.Answered<RuntimeApiMessage.SessionIndex>(var answer))) {
                return Pending.of(Optional.empty());
              }
              if (answer.session() != session) {
                return Pending.of(Optional.of(kept));
              }
              kept.add(ancestors.get(next));
              return sameSession(ancestors, next + 1, session, kept);
            });
  }

  private Pending<Optional<TrackedBlock>> chains(
      Leaf leaf, long session, List<Hash> ancestors, Map<Hash, TrackedBlock> tracked) {
    if (leaf.number() < ancestors.size()) {
      return Pending.of(Optional.empty());
    }
    TrackedBlock block =
        new TrackedBlock(SchedulingScope.of(leaf.hash(), leaf.number(), ancestors), session);
    Optional<TrackedBlock> previous =
        ancestors.isEmpty()
            ? Optional.empty()
            : Optional.ofNullable(tracked.get(ancestors.getFirst()));
    return Pending.forEach(
            List.copyOf(leaf.claimedCores().entrySet()),
            claim -> addPara(block, previous, claim.getKey(), claim.getValue()))
        .map(done -> Optional.of(block));
  }

  /** A para that cannot be read twice in a row is left out; the leaf's others stay (PP-6). */
  private Pending<Done> addPara(
      TrackedBlock block, Optional<TrackedBlock> previous, ParaId para, int cores) {
    return readPara(block, para)
        .flatMap(
            first ->
                first instanceof Outcome.Failed<Optional<ParaFacts>>
                    ? readPara(block, para)
                    : Pending.of(first))
        .map(
            outcome -> {
              if (outcome instanceof Outcome.Answered<Optional<ParaFacts>>(var facts)) {
                facts.ifPresent(f -> addChain(block, previous, para, cores, f));
              }
              return Done.DONE;
            });
  }

  /** What the runtime says of a para; absent when the para has no head or code. */
  private record ParaFacts(
      Constraints base, CandidateStorage storage, Map<CandidateHash, RelayParentInfo> pending) {}

  private Pending<Outcome<Optional<ParaFacts>>> readPara(TrackedBlock block, ParaId para) {
    Hash leaf = block.scheduling().leaf();
    return Outcomes.then(
        asker.ask(new RuntimeApiMessage.GetBackingConstraints(leaf, para)),
        answer ->
            answer
                .constraints()
                .map(constraints -> readPending(block, para, constraints))
                .orElseGet(() -> Outcomes.of(Optional.empty())));
  }

  private Pending<Outcome<Optional<ParaFacts>>> readPending(
      TrackedBlock block, ParaId para, BackingConstraints constraints) {
    Constraints base = RuntimeConstraints.toConstraints(constraints);
    ParaFacts facts = new ParaFacts(base, new CandidateStorage(), new LinkedHashMap<>());
    return Outcomes.then(
        asker.ask(
            new RuntimeApiMessage.CandidatesPendingAvailability(block.scheduling().leaf(), para)),
        list ->
            Outcomes.map(
                addPending(block, list.candidates(), 0, base.requiredParent(), facts),
                done -> Optional.of(facts)));
  }

  private static void addChain(
      TrackedBlock block,
      Optional<TrackedBlock> previous,
      ParaId para,
      int cores,
      ParaFacts facts) {
    Scope scope = Scope.of(block.scheduling(), facts.pending(), facts.base(), cores);
    FragmentChain chain = FragmentChain.init(scope, facts.storage());
    previous.map(p -> p.chains().get(para)).ifPresent(chain::populateFromPrevious);
    block.chains().put(para, chain);
  }

  /** Pending candidates in order, up to the first whose relay parent is not known. */
  private Pending<Outcome<Done>> addPending(
      TrackedBlock block,
      List<CommittedCandidateReceipt> pending,
      int next,
      HeadData parent,
      ParaFacts facts) {
    if (next == pending.size()) {
      return Outcomes.of(Done.DONE);
    }
    CommittedCandidateReceipt receipt = pending.get(next);
    long session = receipt.descriptor().sessionIndex().orElse(block.session());
    return Outcomes.then(
        relayParents.find(block.scheduling().leaf(), session, receipt.descriptor().relayParent()),
        found -> {
          if (found.info().isEmpty()) {
            return Outcomes.of(Done.DONE);
          }
          RelayParentInfo info = found.info().orElseThrow();
          PersistedValidationData pvd =
              new PersistedValidationData(
                  parent, info.number(), info.storageRoot(), facts.base().maxPovSize());
          if (!(CandidateEntry.of(receipt.hash(), receipt, pvd, true)
              instanceof Checked.Ok<CandidateEntry>(CandidateEntry entry))) {
            return Outcomes.of(Done.DONE);
          }
          facts.storage().merge(entry);
          facts.pending().put(receipt.hash(), info);
          return addPending(block, pending, next + 1, receipt.commitments().headData(), facts);
        });
  }
}
