package dev.vouch.sim;

import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.devnet.chain.ChainSpec;
import dev.vouch.devnet.chain.DevChain;
import dev.vouch.devnet.chain.GenesisPara;
import dev.vouch.devnet.chain.RelayBlock;
import dev.vouch.devnet.chain.RuntimeAnswers;
import dev.vouch.devnet.collator.TestPara;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerMessage;
import dev.vouch.messages.ProvisionerMessage;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateEvent;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A whole network in one thread: six validators, two paras, one dev relay chain, everything driven
 * by one seed.
 */
public final class World {
  static final long SLOT_MILLIS = 6_000;
  private static final int VALIDATORS = 6;
  private static final int GROUP_SIZE = 3;
  private static final int SESSION_LENGTH = 10;
  private static final int MINIMUM_VOTES = 2;
  private static final List<ParaId> PARAS = List.of(new ParaId(2000), new ParaId(2001));

  private final long seed;
  private final SplittableRandom random;
  private final SimClock clock;
  private final Trace trace = new Trace();
  private final Safety safety = new Safety();
  private final DevChain chain;
  private final RuntimeAnswers runtime;
  private final SimNetwork network;
  private final List<Validator> validators = new ArrayList<>();
  private final Collations collations;
  private final Map<ParaId, List<Long>> inclusions = new TreeMap<>();
  private Faults faults;
  private long slot;

  /** What survives a restart, and the present life, if any. */
  private static final class Validator {
    private final Durable durable;
    private Optional<SimNode> node = Optional.empty();

    Validator(Durable durable) {
      this.durable = durable;
    }
  }

  /** What a run came to. */
  public record Result(
      String traceDigest,
      long blocks,
      Map<ParaId, List<Long>> inclusions,
      int statements,
      int candidates,
      long steps) {}

  public World(long seed, Faults faults) {
    this.seed = seed;
    this.faults = faults;
    this.random = new SplittableRandom(seed);
    this.clock = new SimClock(random.split());
    List<Sr25519KeyPair> keys = DevKeys.validators(VALIDATORS);
    List<PublicKey> publicKeys = keys.stream().map(Sr25519KeyPair::publicKey).toList();
    this.chain = new DevChain(spec(publicKeys));
    this.runtime = new RuntimeAnswers(chain);
    this.network =
        new SimNetwork(clock, random.split(), faults, publicKeys, i -> validators.get(i).node);
    this.collations = new Collations(PARAS, VALIDATORS);
    for (int i = 0; i < VALIDATORS; i++) {
      validators.add(new Validator(new Durable(keys.get(i), collations.codes())));
    }
    PARAS.forEach(para -> inclusions.put(para, new ArrayList<>()));
  }

  private static ChainSpec spec(List<PublicKey> keys) {
    List<GenesisPara> paras =
        PARAS.stream()
            .map(
                id -> {
                  TestPara kind = TestPara.of(id);
                  return new GenesisPara(id, kind.genesisHead(), Collations.codeRef(kind));
                })
            .toList();
    return new ChainSpec(
        keys,
        keys,
        GROUP_SIZE,
        paras,
        SESSION_LENGTH,
        4,
        3,
        MINIMUM_VOTES,
        NodeFeatures.none(),
        ExecutorParams.defaults(),
        5 * 1024 * 1024,
        3 * 1024 * 1024,
        2);
  }

  /** Some slots with faults, then some without; safety is checked at every step. */
  public Result run(int faultySlots, int healedSlots) {
    try {
      for (int i = 0; i < VALIDATORS; i++) {
        start(i);
      }
      clock.after(SLOT_MILLIS, this::onSlot);
      clock.runUntil(SLOT_MILLIS * faultySlots, () -> {});
      faults = Faults.none();
      network.heal();
      clock.runUntil(SLOT_MILLIS * (faultySlots + healedSlots) + SLOT_MILLIS / 2, () -> {});
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "seed " + seed + ": " + e.getMessage() + "\n" + replayHint() + "\n" + tail(), e);
    }
    return new Result(
        trace.digest(),
        chain.best().number(),
        inclusions,
        safety.statements(),
        safety.candidatesJudged(),
        clock.steps());
  }

  /** The command that replays this seed. */
  public String replayHint() {
    return "replay: mvn -pl it-tests/sim -am -Dtest=SimulationTest"
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dsim.seed="
        + seed
        + " verify";
  }

  /** The last lines of the trace. */
  public String tail() {
    return String.join("\n", trace.lastLines());
  }

  private void start(int index) {
    Validator validator = validators.get(index);
    NodeServices services =
        new NodeServices(
            clock,
            random.split(),
            runtime,
            network,
            validator.durable,
            () -> faults,
            key -> byKey(key));
    SimNode node =
        new SimNode(
            index, clock, random.split(), services, trace, safety::explained, safety::signed);
    NodeCores.hostAll(node, validator.durable, random.split());
    validator.node = Optional.of(node);
    trace.add(clock.now(), "n" + index + " starts");
    for (int other = 0; other < VALIDATORS; other++) {
      if (other != index && validators.get(other).node.isPresent()) {
        network.connect(index, other);
      }
    }
    if (chain.best().number() > 0) {
      imported(node, chain.best());
    }
  }

  private Optional<Durable> byKey(PublicKey key) {
    return validators.stream()
        .filter(v -> v.node.isPresent() && v.durable.publicKey().equals(key))
        .map(v -> v.durable)
        .findFirst();
  }

  private void stop(int index) {
    Validator validator = validators.get(index);
    validator.node.ifPresent(SimNode::stop);
    validator.durable.crash(random);
    validator.node = Optional.empty();
    network.disconnect(index);
    trace.add(clock.now(), "n" + index + " stops");
  }

  private void onSlot() {
    slot++;
    clock.after(SLOT_MILLIS, this::onSlot);
    if (hits(faults.restart())) {
      int index = random.nextInt(VALIDATORS);
      if (validators.get(index).node.isPresent()) {
        stop(index);
        clock.after(1_000 + random.nextInt(20_000), () -> start(index));
      }
    }
    RelayBlock parent = chain.best();
    int author = (int) (slot % VALIDATORS);
    build(parent, author);
    if (hits(faults.fork())) {
      build(parent, (author + 1) % VALIDATORS);
    }
  }

  /** RC-40: the author asks its own provisioner; no answer means an empty inherent. */
  private void build(RelayBlock parent, int author) {
    Optional<SimNode> node = validators.get(author).node;
    if (node.isEmpty()) {
      return;
    }
    long ownSlot = slot;
    node.orElseThrow()
        .request(
            new ProvisionerMessage.RequestInherentData(parent.hash()),
            outcome -> publish(chain.author(parent.hash(), ownSlot, author, candidates(outcome))));
  }

  private static List<BackedCandidate> candidates(Outcome<?> outcome) {
    return outcome instanceof Outcome.Answered<?>(Object answer)
            && answer instanceof ProvisionerMessage.InherentData data
        ? data.backedCandidates()
        : List.of();
  }

  private void publish(RelayBlock block) {
    trace.add(
        clock.now(),
        "block " + block.number() + " " + block.hash().shortHex() + " " + block.inherent().size());
    safety.included(block, MINIMUM_VOTES);
    for (CandidateEvent event : block.events()) {
      if (event instanceof CandidateEvent.CandidateIncluded included) {
        inclusions
            .computeIfAbsent(included.receipt().descriptor().paraId(), para -> new ArrayList<>())
            .add(block.number());
      }
    }
    for (Validator validator : validators) {
      validator.node.ifPresent(
          node -> clock.after(random.nextInt(200), () -> imported(node, block)));
    }
    clock.after(100 + random.nextInt(300), () -> collate(block));
  }

  private void imported(SimNode node, RelayBlock block) {
    if (node.isStopped()) {
      return;
    }
    node.send(
        new OverseerMessage.BlockImported(block.hash(), block.parent(), block.number(), true));
    RelayBlock finalized = chain.finalized();
    node.send(new OverseerMessage.BlockFinality(finalized.hash(), finalized.number()));
    network.view(node.index(), List.of(block.hash()), finalized.number());
  }

  /** Each para's collator hands its next block to a member of the group that is up. */
  private void collate(RelayBlock leaf) {
    for (ParaId para : PARAS) {
      boolean wrong = hits(faults.wrongPov());
      Optional<Collations.Offer> offer = collations.offer(runtime, leaf, para, wrong);
      offer.ifPresent(o -> hand(o, wrong));
    }
  }

  private void hand(Collations.Offer offer, boolean wrong) {
    if (wrong) {
      safety.isWrong(offer.second().candidate().hash());
    }
    List<Validator> up =
        offer.group().stream()
            .map(member -> validators.get(member.value()))
            .filter(v -> v.node.isPresent())
            .toList();
    if (up.isEmpty()) {
      return;
    }
    Validator chosen = up.get(random.nextInt(up.size()));
    chosen.durable.put(offer.pov());
    SimNode node = chosen.node.orElseThrow();
    // A collation for a block that the validator has not seen would be refused.
    node.request(
        new OverseerMessage.WaitForActivation(offer.second().schedulingParent()),
        outcome -> {
          if (outcome instanceof Outcome.Answered<?>) {
            node.send(offer.second());
          }
        });
  }

  private boolean hits(int perThousand) {
    return random.nextInt(1000) < perThousand;
  }

  /** A reference to a blob with these bytes. */
  static BlobRef ref(Bytes blob) {
    return new BlobRef(Hash.of(dev.vouch.crypto.Hashes.blake2b256(blob.toArray())), blob.length());
  }

  @Override
  public String toString() {
    return "World[seed="
        + seed
        + ", inclusions="
        + Arrays.toString(inclusions.values().toArray())
        + "]";
  }
}
