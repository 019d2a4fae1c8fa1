package dev.vouch.devnet;

import dev.vouch.bus.Addresses;
import dev.vouch.bus.BusClient;
import dev.vouch.bus.Routes;
import dev.vouch.bus.Scope;
import dev.vouch.devnet.chain.DevChain;
import dev.vouch.devnet.chain.RelayBlock;
import dev.vouch.devnet.chain.RuntimeAnswers;
import dev.vouch.devnet.collator.Collation;
import dev.vouch.devnet.collator.Collator;
import dev.vouch.devnet.collator.TestPara;
import dev.vouch.erasure.ErasureException;
import dev.vouch.erasure.ErasureRoot;
import dev.vouch.messages.BlobMessage;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.CandidateBackingMessage;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerMessage;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.node.blobs.BlobStore;
import dev.vouch.primitives.AvailableData;
import dev.vouch.primitives.CoreIndex;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PersistedValidationData;
import dev.vouch.primitives.PublicKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The collators: for each new leaf the next block of every para, handed to a member of its group.
 * The PoV is put as a blob first; the member fetches it by hash.
 */
final class CollatorDesk {
  private final Vertx vertx;
  private final RuntimeAnswers runtime;
  private final List<String> nodes;
  private final BlobStore blobs;
  private final PublicKey blobKey;
  private final CandidateLedger ledger;
  private final Map<ParaId, Collator> collators = new LinkedHashMap<>();

  CollatorDesk(
      Vertx vertx,
      DevChain chain,
      List<String> nodes,
      BlobStore blobs,
      PublicKey blobKey,
      CandidateLedger ledger) {
    this.vertx = vertx;
    this.runtime = new RuntimeAnswers(chain);
    this.nodes = List.copyOf(nodes);
    this.blobs = blobs;
    this.blobKey = blobKey;
    this.ledger = ledger;
    chain
        .spec()
        .paras()
        .forEach(
            para ->
                collators.put(
                    para.id(),
                    new Collator(para.id(), TestPara.of(para.id()), CollatorDesk::erasureRoot)));
  }

  private static Hash erasureRoot(AvailableData data, int validators) {
    try {
      return ErasureRoot.of(validators, data);
    } catch (ErasureException e) {
      throw new IllegalStateException("the erasure code refuses our own data", e);
    }
  }

  /** A collation with the member that it is for. */
  record Offer(String node, ParaId para, Collation collation) {}

  /** The next collation of a para on a leaf; the turn of the members goes with the number. */
  Optional<Offer> offer(RelayBlock leaf, ParaId para) {
    Collator collator = collators.get(para);
    Optional<PersistedValidationData> pvd = runtime.validationData(leaf.hash(), para);
    if (collator == null || pvd.isEmpty()) {
      return Optional.empty();
    }
    CoreIndex coreIndex = core(para);
    List<String> members = group(leaf, para);
    if (members.isEmpty()) {
      return Optional.empty();
    }
    String member = members.get((int) (leaf.number() % members.size()));
    Collation collation =
        collator.collate(
            pvd.orElseThrow(),
            new Collator.Slot(leaf.hash(), coreIndex, leaf.session(), nodes.size()));
    return Optional.of(new Offer(member, para, collation));
  }

  private CoreIndex core(ParaId para) {
    return new CoreIndex(List.copyOf(collators.keySet()).indexOf(para));
  }

  /** The validators that back the para on top of the leaf; empty if nobody does. */
  List<String> group(RelayBlock leaf, ParaId para) {
    if (!(runtime.answer(new RuntimeApiMessage.ValidatorGroups(leaf.hash()))
            instanceof Outcome.Answered<?>(Object answer)
        && answer instanceof RuntimeApiMessage.Groups groups)) {
      return List.of();
    }
    int group = groups.rotation().groupForCore(core(para), groups.groups().size()).value();
    return groups.groups().get(group).stream().map(member -> nodes.get(member.value())).toList();
  }

  /** Builds and hands in every para's collation for the leaf; off the event loop. */
  void collate(RelayBlock leaf) {
    for (ParaId para : collators.keySet()) {
      vertx
          .executeBlocking(() -> offer(leaf, para), false)
          .onSuccess(offer -> offer.ifPresent(o -> hand(leaf, o)));
    }
  }

  private void hand(RelayBlock leaf, Offer offer) {
    BusClient client = client(offer.node());
    Collation collation = offer.collation();
    bring(client, collation)
        .compose(
            pov ->
                client
                    .ask(new OverseerMessage.WaitForActivation(leaf.hash()), 0)
                    .map(activated -> pov))
        .onSuccess(
            pov -> {
              synchronized (ledger) {
                ledger.handedIn(
                    collation.receipt().hash(), offer.para(), System.nanoTime() / 1_000_000);
              }
              client.send(
                  new CandidateBackingMessage.Second(
                      leaf.hash(), collation.receipt(), collation.pvd(), pov),
                  0);
            });
  }

  /** Puts the PoV as a blob and has the node fetch it. */
  Future<BlobRef> bring(BusClient client, Collation collation) {
    return vertx
        .executeBlocking(() -> blobs.put(collation.pov()), false)
        .compose(ref -> fetch(client, ref));
  }

  /** Has a node fetch one of our blobs. */
  Future<BlobRef> fetch(BusClient client, BlobRef ref) {
    return client.request(new BlobMessage.FetchBlob(ref.hash(), ref.length(), blobKey));
  }

  BusClient client(String node) {
    return new BusClient(vertx, new Routes(new Addresses(node), Scope.CLUSTER, Map.of()));
  }
}
