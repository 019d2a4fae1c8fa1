package dev.vouch.devnet.chain;

import dev.vouch.crypto.Hashes;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.BlockHeader;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateEvent;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.scale.Codec;
import dev.vouch.scale.ScaleWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The blocks of the dev relay chain and the rules that make them (neighbours spec 5).
 *
 * <p>Every block's state is an immutable value, so forks and runtime calls at any kept block are
 * plain reads. Blocks are kept for {@link #KEPT_BLOCKS} below the best one. Confined to its owner.
 */
public final class DevChain {
  /** RC-42: enough for every allowed ancestor and for tests that look back. */
  static final int KEPT_BLOCKS = 256;

  private static final Codec<List<BackedCandidate>> INHERENT = Codec.vec(BackedCandidate.CODEC);
  private static final Bytes DEV_ENGINE =
      Bytes.copyOf("vdev".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  private static final int PRE_RUNTIME_ITEM = 6;

  private final ChainSpec spec;
  private final Scheduler scheduler;
  private final Map<Hash, Entry> blocks = new LinkedHashMap<>();
  private final RelayBlock genesis;
  private RelayBlock best;
  private RelayBlock finalized;

  /** A block with the state after it. */
  record Entry(RelayBlock block, RelayState state) {}

  public DevChain(ChainSpec spec) {
    this.spec = spec;
    this.scheduler = new Scheduler(spec);
    TreeMap<ParaId, ParaState> paras = new TreeMap<>();
    spec.paras()
        .forEach(para -> paras.put(para.id(), new ParaState(para.head(), 0, 0, para.code())));
    RelayState state = new RelayState(0, 1, paras, List.of(), List.of());
    BlockHeader header =
        new BlockHeader(Hash.ZERO, 0, state.root(), inherentRoot(List.of()), List.of());
    this.genesis = new RelayBlock(header.hash(), header, List.of(), List.of(), List.of(), 0, false);
    this.best = genesis;
    this.finalized = genesis;
    blocks.put(genesis.hash(), new Entry(genesis, state));
  }

  public ChainSpec spec() {
    return spec;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  public RelayBlock genesis() {
    return genesis;
  }

  /** The longest chain's head; among equals the lowest hash. Never off the finalized chain. */
  public RelayBlock best() {
    return best;
  }

  public RelayBlock finalized() {
    return finalized;
  }

  public Optional<RelayBlock> block(Hash hash) {
    return entry(hash).map(Entry::block);
  }

  Optional<Entry> entry(Hash hash) {
    return Optional.ofNullable(blocks.get(hash));
  }

  /** The head of a para after a block. */
  public Optional<dev.vouch.primitives.HeadData> headOf(Hash block, ParaId para) {
    return entry(block).map(entry -> entry.state().paras().get(para)).map(ParaState::head);
  }

  /**
   * Builds a block in creation mode: candidates that would be refused are dropped with their
   * successors (RC-q6) and told in {@link RelayBlock#dropped}.
   *
   * @param slot enters the digest, so that two authors' blocks on one parent differ
   * @param author index of the validator whose turn it is
   * @throws IllegalArgumentException for an unknown parent; the owner decides where to build
   */
  public RelayBlock author(Hash parent, long slot, int author, List<BackedCandidate> candidates) {
    Entry on =
        entry(parent).orElseThrow(() -> new IllegalArgumentException("unknown parent " + parent));
    Entry built = build(on, slot, author, candidates);
    blocks.put(built.block().hash(), built);
    updateHeads(built.block());
    return built.block();
  }

  private Entry build(Entry on, long slot, int author, List<BackedCandidate> candidates) {
    long number = on.block().number() + 1;
    boolean sessionEnds = number % spec.sessionLength() == 0;
    RelayState opened = open(on);
    InherentCheck check = new InherentCheck(spec, scheduler, opened);
    List<BackedCandidate> accepted = new ArrayList<>();
    List<CandidateEvent> events = new ArrayList<>();
    List<RelayBlock.Dropped> dropped = new ArrayList<>();
    for (BackedCandidate candidate : candidates) {
      if (sessionEnds) {
        // RC-4: the block of a session change backs nothing.
        dropped.add(new RelayBlock.Dropped(candidate, "a session change is upcoming"));
        continue;
      }
      switch (check.offer(candidate)) {
        case InherentCheck.Result.Ok(InherentCheck.Accepted place) -> {
          accepted.add(candidate);
          events.addAll(events(candidate, place));
        }
        case InherentCheck.Result.Refused(String error) ->
            dropped.add(new RelayBlock.Dropped(candidate, error));
      }
    }
    RelayState state = sessionEnds ? nextSession(check.state(), number) : check.state();
    BlockHeader header =
        new BlockHeader(
            on.block().hash(),
            number,
            state.root(),
            inherentRoot(accepted),
            List.of(digest(slot, author)));
    RelayBlock block =
        new RelayBlock(
            header.hash(), header, accepted, events, dropped, state.session(), sessionEnds);
    return new Entry(block, state);
  }

  /** RC-20.2: the parent becomes a scheduling parent and a relay parent of this session. */
  private RelayState open(Entry on) {
    RelayState before = on.state();
    RelayBlock parent = on.block();
    List<RelayState.SchedulingParent> scheduling = new ArrayList<>(before.schedulingParents());
    scheduling.add(
        new RelayState.SchedulingParent(parent.hash(), parent.number(), scheduler.claims()));
    while (scheduling.size() > spec.schedulingLookahead()) {
      scheduling.removeFirst();
    }
    List<RelayState.RelayParent> relay = new ArrayList<>(before.relayParents());
    relay.add(
        new RelayState.RelayParent(
            parent.hash(), before.session(), parent.number(), parent.header().stateRoot()));
    while (relay.size() > KEPT_BLOCKS) {
      relay.removeFirst();
    }
    return new RelayState(
        before.session(), before.sessionStart(), before.paras(), scheduling, relay);
  }

  /** RC-5 with an unchanged validator set and a relay-parent session age of 0. */
  private static RelayState nextSession(RelayState ended, long number) {
    return new RelayState(ended.session() + 1, number + 1, ended.paras(), List.of(), List.of());
  }

  private static List<CandidateEvent> events(
      BackedCandidate candidate, InherentCheck.Accepted place) {
    var receipt = candidate.candidate().toPlain();
    var head = candidate.candidate().commitments().headData();
    return List.of(
        new CandidateEvent.CandidateBacked(receipt, head, place.core(), place.group()),
        new CandidateEvent.CandidateIncluded(receipt, head, place.core(), place.group()));
  }

  private static Hash inherentRoot(List<BackedCandidate> inherent) {
    return Hash.of(Hashes.blake2b256(INHERENT.encodeToBytes(inherent).toArray()));
  }

  private static Bytes digest(long slot, int author) {
    Bytes content = new ScaleWriter().u64(slot).u32(author).toBytes();
    return new ScaleWriter().u8(PRE_RUNTIME_ITEM).raw(DEV_ENGINE).bytes(content).toBytes();
  }

  /**
   * Whether a block may still be built upon: it descends from the finalized one (RC-44). A block
   * beside it can be made, as a late author would, but never becomes the best.
   */
  public boolean isOnFinalized(RelayBlock block) {
    Optional<RelayBlock> at = Optional.of(block);
    while (at.filter(b -> b.number() > finalized.number()).isPresent()) {
      at = block(at.orElseThrow().parent());
    }
    return at.filter(finalized::equals).isPresent();
  }

  private void updateHeads(RelayBlock added) {
    Comparator<RelayBlock> better =
        Comparator.comparingLong(RelayBlock::number)
            .thenComparing(RelayBlock::hash, Comparator.reverseOrder());
    if (better.compare(added, best) > 0 && isOnFinalized(added)) {
      best = added;
    }
    long finalNumber = Math.max(finalized.number(), best.number() - spec.finalityLag());
    RelayBlock onBest = best;
    while (onBest.number() > finalNumber) {
      onBest = entry(onBest.parent()).orElseThrow().block();
    }
    finalized = onBest;
    long oldest = best.number() - KEPT_BLOCKS;
    blocks.values().removeIf(entry -> entry.block().number() < oldest);
  }
}
