package dev.vouch.it.bus;

import dev.vouch.bus.Addresses;
import dev.vouch.bus.BusClient;
import dev.vouch.bus.BusCodecs;
import dev.vouch.bus.BusMeter;
import dev.vouch.bus.Delivery;
import dev.vouch.bus.Inbox;
import dev.vouch.bus.LeavesMessage;
import dev.vouch.bus.Routes;
import dev.vouch.bus.Scope;
import dev.vouch.core.kernel.Explanation;
import dev.vouch.devnet.chain.ChainSpec;
import dev.vouch.devnet.chain.DevChain;
import dev.vouch.devnet.chain.RelayBlock;
import dev.vouch.devnet.chain.RuntimeAnswers;
import dev.vouch.messages.Answer;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.CollatorProtocolMessage;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerMessage.BlockFinality;
import dev.vouch.messages.OverseerMessage.BlockImported;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.HeadData;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A host application: it serves, for any number of nodes, what a node needs of its host, from a
 * relay chain whose blocks are made by hand. Of the project it knows messages, addresses and the
 * chain's rules. For any thread.
 */
final class HostApp implements AutoCloseable {
  private final DevChain chain;
  private final RuntimeAnswers runtime;
  private final List<BusClient> nodes = new CopyOnWriteArrayList<>();
  private final List<CollatorProtocolMessage> feedback = new CopyOnWriteArrayList<>();
  private final List<Inbox> inboxes = new CopyOnWriteArrayList<>();
  private final List<BusCodecs.Registration> codecs = new CopyOnWriteArrayList<>();
  private long slot;

  HostApp(ChainSpec spec) {
    chain = new DevChain(spec);
    runtime = new RuntimeAnswers(chain);
  }

  /** What a host must provide to a node: runtime API, chain API and leaves; and takes feedback. */
  BusClient serve(Vertx vertx, String node) {
    Addresses addresses = new Addresses(node);
    codecs.add(BusCodecs.register(vertx));
    open(vertx, addresses.inbox(SubsystemName.RUNTIME_API), this::runtimeCall);
    open(vertx, addresses.inbox(SubsystemName.CHAIN_API), this::chainCall);
    open(vertx, addresses.leaves(), this::leaves);
    open(vertx, addresses.inbox(SubsystemName.COLLATOR_PROTOCOL), this::feedback);
    BusClient client = new BusClient(vertx, Routes.local(node));
    nodes.add(client);
    return client;
  }

  private void open(Vertx vertx, String address, Consumer<Delivery> handler) {
    inboxes.add(Await.result(Inbox.open(vertx, address, Scope.LOCAL, BusMeter.NONE, handler)));
  }

  /** Serves nobody any more. */
  @Override
  public void close() {
    nodes.clear();
    inboxes.forEach(inbox -> Await.result(inbox.close()));
    codecs.forEach(BusCodecs.Registration::close);
  }

  private synchronized void runtimeCall(Delivery delivery) {
    if (delivery.body() instanceof RuntimeApiMessage<?> call) {
      delivery.reply(runtime.answer(call));
    }
  }

  private synchronized void chainCall(Delivery delivery) {
    if (delivery.body() instanceof ChainApiMessage<?> call) {
      delivery.reply(runtime.answer(call));
    }
  }

  private synchronized void leaves(Delivery delivery) {
    RelayBlock best = chain.best();
    List<BlockImported> leaves = best.number() == 0 ? List.of() : List.of(imported(best));
    delivery.reply(
        Outcome.<Answer>answered(
            new LeavesMessage.Leaves(leaves, List.of(finality(chain.finalized())))));
  }

  private void feedback(Delivery delivery) {
    if (delivery.body() instanceof CollatorProtocolMessage message) {
      feedback.add(message);
    }
  }

  /** Makes the next block and tells every node. */
  synchronized RelayBlock author(List<BackedCandidate> inherent) {
    slot++;
    RelayBlock block = chain.author(chain.best().hash(), slot, 0, inherent);
    for (BusClient node : nodes) {
      node.send(imported(block), 0);
      node.send(finality(chain.finalized()), 0);
    }
    return block;
  }

  private static BlockImported imported(RelayBlock block) {
    return new BlockImported(block.hash(), block.parent(), block.number(), true);
  }

  private static BlockFinality finality(RelayBlock block) {
    return new BlockFinality(block.hash(), block.number());
  }

  synchronized RelayBlock best() {
    return chain.best();
  }

  synchronized Hash genesis() {
    return chain.genesis().hash();
  }

  synchronized HeadData head(ParaId para) {
    return chain.headOf(chain.best().hash(), para).orElseThrow();
  }

  synchronized PersistedValidationData validationData(Hash relayParent, ParaId para) {
    return runtime.validationData(relayParent, para).orElseThrow();
  }

  int validators() {
    return chain.spec().validators().size();
  }

  /** What backing told the collators' side about the candidate so far. */
  List<CollatorProtocolMessage> feedbackOn(CandidateHash candidate) {
    List<CollatorProtocolMessage> about = new ArrayList<>();
    for (CollatorProtocolMessage message : feedback) {
      CandidateHash hash =
          switch (message) {
            case CollatorProtocolMessage.Seconded seconded ->
                seconded.statement().statement().compact().candidateHash();
            case CollatorProtocolMessage.Invalid invalid -> invalid.candidate().hash();
          };
      if (hash.equals(candidate)) {
        about.add(message);
      }
    }
    return about;
  }

  /** Waits until backing says that it seconded the candidate; fails if it says something else. */
  CollatorProtocolMessage.Seconded awaitSeconded(
      CandidateHash candidate, Supplier<List<Explanation>> otherwise) {
    CollatorProtocolMessage first =
        Await.value(
            () -> "feedback about " + candidate + "; explanations: " + otherwise.get(),
            () -> feedbackOn(candidate).stream().findFirst());
    return Optional.of(first)
        .filter(CollatorProtocolMessage.Seconded.class::isInstance)
        .map(CollatorProtocolMessage.Seconded.class::cast)
        .orElseThrow(() -> new AssertionError("not seconded: " + first));
  }
}
