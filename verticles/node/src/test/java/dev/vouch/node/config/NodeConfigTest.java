package dev.vouch.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.bus.Scope;
import dev.vouch.frames.Levers;
import dev.vouch.messages.SubsystemName;
import dev.vouch.node.config.NodeConfig.Endpoint;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeConfigTest {
  private static JsonObject minimal() {
    return new JsonObject()
        .put("node", "alice")
        .put("directory", "/var/lib/vouch")
        .put("network", "11".repeat(32))
        .put(
            "keys",
            new JsonObject().put("validator", new JsonObject().put("development", "//Alice")));
  }

  private static void refused(String key, Consumer<JsonObject> change) {
    JsonObject json = minimal();
    change.accept(json);
    assertThatThrownBy(() -> NodeConfig.of(json))
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.key()).isEqualTo(key))
        .hasMessageContaining("'" + key + "'");
  }

  @Test
  void fourKeysAreEnough() {
    NodeConfig config = NodeConfig.of(minimal());

    assertThat(config.scope()).isEqualTo(Scope.LOCAL);
    assertThat(config.authority()).isEqualTo(config.validator());
    assertThat(config.status()).isEmpty();
    assertThat(config.pvf().artifactDirectory()).isEqualTo(Path.of("/var/lib/vouch/artifacts"));
  }

  @Test
  void everyKeyIsRead() {
    JsonObject json =
        minimal()
            .put("scope", "cluster")
            .put("peers", "host")
            .put("host-wait-millis", 5)
            .put("addresses", new JsonObject().put("runtime-api", "my.runtime"))
            .put("http", new JsonObject().put("port", 0))
            .put("pvf", new JsonObject().put("slots", 3).put("jit", "tiered"))
            .put("backing", new JsonObject().put("quorum", "majority"))
            .put("provisioner", new JsonObject().put("ready-after-millis", 100))
            .put(
                "cluster",
                new JsonObject()
                    .put("name", "c")
                    .put("port", 5_801)
                    .put("members", new JsonArray().add("127.0.0.1:5801")));
    NodeConfig config = NodeConfig.of(json);

    assertThat(config.routes().to(SubsystemName.RUNTIME_API)).isEqualTo("my.runtime");
    assertThat(config.status()).contains(new Endpoint("127.0.0.1", 0));
    assertThat(config.pvf().slots()).isEqualTo(3);
    assertThat(config.provisioner().readyAfterMillis()).isEqualTo(100);
    assertThat(config.cluster().orElseThrow().port()).isEqualTo(5_801);
  }

  @Test
  void anUnknownKeyIsRefusedByItsPath() {
    refused("nodes", json -> json.put("nodes", "bob"));
    refused("pvf.slot", json -> json.put("pvf", new JsonObject().put("slot", 1)));
    refused(
        "addresses.signers", json -> json.put("addresses", new JsonObject().put("signers", "x")));
    refused(
        "keys.validator.seed",
        json ->
            json.put(
                "keys",
                new JsonObject()
                    .put(
                        "validator",
                        new JsonObject().put("development", "//Alice").put("seed", "00"))));
  }

  @Test
  void anIllTypedKeyIsRefusedByItsPath() {
    refused("node", json -> json.put("node", 7));
    refused("node", json -> json.put("node", "Alice Cooper"));
    refused("network", json -> json.put("network", "main"));
    refused("scope", json -> json.put("scope", "world"));
    refused("pvf", json -> json.put("pvf", 3));
    refused("pvf.slots", json -> json.put("pvf", new JsonObject().put("slots", "3")));
    refused("pvf.slots", json -> json.put("pvf", new JsonObject().put("slots", 2.5)));
    refused("pvf.slots", json -> json.put("pvf", new JsonObject().put("slots", 0)));
    refused("pvf.warm-up", json -> json.put("pvf", new JsonObject().put("warm-up", 1)));
    refused(
        "pvf.artifact-caches",
        json -> json.put("pvf", new JsonObject().put("artifact-caches", 65)));
    refused("http.port", json -> json.put("http", new JsonObject().put("port", 65_536)));
    refused("directory", json -> json.put("directory", null));
  }

  @Test
  void aLeverIsTurnedOffByNameAndABadNameGetsAllGoodOnes() {
    JsonObject json = minimal();
    json.put("pvf", off("huge-methods", "global-fields"));
    assertThat(NodeConfig.of(json).pvf().levers().off())
        .containsExactly("huge-methods", "global-fields");
    assertThat(NodeConfig.of(minimal()).pvf().levers()).isEqualTo(Levers.ALL);
    refused("pvf.levers.of", j -> j.put("pvf", levers("of", "huge-methods")));
    assertThatThrownBy(() -> NodeConfig.of(minimal().put("pvf", off("turbo"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("pvf.levers.off")
        .hasMessageContaining("no lever turbo; there are: static-memory, memory-intrinsics,");
    assertThatThrownBy(() -> NodeConfig.of(minimal().put("pvf", off("static-memory"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("turn off: memory-intrinsics, global-fields, bound-host");
  }

  private static JsonObject off(String... names) {
    return levers("off", names);
  }

  private static JsonObject levers(String key, String... names) {
    return new JsonObject()
        .put("levers", new JsonObject().put(key, new JsonArray(java.util.List.of(names))));
  }

  @Test
  void aMissingKeyIsNamed() {
    refused("node", json -> json.remove("node"));
    refused("directory", json -> json.remove("directory"));
    refused("network", json -> json.remove("network"));
    refused("keys.validator", json -> json.remove("keys"));
  }

  @Test
  void secretsDoNotStandInTheConfiguration() {
    refused(
        "keys.validator.development",
        json ->
            json.put(
                "keys",
                new JsonObject()
                    .put(
                        "validator", new JsonObject().put("development", "0x" + "22".repeat(32)))));
  }

  @Test
  void aKeyFileMustBePrivateAndHoldAKey(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("key"), "//Bob\n");
    KeySource source = new KeySource.SecretFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> source.load("keys.validator"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("chmod 600");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(source.load("keys.validator").publicKey())
        .isEqualTo(new KeySource.Development("//Bob").load("x").publicKey());
    Files.writeString(file, "not a key at all");
    assertThatThrownBy(() -> source.load("keys.validator"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("keys.validator")
        .hasMessageNotContaining("not a key at all");
  }

  @Test
  void aClusterThatWouldBeUnsafeIsRefusedUnderItsKey() {
    refused(
        "cluster.host",
        json -> json.put("cluster", new JsonObject().put("name", "c").put("host", "192.0.2.1")));
  }
}
