package dev.vouch.core.prospective;

import dev.vouch.core.testing.CoreHarness;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.HypotheticalCandidate;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.ProspectiveParachainsMessage.CandidateBacked;
import dev.vouch.messages.ProspectiveParachainsMessage.GetBackableCandidates;
import dev.vouch.messages.ProspectiveParachainsMessage.GetHypotheticalMembership;
import dev.vouch.messages.ProspectiveParachainsMessage.IntroduceSecondedCandidate;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.BackingConstraints;
import dev.vouch.primitives.BlockHeader;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.ClaimQueue;
import dev.vouch.primitives.CommittedCandidateReceipt;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.testing.TestCandidate;
import dev.vouch.primitives.testing.TestCandidateBuilder;
import dev.vouch.primitives.testing.TestHashes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A small relay chain around prospective parachains: blocks by number, forks by name. */
final class ProspectiveFixture {
  static final ParaId ONE = new ParaId(1);
  static final ParaId TWO = new ParaId(2);
  static final Hash LEAF = block(100);
  static final Hash NEXT = block(101);
  static final long MAX_POV = 1_000_000;

  final CoreHarness harness = new CoreHarness(new ProspectiveParachains());
  final Map<ParaId, HeadData> heads = new HashMap<>();
  final Map<ParaId, List<CommittedCandidateReceipt>> pending = new HashMap<>();
  final Map<Hash, Long> sessions = new HashMap<>();
  private final Map<Hash, Block> blocks = new LinkedHashMap<>();
  private final TreeMap<CoreIndex, List<ParaId>> claims = new TreeMap<>();
  int lookahead = 3;

  private record Block(Hash parent, long number) {}

  ProspectiveFixture() {
    claim(0, ONE, ONE, ONE);
    claim(1, TWO, TWO, TWO);
    heads.put(ONE, ChainFixture.head("010203"));
    heads.put(TWO, ChainFixture.head("020304"));
    for (int number = 96; number <= 110; number++) {
      blocks.put(block(number), new Block(block(number - 1), number));
    }
    var script = harness.script();
    script.on(
        RuntimeApiMessage.GetClaimQueue.class,
        call -> new RuntimeApiMessage.Claims(new ClaimQueue(claims)));
    script.on(
        RuntimeApiMessage.SessionIndexForChild.class,
        call -> new RuntimeApiMessage.SessionIndex(session(call.at())));
    script.on(
        RuntimeApiMessage.SchedulingLookahead.class,
        call -> new RuntimeApiMessage.Lookahead(lookahead));
    script.on(
        ChainApiMessage.GetAncestors.class,
        call -> new ChainApiMessage.Ancestors(ancestors(call.hash(), call.k())));
    script.on(
        ChainApiMessage.GetBlockHeader.class,
        call ->
            new ChainApiMessage.Header(
                Optional.ofNullable(blocks.get(call.hash()))
                    .map(
                        b ->
                            new BlockHeader(
                                b.parent(), b.number(), Hash.ZERO, Hash.ZERO, List.of()))));
    script.on(
        RuntimeApiMessage.AncestorRelayParentInfo.class,
        call ->
            new RuntimeApiMessage.RelayParentInfo(
                Optional.ofNullable(blocks.get(call.relayParent()))
                    .filter(b -> ancestors(call.at(), 99).contains(call.relayParent()))
                    .filter(b -> session(call.relayParent()) == call.session())
                    .map(b -> new RuntimeApiMessage.NumberAndStateRoot(b.number(), Hash.ZERO))));
    script.on(
        RuntimeApiMessage.GetBackingConstraints.class,
        call -> new RuntimeApiMessage.Constraints(constraints(call.at(), call.para())));
    script.on(
        RuntimeApiMessage.CandidatesPendingAvailability.class,
        call ->
            new RuntimeApiMessage.PendingCandidates(pending.getOrDefault(call.para(), List.of())));
  }

  void claim(int core, ParaId... paras) {
    claims.put(new CoreIndex(core), List.of(paras));
  }

  /** The block of the main chain with this number. */
  static Hash block(long number) {
    return TestHashes.filled((int) number);
  }

  /** A block with a name of its own on a block of any chain. */
  Hash fork(int name, Hash parent) {
    Hash hash = TestHashes.filled(name);
    Block on = blocks.get(parent);
    if (on == null) {
      throw new IllegalArgumentException("no block " + parent);
    }
    blocks.put(hash, new Block(parent, on.number() + 1));
    return hash;
  }

  private long session(Hash block) {
    return sessions.getOrDefault(block, 1L);
  }

  private List<Hash> ancestors(Hash of, int k) {
    List<Hash> ancestors = new ArrayList<>();
    Block block = blocks.get(of);
    while (block != null && ancestors.size() < k && blocks.containsKey(block.parent())) {
      ancestors.add(block.parent());
      block = blocks.get(block.parent());
    }
    return ancestors;
  }

  private Optional<BackingConstraints> constraints(Hash at, ParaId para) {
    Block block = blocks.get(at);
    HeadData head = heads.get(para);
    if (block == null || head == null) {
      return Optional.empty();
    }
    return Optional.of(
        new BackingConstraints(
            0,
            MAX_POV,
            1_000_000,
            20_480,
            10,
            1_000,
            10,
            List.of(),
            List.of(block.number()),
            List.of(),
            0,
            head,
            TestCandidate.valid().descriptor().validationCodeHash(),
            Optional.empty(),
            Optional.empty()));
  }

  void activate(Hash leaf, Hash... deactivated) {
    Block block = blocks.get(leaf);
    if (block == null) {
      throw new IllegalArgumentException("no block " + leaf);
    }
    harness.signal(
        new OverseerSignal.ActiveLeaves(
            Optional.of(new OverseerSignal.ActivatedLeaf(leaf, block.number(), true)),
            List.of(deactivated)));
  }

  TestCandidateBuilder builder(Hash relayParent, ParaId para, HeadData parent, HeadData head) {
    Block block = blocks.get(relayParent);
    return TestCandidate.builder()
        .para(para)
        .relayParent(relayParent)
        .relayParentNumber(block == null ? 0 : block.number())
        .storageRoot(Hash.ZERO)
        .session(session(relayParent))
        .maxPovSize(MAX_POV)
        .parentHead(parent)
        .newHead(head);
  }

  TestCandidate candidate(Hash relayParent, ParaId para, HeadData parent, HeadData head) {
    return builder(relayParent, para, parent, head).v1().build();
  }

  /** A row of candidates on the para's head, all with this relay parent. */
  List<TestCandidate> row(Hash relayParent, int length) {
    List<TestCandidate> row = new ArrayList<>();
    HeadData parent = heads.getOrDefault(ONE, ChainFixture.head("00"));
    for (int i = 1; i <= length; i++) {
      HeadData head = ChainFixture.head("0" + i);
      row.add(candidate(relayParent, ONE, parent, head));
      parent = head;
    }
    return row;
  }

  boolean introduce(TestCandidate candidate) {
    return introduce(candidate, candidate.pvd());
  }

  boolean introduce(TestCandidate candidate, PersistedValidationData pvd) {
    return harness
        .ask(
            new IntroduceSecondedCandidate(
                candidate.descriptor().paraId(), candidate.committed(), pvd))
        .answer()
        .accepted();
  }

  void back(TestCandidate candidate) {
    harness.send(new CandidateBacked(candidate.descriptor().paraId(), candidate.hash()));
  }

  void introduceAndBack(List<TestCandidate> candidates) {
    candidates.forEach(this::introduce);
    candidates.forEach(this::back);
  }

  List<CandidateHash> backable(Hash leaf, ParaId para, int count, TestCandidate... ancestors) {
    Set<CandidateHash> set = new java.util.HashSet<>();
    for (TestCandidate ancestor : ancestors) {
      set.add(ancestor.hash());
    }
    return harness
        .ask(new GetBackableCandidates(leaf, para, count, set))
        .answer()
        .candidates()
        .stream()
        .map(ref -> ref.candidateHash())
        .toList();
  }

  List<Hash> membership(TestCandidate candidate) {
    return membership(
        new HypotheticalCandidate.Complete(
            candidate.hash(), candidate.committed(), candidate.pvd()),
        Optional.empty());
  }

  List<Hash> membership(HypotheticalCandidate candidate, Optional<Hash> leaf) {
    return harness
        .ask(new GetHypotheticalMembership(List.of(candidate), leaf))
        .answer()
        .memberships()
        .getFirst()
        .leaves();
  }

  /** Lets the first {@code times} calls of this kind fail. */
  void failConstraints(ParaId para, int times) {
    int[] left = {times};
    harness
        .script()
        .outcome(
            RuntimeApiMessage.GetBackingConstraints.class,
            call ->
                call.para().equals(para) && left[0]-- > 0
                    ? Outcome.failed(dev.vouch.messages.Failure.Kind.EXECUTION, "trapped")
                    : Outcome.answered(
                        new RuntimeApiMessage.Constraints(constraints(call.at(), call.para()))));
  }
}
