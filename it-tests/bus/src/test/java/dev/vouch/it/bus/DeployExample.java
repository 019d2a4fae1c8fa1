package dev.vouch.it.bus;

import dev.vouch.bus.Addresses;
import dev.vouch.messages.CandidateBackingMessage.CanSecond;
import dev.vouch.messages.CandidateBackingMessage.CanSecondAnswer;
import dev.vouch.messages.SubsystemName;
import dev.vouch.primitives.Hash;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/** What the README quotes; a test runs it. */
final class DeployExample {
  private DeployExample() {}

  static Future<String> deploy(Vertx vertx, Path directory, Path keyFile, Hash genesis) {
    // README: deploying
    JsonObject config =
        new JsonObject()
            .put("node", "alice")
            .put("directory", directory.toString())
            .put("network", genesis.toHex())
            .put("keys", new JsonObject().put("validator", file(keyFile)));
    return vertx.deployVerticle(
        "dev.vouch.node.VouchPlugin", new DeploymentOptions().setConfig(config));
    // README: end
  }

  private static JsonObject file(Path path) {
    return new JsonObject().put("file", path.toString());
  }

  static Future<Boolean> ask(Vertx vertx, CanSecond question) {
    // README: asking
    String backing = new Addresses("alice").inbox(SubsystemName.CANDIDATE_BACKING);
    return vertx
        .eventBus()
        .<CanSecondAnswer>request(backing, question)
        .map(reply -> reply.body().yes());
    // README: end
  }
}
