package dev.vouch.node;

import dev.vouch.node.config.ConfigException;
import dev.vouch.node.config.Part;
import io.vertx.core.Deployable;
import io.vertx.core.Promise;
import io.vertx.core.spi.VerticleFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Deploys parts of a node by name: {@code vouch:node} is all of it, {@code vouch:validation} and
 * the others of {@link Part} one part, so that parts can be placed on several machines. All take
 * the node's JSON configuration.
 */
public final class VouchVerticleFactory implements VerticleFactory {
  @Override
  public String prefix() {
    return "vouch";
  }

  @Override
  public void createVerticle2(
      String verticleName,
      ClassLoader classLoader,
      Promise<Callable<? extends Deployable>> promise) {
    String name = VerticleFactory.removePrefix(verticleName);
    try {
      List<Part> parts = name.equals("node") ? List.of(Part.values()) : List.of(Part.of(name));
      promise.complete(() -> new VouchPlugin(Optional.empty(), parts, VouchPlugin::prometheus));
    } catch (ConfigException e) {
      promise.fail(e);
    }
  }
}
