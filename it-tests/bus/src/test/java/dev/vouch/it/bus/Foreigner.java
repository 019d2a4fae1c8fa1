package dev.vouch.it.bus;

import dev.vouch.bus.Addresses;
import dev.vouch.messages.Answer;
import dev.vouch.messages.Message;
import dev.vouch.messages.Request;
import dev.vouch.messages.SubsystemName;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;

/** A verticle of somebody else: it has records, addresses and the plain event bus. */
final class Foreigner extends VerticleBase {
  private final Addresses node;

  Foreigner(String node) {
    this.node = new Addresses(node);
  }

  <A extends Answer> A ask(SubsystemName subsystem, Request<A> request) {
    DeliveryOptions patience = new DeliveryOptions().setSendTimeout(request.timeoutMillis());
    Future<A> answer =
        vertx
            .eventBus()
            .<A>request(node.inbox(subsystem), request, patience)
            .map(reply -> reply.body());
    return Await.result(answer);
  }

  void tell(SubsystemName subsystem, Message message) {
    vertx.eventBus().send(node.inbox(subsystem), message);
  }
}
