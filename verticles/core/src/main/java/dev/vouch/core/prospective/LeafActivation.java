package dev.vouch.core.prospective;

import dev.vouch.core.kernel.Pending;
import dev.vouch.core.kernel.Pending.Done;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.RuntimeApiMessage;
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

  private final RelayParents.Asker asker;
  private final RelayParents relayParents;

  LeafActivation(RelayParents.Asker asker, RelayParents relayParents) {
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

  private Pending<Done> addPara(
      TrackedBlock block, Optional<TrackedBlock> previous, ParaId para, int cores) {
    Hash leaf = block.scheduling().leaf();
    return asker
        .ask(new RuntimeApiMessage.GetBackingConstraints(leaf, para))
        .flatMap(
            outcome -> {
              if (!(outcome instanceof Outcome.Answered<RuntimeApiMessage.Constraints>(var answer))
                  || answer.constraints().isEmpty()) {
                return Pending.done();
              }
              Constraints base =
                  RuntimeConstraints.toConstraints(answer.constraints().orElseThrow());
              return asker
                  .ask(new RuntimeApiMessage.CandidatesPendingAvailability(leaf, para))
                  .flatMap(
                      pending ->
                          pending
                                  instanceof
                                  Outcome.Answered<RuntimeApiMessage.PendingCandidates>(var list)
                              ? addChain(block, previous, para, cores, base, list.candidates())
                              : Pending.done());
            });
  }

  private Pending<Done> addChain(
      TrackedBlock block,
      Optional<TrackedBlock> previous,
      ParaId para,
      int cores,
      Constraints base,
      List<CommittedCandidateReceipt> pending) {
    CandidateStorage storage = new CandidateStorage();
    Map<CandidateHash, RelayParentInfo> inScope = new LinkedHashMap<>();
    return addPending(block, base, pending, 0, base.requiredParent(), storage, inScope)
        .map(
            done -> {
              Scope scope = Scope.of(block.scheduling(), inScope, base, cores);
              FragmentChain chain = FragmentChain.init(scope, storage);
              previous.map(p -> p.chains().get(para)).ifPresent(chain::populateFromPrevious);
              block.chains().put(para, chain);
              return done;
            });
  }

  /** Pending candidates in order, up to the first whose relay parent is not known. */
  private Pending<Done> addPending(
      TrackedBlock block,
      Constraints base,
      List<CommittedCandidateReceipt> pending,
      int next,
      HeadData parent,
      CandidateStorage storage,
      Map<CandidateHash, RelayParentInfo> inScope) {
    if (next == pending.size()) {
      return Pending.done();
    }
    CommittedCandidateReceipt receipt = pending.get(next);
    long session = receipt.descriptor().sessionIndex().orElse(block.session());
    return relayParents
        .find(block.scheduling().leaf(), session, receipt.descriptor().relayParent())
        .flatMap(
            outcome -> {
              if (!(outcome instanceof Outcome.Answered<RelayParents.Found>(var found))
                  || found.info().isEmpty()) {
                return Pending.done();
              }
              RelayParentInfo info = found.info().orElseThrow();
              PersistedValidationData pvd =
                  new PersistedValidationData(
                      parent, info.number(), info.storageRoot(), base.maxPovSize());
              if (!(CandidateEntry.of(receipt.hash(), receipt, pvd, true)
                  instanceof Checked.Ok<CandidateEntry>(CandidateEntry entry))) {
                return Pending.done();
              }
              storage.add(entry);
              inScope.put(receipt.hash(), info);
              return addPending(
                  block,
                  base,
                  pending,
                  next + 1,
                  receipt.commitments().headData(),
                  storage,
                  inScope);
            });
  }
}
