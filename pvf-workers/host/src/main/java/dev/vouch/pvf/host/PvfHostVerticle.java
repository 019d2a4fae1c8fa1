package dev.vouch.pvf.host;

import dev.vouch.bus.BusCodecs;
import dev.vouch.bus.BusMeter;
import dev.vouch.bus.Delivery;
import dev.vouch.bus.FailureException;
import dev.vouch.bus.Inbox;
import dev.vouch.bus.Routes;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerSignal;
import dev.vouch.messages.PvfHostMessage.ExecutePvf;
import dev.vouch.messages.PvfHostMessage.HeadsUp;
import dev.vouch.messages.PvfHostMessage.PrecheckPvf;
import dev.vouch.messages.PvfHostMessage.UpdateActiveLeaves;
import dev.vouch.messages.SubsystemName;
import dev.vouch.pvf.queue.PvfEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The PVF host on the bus: takes {@code PvfHostMessage}s at its inbox, deploys its slots, and is
 * thin otherwise. Deploy it with any threading model; it never blocks. Undeploying it kills every
 * worker and waits for their end.
 */
public final class PvfHostVerticle extends VerticleBase {
  private final PvfHostConfig config;
  private final Routes routes;
  private final BusMeter busMeter;
  private final MeterRegistry registry;
  private final Blobs blobs;
  private final Set<Integer> known = new HashSet<>();
  private BusCodecs.@Nullable Registration codecs;
  private @Nullable PvfHost host;

  public PvfHostVerticle(
      PvfHostConfig config, Routes routes, BusMeter busMeter, MeterRegistry registry, Blobs blobs) {
    this.config = config;
    this.routes = routes;
    this.busMeter = busMeter;
    this.registry = registry;
    this.blobs = blobs;
  }

  @Override
  public Future<?> start() {
    codecs = SlotMessages.register(vertx);
    return vertx
        .executeBlocking(
            () -> PvfHost.startWithoutSlots(config, blobs, new PvfHostMeters(registry)), false)
        .compose(this::open)
        .recover(error -> stop().transform(stopped -> Future.failedFuture(error)));
  }

  /** The host under this verticle, once it is deployed: for readiness and for health. */
  public PvfHost host() {
    if (host == null) {
      throw new IllegalStateException("the PVF host is not deployed");
    }
    return host;
  }

  private Future<?> open(PvfHost started) {
    host = started;
    return Inbox.open(
            vertx,
            routes.own().pvfCredits(),
            routes.scope(),
            busMeter,
            delivery -> credit(started, delivery))
        .compose(credits -> deploySlots(started))
        .compose(
            slots ->
                Inbox.open(
                    vertx,
                    routes.own().inbox(SubsystemName.PVF_HOST),
                    routes.scope(),
                    busMeter,
                    delivery -> receive(started, delivery)));
  }

  private Future<?> deploySlots(PvfHost started) {
    DeploymentOptions options =
        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    List<Future<String>> slots = new ArrayList<>();
    for (int number = 0; number < config.slots(); number++) {
      slots.add(
          vertx.deployVerticle(
              new PvfSlotVerticle(routes, busMeter, number, started.newRunner()), options));
    }
    return Future.all(slots);
  }

  /**
   * The pull model: a slot that is heard for the first time becomes known, and each word of it is
   * one credit.
   */
  private void credit(PvfHost started, Delivery delivery) {
    switch (delivery.body()) {
      case SlotMessages.SlotFree(int slot, var holds) -> {
        if (known.add(slot)) {
          started.addSlot(name(slot), new BusSlot(vertx, routes.own().pvfSlot(slot)));
        }
        started.slotFree(name(slot), holds);
      }
      case SlotMessages.SlotGone(int slot) -> {
        if (known.remove(slot)) {
          started.slotLost(name(slot));
        }
      }
      default ->
          throw new FailureException(
              Failure.Kind.BAD_REQUEST,
              "PVF credits do not come as " + delivery.body().getClass().getSimpleName());
    }
  }

  private static String name(int slot) {
    return "slot-" + slot;
  }

  private void receive(PvfHost started, Delivery delivery) {
    switch (delivery.body()) {
      case ExecutePvf message ->
          Future.fromCompletionStage(started.execute(PvfAnswers.run(message, config.jit())))
              .onSuccess(outcome -> delivery.reply(Outcome.answered(PvfAnswers.answer(outcome))))
              .onFailure(error -> delivery.fail(failure(error)));
      case PrecheckPvf(var prep) ->
          Future.fromCompletionStage(started.prepare(prep))
              .onSuccess(outcome -> delivery.reply(Outcome.answered(PvfAnswers.answer(outcome))))
              .onFailure(error -> delivery.fail(failure(error)));
      case HeadsUp(var codes) -> codes.forEach(started::headsUp);
      case UpdateActiveLeaves update -> started.leavesChanged(leaves(update));
      case OverseerSignal signal -> {}
      default ->
          throw new FailureException(
              Failure.Kind.BAD_REQUEST,
              "the PVF host does not take " + delivery.body().getClass().getSimpleName());
    }
  }

  private static PvfEvent.LeavesChanged leaves(UpdateActiveLeaves message) {
    return new PvfEvent.LeavesChanged(
        message
            .update()
            .activated()
            .map(leaf -> new PvfEvent.Leaf(leaf.hash(), message.ancestors())),
        message.update().deactivated());
  }

  private static Failure failure(Throwable error) {
    return new Failure(
        error instanceof CancellationException ? Failure.Kind.CANCELLED : Failure.Kind.EXECUTION,
        String.valueOf(error.getMessage()));
  }

  @Override
  public Future<?> stop() {
    PvfHost running = host;
    Future<?> closed =
        running == null
            ? Future.succeededFuture()
            : vertx.executeBlocking(
                () -> {
                  running.close();
                  return true;
                },
                false);
    return closed.onComplete(
        done -> {
          if (codecs != null) {
            codecs.close();
          }
        });
  }
}
