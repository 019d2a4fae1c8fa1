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
import java.util.stream.Collectors;

/**
 * Devnet's own pages: {@code /} for people, {@code /metrics} of all nodes with a label {@code
 * node}, {@code /health} and {@code /ready} with the reasons of each.
 */
final class StatusPages {
  private static final Pattern SAMPLE =
      Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(.*)\\})? (.*)$");
  private static final long FETCH_MILLIS = 2_000;

  private final Vertx vertx;
  private final HttpClient client;
  private final Supplier<List<NodeHandle>> nodes;
  private final Supplier<String> page;

  StatusPages(Vertx vertx, Supplier<List<NodeHandle>> nodes, Supplier<String> page) {
    this.vertx = vertx;
    this.client = vertx.createHttpClient();
    this.nodes = nodes;
    this.page = page;
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
    List<Future<String>> parts = new ArrayList<>();
    for (NodeHandle node : nodes.get()) {
      parts.add(
          get(node, "/metrics").map(text -> labelled(node.name(), text)).otherwise("# down\n"));
    }
    return Future.all(parts)
        .map(done -> parts.stream().map(Future::result).collect(Collectors.joining()));
  }

  private Future<String> get(NodeHandle node, String path) {
    return client
        .request(HttpMethod.GET, node.statusPort(), "127.0.0.1", path)
        .compose(request -> request.send().compose(response -> response.body()))
        .map(body -> body.toString())
        .timeout(FETCH_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  static String labelled(String node, String text) {
    StringBuilder labelled = new StringBuilder();
    text.lines()
        .forEach(
            line -> {
              Matcher sample = SAMPLE.matcher(line);
              if (line.startsWith("#") || !sample.matches()) {
                return;
              }
              String labels = sample.group(3) == null ? "" : "," + sample.group(3);
              labelled
                  .append(sample.group(1))
                  .append("{node=\"")
                  .append(node)
                  .append('"')
                  .append(labels)
                  .append("} ")
                  .append(sample.group(4))
                  .append('\n');
            });
    return labelled.toString();
  }

  /** The sum of a counter over all nodes and labels. */
  static long sum(String metrics, String counter) {
    return Math.round(
        metrics
            .lines()
            .map(SAMPLE::matcher)
            .filter(Matcher::matches)
            .filter(sample -> sample.group(1).equals(counter))
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
              boolean good = true;
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
