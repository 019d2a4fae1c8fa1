package dev.vouch.devnet;

import dev.vouch.bus.Addresses;
import dev.vouch.bus.BusClient;
import dev.vouch.bus.BusMeter;
import dev.vouch.bus.Delivery;
import dev.vouch.bus.FailureException;
import dev.vouch.bus.Inbox;
import dev.vouch.bus.LeavesMessage;
import dev.vouch.bus.Routes;
import dev.vouch.bus.Scope;
import dev.vouch.devnet.chain.DevChain;
import dev.vouch.devnet.chain.RelayBlock;
import dev.vouch.devnet.chain.RuntimeAnswers;
import dev.vouch.messages.Answer;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.CollatorProtocolMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerMessage;
import dev.vouch.messages.ProvisionerMessage;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.BackedCandidate;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The embedded relay chain on the bus: answers every node's runtime and chain API calls, lets the
 * authors take turns, and tells every overseer of imports and finality. The rules are the chain
 * core's; this verticle owns the slots.
 */
final class RelayChainVerticle extends VerticleBase {
  private final DevChain chain;
  private final RuntimeAnswers runtime;
  private final List<String> nodes;
  private final long blockMillis;
  private final int forkEvery;
  private final BusMeter meter;
  private final Consumer<RelayBlock> onBlock;
  private final Map<String, BusClient> clients = new LinkedHashMap<>();
  private long slot;
  private boolean stopped;

  RelayChainVerticle(
      DevChain chain,
      List<String> nodes,
      long blockMillis,
      int forkEvery,
      BusMeter meter,
      Consumer<RelayBlock> onBlock) {
    this.chain = chain;
    this.runtime = new RuntimeAnswers(chain);
    this.nodes = List.copyOf(nodes);
    this.blockMillis = blockMillis;
    this.forkEvery = forkEvery;
    this.meter = meter;
    this.onBlock = onBlock;
  }

  @Override
  public Future<?> start() {
    List<Future<Inbox>> inboxes = new ArrayList<>();
    for (String node : nodes) {
      Addresses addresses = new Addresses(node);
      clients.put(node, new BusClient(vertx, new Routes(addresses, Scope.CLUSTER, Map.of())));
      inboxes.add(open(addresses.inbox(SubsystemName.RUNTIME_API), this::onRuntimeCall));
      inboxes.add(open(addresses.inbox(SubsystemName.CHAIN_API), this::onChainCall));
      inboxes.add(open(addresses.inbox(SubsystemName.COLLATOR_PROTOCOL), this::onFeedback));
      inboxes.add(open(addresses.leaves(), this::onGetLeaves));
    }
    return Future.all(inboxes);
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  private Future<Inbox> open(String address, Consumer<Delivery> handler) {
    return Inbox.open(vertx, address, Scope.CLUSTER, meter, handler);
  }

  private void onRuntimeCall(Delivery delivery) {
    if (!(delivery.body() instanceof RuntimeApiMessage<?> call)) {
      throw notForUs(delivery);
    }
    delivery.reply(runtime.answer(call));
  }

  private void onChainCall(Delivery delivery) {
    if (!(delivery.body() instanceof ChainApiMessage<?> call)) {
      throw notForUs(delivery);
    }
    delivery.reply(runtime.answer(call));
  }

  /** Collators of the embedded network build on what is included; they need no feedback. */
  private void onFeedback(Delivery delivery) {
    if (!(delivery.body() instanceof CollatorProtocolMessage)) {
      throw notForUs(delivery);
    }
  }

  private void onGetLeaves(Delivery delivery) {
    RelayBlock best = chain.best();
    RelayBlock finalized = chain.finalized();
    List<OverseerMessage.BlockImported> leaves =
        best.number() == 0 ? List.of() : List.of(imported(best));
    delivery.reply(
        Outcome.<Answer>answered(
            new LeavesMessage.Leaves(
                leaves,
                List.of(new OverseerMessage.BlockFinality(finalized.hash(), finalized.number())))));
  }

  private static FailureException notForUs(Delivery delivery) {
    return new FailureException(
        Failure.Kind.BAD_REQUEST,
        "the relay chain does not take " + delivery.body().getClass().getSimpleName());
  }

  private static OverseerMessage.BlockImported imported(RelayBlock block) {
    return new OverseerMessage.BlockImported(block.hash(), block.parent(), block.number(), true);
  }

  /** Starts the slots. Genesis is the first leaf, so that block 1 can include candidates. */
  void begin() {
    context.runOnContext(
        v -> {
          announce(chain.genesis());
          vertx.setPeriodic(blockMillis, tick -> onSlot());
        });
  }

  private void onSlot() {
    if (stopped) {
      return;
    }
    slot++;
    RelayBlock parent = chain.best();
    int author = (int) (slot % nodes.size());
    build(parent, author);
    if (forkEvery > 0 && slot % forkEvery == 0) {
      build(parent, (author + 1) % nodes.size());
    }
  }

  /** RC-40: the author's own provisioner is asked; without an answer the inherent is empty. */
  private void build(RelayBlock parent, int author) {
    long ownSlot = slot;
    BusClient client = Objects.requireNonNull(clients.get(nodes.get(author)));
    client
        .ask(new ProvisionerMessage.RequestInherentData(parent.hash()), 0)
        .onSuccess(
            outcome -> {
              // An answer that comes so late that the parent was abandoned makes no block.
              if (!stopped && chain.isOnFinalized(parent)) {
                announce(chain.author(parent.hash(), ownSlot, author, candidates(outcome)));
              }
            });
  }

  private static List<BackedCandidate> candidates(
      Outcome<ProvisionerMessage.InherentData> outcome) {
    return switch (outcome) {
      case Outcome.Answered<ProvisionerMessage.InherentData>(var data) -> data.backedCandidates();
      case Outcome.Failed<ProvisionerMessage.InherentData> failed -> List.of();
    };
  }

  private void announce(RelayBlock block) {
    RelayBlock finalized = chain.finalized();
    for (BusClient client : clients.values()) {
      client.send(imported(block), 0);
      client.send(new OverseerMessage.BlockFinality(finalized.hash(), finalized.number()), 0);
    }
    onBlock.accept(block);
  }
}
