package dev.vouch.devnet;

import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;

/** The configuration of devnet's validators: what {@code DIR/<name>.json} holds. */
final class NodeFiles {
  private final Path directory;
  private final Hash genesis;
  private final List<String> members;
  private final String source;
  private final DevnetOptions options;

  NodeFiles(
      Path directory,
      Hash genesis,
      List<String> members,
      PublicKey sourceKey,
      int sourcePort,
      DevnetOptions options) {
    this.directory = directory;
    this.genesis = genesis;
    this.members = List.copyOf(members);
    this.source = sourceKey.toHex() + "@127.0.0.1:" + sourcePort;
    this.options = options;
  }

  Path file(String name) {
    return directory.resolve(name + ".json");
  }

  JsonObject config(int validator, int clusterPort, int statusPort) {
    String name = DevAccounts.name(validator);
    return new JsonObject()
        .put("node", name)
        .put("directory", directory.resolve(name).toString())
        .put("network", genesis.toHex())
        .put("scope", "cluster")
        .put("host-wait-millis", 30_000)
        .put(
            "keys",
            new JsonObject()
                .put("validator", new JsonObject().put("development", DevAccounts.uri(validator))))
        .put("blobs", new JsonObject().put("sources", new JsonArray().add(source)))
        .put("http", new JsonObject().put("host", "127.0.0.1").put("port", statusPort))
        .put(
            "pvf",
            new JsonObject()
                .put("artifacts", directory.resolve("artifacts").toString())
                .put("slots", Math.min(2, options.paras()))
                .put("spares", 0))
        .put("provisioner", provisioner())
        .put(
            "cluster",
            new JsonObject()
                .put("name", "vouch-devnet-" + genesis.toHex().substring(0, 8))
                .put("port", clusterPort)
                .put("members", new JsonArray(members)));
  }

  /** Ready after a third of the block time, at most the protocol's two seconds (backing PV-1). */
  private JsonObject provisioner() {
    long blockMillis = options.blockTime().toMillis();
    return new JsonObject()
        .put("ready-after-millis", Math.min(2_000, blockMillis / 3))
        .put("assembly-millis", 500);
  }
}
