package dev.vouch.devnet;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Devnet's own pages: {@code /} for people, {@code /metrics} of all nodes with a label {@code
 * node}, {@code /health} and {@code /ready} with the reasons of each.
 */
final class StatusPages {
  static final Pattern SAMPLE = Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(.*)\\})? (.*)$");
  private static final long FETCH_MILLIS = 2_000;

  private final Vertx vertx;
  private final HttpClient client;
  private final Supplier<List<NodeHandle>> nodes;
  private final Supplier<String> page;
  private final Supplier<String> missing;

  /**
   * @param missing what the network itself lacks to be ready; empty when nothing
   */
  StatusPages(
      Vertx vertx,
      Supplier<List<NodeHandle>> nodes,
      Supplier<String> page,
      Supplier<String> missing) {
    this.vertx = vertx;
    this.client = vertx.createHttpClient();
    this.nodes = nodes;
    this.page = page;
    this.missing = missing;
  }

  /** Listens; tells the port. */
  Future<Integer> listen(int port) {
    return vertx
        .createHttpServer()
        .requestHandler(this::serve)
        .listen(port, "127.0.0.1")
        .map(HttpServer::actualPort);
  }

  private void serve(HttpServerRequest request) {
    switch (String.valueOf(request.path())) {
      case "/" ->
          request.response().putHeader("content-type", "text/html; charset=utf-8").end(page.get());
      case "/metrics" ->
          metrics()
              .onSuccess(
                  text ->
                      request
                          .response()
                          .putHeader("content-type", "text/plain; version=0.0.4")
                          .end(text));
      case "/health", "/ready" -> status(request);
      default -> request.response().setStatusCode(404).end();
    }
  }

  /** Every node's metrics, each sample with the node's name. */
  Future<String> metrics() {
    List<NodeHandle> all = nodes.get();
    List<Future<String>> parts =
        all.stream().map(node -> get(node, "/metrics").otherwise("")).toList();
    return Future.all(parts)
        .map(
            done -> {
              MergedMetrics merged = new MergedMetrics();
              for (int i = 0; i < all.size(); i++) {
                merged.add(all.get(i).name(), parts.get(i).result());
              }
              return merged.text();
            });
  }

  private Future<String> get(NodeHandle node, String path) {
    return client
        .request(HttpMethod.GET, node.statusPort(), "127.0.0.1", path)
        .compose(request -> request.send().compose(response -> response.body()))
        .map(body -> body.toString())
        .timeout(FETCH_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  /** The sum of a counter over all nodes, of those samples whose labels have the text. */
  static long sum(String metrics, String counter, String labels) {
    return Math.round(
        metrics
            .lines()
            .map(SAMPLE::matcher)
            .filter(Matcher::matches)
            .filter(sample -> sample.group(1).equals(counter))
            .filter(sample -> String.valueOf(sample.group(3)).contains(labels))
            .mapToDouble(sample -> Double.parseDouble(sample.group(4)))
            .sum());
  }

  private void status(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    List<NodeHandle> all = nodes.get();
    List<Future<JsonObject>> parts = new ArrayList<>();
    for (NodeHandle node : all) {
      parts.add(
          get(node, path)
              .map(JsonObject::new)
              .otherwise(
                  cause ->
                      new JsonObject()
                          .put("ready", false)
                          .put("healthy", false)
                          .put("missing", new JsonObject().put("node", cause.toString()))));
    }
    Future.all(parts)
        .onSuccess(
            done -> {
              JsonObject body = new JsonObject();
              String lacking = path.equals("/ready") ? missing.get() : "";
              boolean good = lacking.isEmpty();
              if (!good) {
                body.put("devnet", lacking);
              }
              for (int i = 0; i < all.size(); i++) {
                JsonObject part = parts.get(i).result();
                good &= part.getBoolean("ready", part.getBoolean("healthy", false));
                body.put(all.get(i).name(), part);
              }
              request
                  .response()
                  .setStatusCode(good ? 200 : 503)
                  .putHeader("content-type", "application/json")
                  .end(body.encode() + "\n");
            });
  }
}
