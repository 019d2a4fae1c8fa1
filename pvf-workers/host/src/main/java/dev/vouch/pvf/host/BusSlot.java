package dev.vouch.pvf.host;

import dev.vouch.bus.Failures;
import dev.vouch.primitives.ExecutorParams;
import dev.vouch.pvf.queue.ArtifactId;
import dev.vouch.pvf.queue.StoredArtifact;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.function.Consumer;

/**
 * The host's end of a slot that is a verticle. A slot that does not answer says nothing about the
 * candidate.
 */
final class BusSlot implements SlotLink {
  private final Vertx vertx;
  private final String address;

  BusSlot(Vertx vertx, String address) {
    this.vertx = vertx;
    this.address = address;
  }

  @Override
  public void run(SlotJob job, Consumer<RunOutcome> done) {
    vertx
        .eventBus()
        .<RunOutcome>request(
            address, job, new DeliveryOptions().setSendTimeout(job.timeoutMillis()))
        .onComplete(
            reply ->
                done.accept(
                    reply.succeeded()
                        ? reply.result().body()
                        : RunOutcome.internal(
                            "no answer from the slot: " + Failures.of(reply.cause()).reason())));
  }

  @Override
  public void preload(ArtifactId id, StoredArtifact artifact, ExecutorParams params) {
    vertx.eventBus().send(address, new SlotMessages.SlotPreload(id, artifact, params));
  }

  @Override
  public void hurry() {
    vertx.eventBus().send(address, new SlotMessages.SlotHurry());
  }
}
