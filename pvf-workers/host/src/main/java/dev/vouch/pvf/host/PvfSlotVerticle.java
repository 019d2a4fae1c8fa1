package dev.vouch.pvf.host;

import dev.vouch.bus.BusMeter;
import dev.vouch.bus.Delivery;
import dev.vouch.bus.FailureException;
import dev.vouch.bus.Inbox;
import dev.vouch.bus.Routes;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One slot: one verticle, one process. It announces itself free to the host and then gets one job
 * at a time at {@code pvf.slot.<n>}; work is never spread over slots by the bus.
 */
public final class PvfSlotVerticle extends VerticleBase {
  /** A job ends as soon as its process is killed; more means that the machine stands still. */
  private static final long STOP_SECONDS = 10;

  private final Routes routes;
  private final BusMeter meter;
  private final int number;
  private final SlotRunner runner;
  private @Nullable LocalSlot slot;

  PvfSlotVerticle(Routes routes, BusMeter meter, int number, SlotRunner runner) {
    this.routes = routes;
    this.meter = meter;
    this.number = number;
    this.runner = runner;
  }

  @Override
  public Future<?> start() {
    LocalSlot local =
        new LocalSlot(
            String.valueOf(number),
            runner,
            holds ->
                vertx
                    .eventBus()
                    .send(routes.own().pvfCredits(), new SlotMessages.SlotFree(number, holds)));
    slot = local;
    return Inbox.open(
            vertx,
            routes.own().pvfSlot(number),
            routes.scope(),
            meter,
            delivery -> receive(local, delivery))
        .onSuccess(open -> local.start());
  }

  private static void receive(LocalSlot slot, Delivery delivery) {
    switch (delivery.body()) {
      case SlotJob job -> slot.run(job, outcome -> delivery.reply(Outcome.answered(outcome)));
      case SlotMessages.SlotPreload(var id, var artifact, var params) ->
          slot.preload(id, artifact, params);
      case SlotMessages.SlotHurry() -> slot.hurry();
      default ->
          throw new FailureException(
              Failure.Kind.BAD_REQUEST,
              "a PVF slot does not take " + delivery.body().getClass().getSimpleName());
    }
  }

  /**
   * The process is killed; the job that ran, if any, is answered as could not decide, and the host
   * is told that it has a slot less.
   */
  @Override
  public Future<?> stop() {
    LocalSlot running = slot;
    if (running == null) {
      return Future.succeededFuture();
    }
    Promise<Void> gone = Promise.promise();
    running.close(
        () -> {
          vertx.eventBus().send(routes.own().pvfCredits(), new SlotMessages.SlotGone(number));
          gone.complete();
        });
    return gone.future().timeout(STOP_SECONDS, TimeUnit.SECONDS).otherwiseEmpty();
  }
}
