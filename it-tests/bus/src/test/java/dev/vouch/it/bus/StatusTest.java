package dev.vouch.it.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vouch.devnet.collator.TestPara;
import dev.vouch.messages.OverseerMessage.WaitForActivation;
import dev.vouch.messages.SubsystemName;
import dev.vouch.node.VouchPlugin;
import dev.vouch.node.config.NodeConfig;
import dev.vouch.primitives.NodeFeatures;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a node over HTTP. */
class StatusTest {
  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final HostApp host = new HostApp(Chains.spec(1, Chains.ADDER, NodeFeatures.none()));
  private final Foreigner foreigner = new Foreigner("alice");
  private VouchPlugin plugin;
  private String deployment;

  @BeforeEach
  void deploy() {
    host.serve(vertx, "alice");
    Await.result(vertx.deployVerticle(foreigner));
    JsonObject config =
        Configs.node(
                "alice", Chains.uri(0), directory, directory.resolve("artifacts"), host.genesis())
            .put("http", new JsonObject().put("port", 0));
    plugin = new VouchPlugin(NodeConfig.of(config));
    deployment = Await.result(vertx.deployVerticle(plugin));
  }

  @AfterEach
  void close() {
    http.close();
    Await.result(vertx.undeploy(deployment));
    Await.result(vertx.close());
  }

  private HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + plugin.statusPort() + path));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JsonObject missing() {
    return new JsonObject(get("/ready").body()).getJsonObject("missing");
  }

  @Test
  void aNodeIsHealthyAtOnceAndReadyWithItsReasons() {
    assertThat(get("/health").statusCode()).isEqualTo(200);
    HttpResponse<String> early = get("/ready");
    assertThat(early.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(early.body()).getBoolean("ready")).isFalse();
    assertThat(missing().getString("leaves")).isEqualTo("no leaf was activated yet");

    host.author(List.of());
    foreigner.ask(SubsystemName.OVERSEER, new WaitForActivation(host.best().hash()));
    Await.until("the node is ready", () -> get("/ready").statusCode() == 200);
    assertThat(missing().isEmpty()).isTrue();

    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    HttpRequest post = request("/ready").POST(BodyPublishers.noBody()).build();
    assertThat(send(post).statusCode()).isEqualTo(405);
  }

  @Test
  void metricsTellOfEveryStepOfACandidate() throws IOException {
    host.author(List.of());
    foreigner.ask(SubsystemName.OVERSEER, new WaitForActivation(host.best().hash()));
    assertThat(get("/metrics").body())
        .contains("vouch_backing_candidates_seconded_total 0.0")
        .contains("vouch_bridge_signatures_bad_total 0.0");

    Candidate candidate = Candidate.next(host, Chains.ADDER, TestPara.ADDER, Candidate.Version.V2);
    plugin.blobs().put(candidate.code());
    plugin.blobs().put(candidate.pov());
    foreigner.tell(SubsystemName.CANDIDATE_BACKING, candidate.second());
    host.awaitSeconded(candidate.hash(), plugin.context().explanations()::recent);

    HttpResponse<String> metrics = get("/metrics");
    assertThat(metrics.headers().firstValue("content-type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    assertThat(metrics.body())
        .contains("vouch_backing_statements_imported_total 1.0")
        .contains("vouch_backing_candidates_seconded_total 1.0")
        .contains("vouch_validation_candidates_valid_total 1.0")
        .contains("vouch_backing_candidates_backed_total 1.0")
        .contains("vouch_backing_second_to_backed_seconds_count 1")
        .containsPattern("vouch_pvf_prepare_seconds_count\\{outcome=\"ok\"} 1")
        .containsPattern("vouch_pvf_execute_seconds_count\\{cold=\"\\w+\",outcome=\"ok\"} 1")
        .containsPattern("vouch_pvf_execute_queued_seconds_count\\{kind=\"backing\"} 1")
        .containsPattern("vouch_pvf_workers_spawned_total\\{flavor=\"execute_c1\"} 1.0")
        .containsPattern("vouch_pvf_workers_retired_total\\{flavor=\"prepare\"} 1.0");
    assertThat(get("/explanations").body())
        .contains("SECONDED")
        .contains(candidate.hash().value().toString());
    healthTellsOfEveryLayerOfTheSandbox();
  }

  /** Once a worker has run. Which layers hold is the machine's affair. */
  private void healthTellsOfEveryLayerOfTheSandbox() {
    JsonObject sandbox = new JsonObject(get("/health").body()).getJsonObject("sandbox");
    JsonObject layers = sandbox.getJsonObject("layers");
    assertThat(layers.fieldNames())
        .contains("environment", "no_new_privs", "landlock", "seccomp", "namespaces", "cgroup");
    List<JsonObject> missing =
        sandbox.getJsonArray("missing").stream().map(JsonObject.class::cast).toList();
    assertThat(missing)
        .extracting(layer -> layer.getString("layer"))
        .containsExactlyElementsOf(
            layers.stream()
                .filter(layer -> layer.getValue().equals(false))
                .map(Map.Entry::getKey)
                .toList());
    assertThat(missing)
        .allSatisfy(
            layer -> {
              assertThat(layer.getString("found")).isNotBlank();
              assertThat(layer.getString("remedy")).isNotBlank();
              assertThat(layer.getBoolean("optional")).isNotNull();
            });
  }
}
