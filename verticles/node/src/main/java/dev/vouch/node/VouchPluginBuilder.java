package dev.vouch.node;

import dev.vouch.bus.Scope;
import dev.vouch.node.config.NodeConfig;
import dev.vouch.primitives.Hash;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** A node in Java: the same keys as in JSON, with the same checks when it is built. */
public final class VouchPluginBuilder {
  private final JsonObject json = new JsonObject();
  private Supplier<MeterRegistry> meters = VouchPlugin::prometheus;

  VouchPluginBuilder(String node) {
    json.put("node", node);
  }

  public VouchPluginBuilder directory(Path directory) {
    json.put("directory", directory.toString());
    return this;
  }

  /** The genesis hash. */
  public VouchPluginBuilder network(Hash genesis) {
    json.put("network", genesis.toHex());
    return this;
  }

  /** The key that signs statements: a file that only its owner can read. */
  public VouchPluginBuilder validatorKey(Path file) {
    section("keys").put("validator", new JsonObject().put("file", file.toString()));
    return this;
  }

  /** A well-known key like {@code //Alice}, for development. */
  public VouchPluginBuilder developmentKey(String uri) {
    section("keys").put("validator", new JsonObject().put("development", uri));
    return this;
  }

  public VouchPluginBuilder scope(Scope scope) {
    json.put("scope", scope.name().toLowerCase(Locale.ROOT));
    return this;
  }

  public VouchPluginBuilder artifacts(Path directory) {
    section("pvf").put("artifacts", directory.toString());
    return this;
  }

  public VouchPluginBuilder pvfSlots(int slots, int spares) {
    section("pvf").put("slots", slots).put("spares", spares);
    return this;
  }

  /** Serves metrics, health and readiness; port 0 takes any. */
  public VouchPluginBuilder status(String host, int port) {
    json.put("http", new JsonObject().put("host", host).put("port", port));
    return this;
  }

  /** Any other key of the configuration, by its path, like {@code backing.quorum}. */
  public VouchPluginBuilder set(String path, Object value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      json.put(path, value);
    } else {
      section(path.substring(0, dot)).put(path.substring(dot + 1), value);
    }
    return this;
  }

  /** The host's meters. */
  public VouchPluginBuilder meters(MeterRegistry registry) {
    meters = () -> registry;
    return this;
  }

  private JsonObject section(String name) {
    if (!json.containsKey(name)) {
      json.put(name, new JsonObject());
    }
    return json.getJsonObject(name);
  }

  /** The node, to be deployed once; refuses what the JSON form refuses. */
  public VouchPlugin build() {
    return new VouchPlugin(
        Optional.of(NodeConfig.of(json.copy())),
        List.of(dev.vouch.node.config.Part.values()),
        meters);
  }
}
