package dev.vouch.node;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verticles that were deployed one after the other, to be undeployed in the opposite order. They
 * are no children of who deploys them: Vert.x would undeploy those all at once. Blocks; for one
 * virtual thread at a time.
 */
final class Deployments {
  private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);

  private final Vertx vertx;
  private final Deque<String> ids = new ArrayDeque<>();

  Deployments(Vertx vertx) {
    this.vertx = vertx;
  }

  void deploy(Deployable verticle) {
    ids.push(await(vertx.deployVerticle(verticle)));
  }

  /** Undeploys what is still there, last first. */
  void undeployAll() {
    while (!ids.isEmpty()) {
      String id = ids.pop();
      try {
        await(vertx.undeploy(id));
      } catch (RuntimeException e) {
        // It undeployed itself after a fault, or the host closes the whole Vertx.
        LOG.debug("undeploying {}: {}", id, e.toString());
      }
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
