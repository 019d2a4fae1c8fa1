package dev.vouch.it.bus;

import dev.vouch.primitives.Hash;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/** Configurations for small nodes: one slot, no spare process, an impatient provisioner. */
final class Configs {
  private Configs() {}

  static JsonObject node(String name, String keyUri, Path directory, Path artifacts, Hash network) {
    return new JsonObject()
        .put("node", name)
        .put("directory", directory.toString())
        .put("network", network.toHex())
        .put("keys", new JsonObject().put("validator", new JsonObject().put("development", keyUri)))
        .put("provisioner", new JsonObject().put("ready-after-millis", 0))
        .put(
            "pvf",
            new JsonObject()
                .put("artifacts", artifacts.toString())
                .put("slots", 1)
                .put("spares", 0)
                // A guest that never ends is decided after two limits, not six: 4 s.
                .put("cold-factor", 2)
                .put("aot-cache", false));
  }
}
