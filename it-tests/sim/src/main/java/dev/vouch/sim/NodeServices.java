package dev.vouch.sim;

import dev.vouch.devnet.chain.RuntimeAnswers;
import dev.vouch.devnet.collator.TestPara;
import dev.vouch.messages.Answer;
import dev.vouch.messages.BlobMessage;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.ErasureCoderMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.JournalMessage;
import dev.vouch.messages.Message;
import dev.vouch.messages.NetworkMessage;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.PvfHostMessage;
import dev.vouch.messages.Request;
import dev.vouch.messages.RuntimeApiMessage;
import dev.vouch.primitives.AvailableData;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.PoV;
import dev.vouch.primitives.PublicKey;
import dev.vouch.scale.ScaleException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The services of one validator, as functions on a virtual clock. */
final class NodeServices implements SimServices {
  private static final int MAX_PVF_MILLIS = 400;
  private static final int MAX_SYNC_MILLIS = 30;

  private final SimClock clock;
  private final SplittableRandom random;
  private final RuntimeAnswers runtime;
  private final SimNetwork network;
  private final Durable durable;
  private final Supplier<Faults> faults;
  private final Function<PublicKey, Optional<Durable>> peers;

  NodeServices(
      SimClock clock,
      SplittableRandom random,
      RuntimeAnswers runtime,
      SimNetwork network,
      Durable durable,
      Supplier<Faults> faults,
      Function<PublicKey, Optional<Durable>> peers) {
    this.clock = clock;
    this.random = random;
    this.runtime = runtime;
    this.network = network;
    this.durable = durable;
    this.faults = faults;
    this.peers = peers;
  }

  @Override
  public void serve(SimNode node, Request<?> request, Consumer<Outcome<? extends Answer>> answer) {
    switch (request) {
      case RuntimeApiMessage<?> call -> soon(answer, runtime.answer(call));
      case ChainApiMessage<?> call -> soon(answer, runtime.answer(call));
      case PvfHostMessage.ExecutePvf execute ->
          clock.after(
              random.nextInt(MAX_PVF_MILLIS), () -> answer.accept(Outcome.answered(run(execute))));
      case PvfHostMessage.PrecheckPvf precheck ->
          soon(answer, Outcome.answered(new PvfHostMessage.PrepareAnswer.Prepared("", 0, 0, 0)));
      case ErasureCoderMessage.ComputeErasureRoot compute ->
          clock.after(random.nextInt(20), () -> answer.accept(erasureRoot(compute)));
      case BlobMessage.FindBlob(var hash) -> soon(answer, found(durable.find(hash)));
      case BlobMessage.FetchBlob fetch ->
          clock.after(
              1 + random.nextInt(faults.get().maxDelayMillis()), () -> answer.accept(fetch(fetch)));
      case NetworkMessage.SendRequest send -> network.request(node, send, answer);
      case JournalMessage write -> {
        durable.write(write);
        clock.after(
            random.nextInt(MAX_SYNC_MILLIS),
            () -> {
              if (!node.isStopped()) {
                durable.synced();
                answer.accept(Outcome.answered(new JournalMessage.Synced()));
              }
            });
      }
      default -> throw new AssertionError("nobody serves " + request.getClass().getSimpleName());
    }
  }

  @Override
  public void take(SimNode node, Message message) {
    if (message instanceof NetworkMessage.SendValidationMessage notification) {
      network.send(node, notification);
    }
  }

  private void soon(Consumer<Outcome<? extends Answer>> answer, Outcome<? extends Answer> outcome) {
    clock.after(random.nextInt(3), () -> answer.accept(outcome));
  }

  private PvfHostMessage.ExecuteAnswer run(PvfHostMessage.ExecutePvf execute) {
    if (random.nextInt(1000) < faults.get().pvfFailure()) {
      return new PvfHostMessage.ExecuteAnswer.Internal("the worker was killed");
    }
    Optional<Bytes> pov = durable.find(execute.pov().hash());
    return pov.map(
            bytes ->
                PvfFunction.execute(
                    TestPara.of(execute.candidate().descriptor().paraId()),
                    execute.validationData(),
                    bytes))
        .orElseGet(() -> new PvfHostMessage.ExecuteAnswer.Internal("no such PoV blob"));
  }

  private Outcome<? extends Answer> erasureRoot(ErasureCoderMessage.ComputeErasureRoot compute) {
    Optional<Bytes> encoded = durable.find(compute.pov().hash());
    if (encoded.isEmpty()) {
      return Outcome.failed(Failure.Kind.UNAVAILABLE, "no such PoV blob");
    }
    try {
      PoV pov = PoV.CODEC.decodeAll(encoded.orElseThrow());
      AvailableData data = new AvailableData(pov, compute.validationData());
      return Outcome.answered(
          new ErasureCoderMessage.ErasureRoot(Collations.erasureRoot(data, compute.nValidators())));
    } catch (ScaleException e) {
      return Outcome.failed(Failure.Kind.BAD_REQUEST, "the blob is no PoV: " + e.getMessage());
    }
  }

  private static Outcome<? extends Answer> found(Optional<Bytes> blob) {
    return blob.<Outcome<? extends Answer>>map(bytes -> Outcome.answered(World.ref(bytes)))
        .orElseGet(() -> Outcome.failed(Failure.Kind.UNAVAILABLE, "no such blob"));
  }

  private Outcome<? extends Answer> fetch(BlobMessage.FetchBlob fetch) {
    Optional<Bytes> blob =
        durable
            .find(fetch.hash())
            .or(() -> peers.apply(fetch.authority()).flatMap(peer -> peer.find(fetch.hash())));
    if (blob.isEmpty() || random.nextInt(1000) < faults.get().drop()) {
      return Outcome.failed(Failure.Kind.UNAVAILABLE, "the peer has no such blob");
    }
    Bytes bytes = blob.orElseThrow();
    durable.put(bytes);
    BlobRef ref = World.ref(bytes);
    return Outcome.answered(ref);
  }
}
