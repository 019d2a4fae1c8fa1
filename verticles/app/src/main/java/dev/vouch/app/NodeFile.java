package dev.vouch.app;

import dev.vouch.node.config.ConfigException;
import dev.vouch.node.config.NodeConfig;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A node's configuration: a file, then the pairs of {@code VOUCH_NODE_SET}, then those of the
 * command line; the later wins.
 */
final class NodeFile {
  private static final String VARIABLE = "VOUCH_NODE_SET";

  private NodeFile() {}

  static NodeConfig read(Path config, List<String> overrides) {
    JsonObject json;
    try {
      json = new JsonObject(new String(InputFiles.read(config), StandardCharsets.UTF_8));
    } catch (DecodeException e) {
      throw new UsageException(config + " is no JSON: " + e.getMessage());
    }
    String environment = System.getenv(VARIABLE);
    if (environment != null && !environment.isBlank()) {
      for (String pair : environment.split(",", -1)) {
        override(json, pair.strip(), VARIABLE);
      }
    }
    overrides.forEach(pair -> override(json, pair, "--set"));
    try {
      return NodeConfig.of(json);
    } catch (ConfigException e) {
      throw new UsageException(config + ": " + e.getMessage());
    }
  }

  private static void override(JsonObject json, String pair, String source) {
    int equals = pair.indexOf('=');
    if (equals <= 0) {
      throw new UsageException(source + ": '" + pair + "' is not PATH=VALUE");
    }
    JsonObject at = json;
    String[] path = pair.substring(0, equals).split("\\.", -1);
    for (int i = 0; i < path.length - 1; i++) {
      if (!(at.getValue(path[i]) instanceof JsonObject)) {
        at.put(path[i], new JsonObject());
      }
      at = at.getJsonObject(path[i]);
    }
    at.put(path[path.length - 1], value(pair.substring(equals + 1)));
  }

  private static Object value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
