package dev.vouch.node;

import dev.vouch.core.kernel.Explanation;
import dev.vouch.frames.SandboxLayer;
import dev.vouch.node.config.NodeConfig.Endpoint;
import dev.vouch.pvf.host.PvfHost;
import dev.vouch.pvf.supervisor.SandboxStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an operator sees: {@code /metrics} in Prometheus text, {@code /health} (this answers, and
 * the layers of the PVF workers' sandbox), {@code /ready} with what is missing, {@code
 * /explanations} of the last decisions. Not for the public: listen on a private address.
 */
final class StatusVerticle extends VerticleBase {
  private final NodeContext node;
  private final Readiness readiness;
  private final Supplier<Optional<PvfHost>> pvfHost;
  private final Endpoint endpoint;
  private volatile int port;

  StatusVerticle(
      NodeContext node,
      Readiness readiness,
      Supplier<Optional<PvfHost>> pvfHost,
      Endpoint endpoint) {
    this.node = node;
    this.readiness = readiness;
    this.pvfHost = pvfHost;
    this.endpoint = endpoint;
  }

  int port() {
    return port;
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer(new HttpServerOptions().setIdleTimeout(30))
        .requestHandler(this::serve)
        .listen(endpoint.port(), endpoint.host())
        .onSuccess(server -> port = server.actualPort());
  }

  private void serve(HttpServerRequest request) {
    if (!HttpMethod.GET.equals(request.method())) {
      request.response().setStatusCode(405).end();
      return;
    }
    switch (String.valueOf(request.path())) {
      case "/metrics" -> metrics(request);
      case "/health" -> json(request, 200, health());
      case "/ready" -> {
        JsonObject ready = readiness.toJson();
        json(request, ready.getBoolean("ready", false) ? 200 : 503, ready);
      }
      case "/explanations" -> json(request, 200, explanations());
      default -> request.response().setStatusCode(404).end();
    }
  }

  private void metrics(HttpServerRequest request) {
    if (node.meters().registry() instanceof PrometheusMeterRegistry prometheus) {
      request
          .response()
          .putHeader("content-type", "text/plain; version=0.0.4")
          .end(prometheus.scrape());
    } else {
      request.response().setStatusCode(404).end("the host's own registry has the meters\n");
    }
  }

  private JsonObject health() {
    JsonObject health = new JsonObject().put("healthy", true);
    pvfHost.get().ifPresent(host -> health.put("sandbox", sandbox(host.sandbox())));
    return health;
  }

  /**
   * Every layer of the workers' sandbox by name, and for those that do not hold why and what to do.
   */
  private static JsonObject sandbox(SandboxStatus status) {
    JsonObject layers = new JsonObject();
    status.layers().forEach(layer -> layers.put(layer.name(), layer.held()));
    JsonArray missing = new JsonArray();
    for (SandboxLayer layer : status.missing()) {
      missing.add(
          new JsonObject()
              .put("layer", layer.name())
              .put("optional", status.optional(layer.name()))
              .put("found", layer.detail())
              .put("remedy", SandboxStatus.remedy(layer.name())));
    }
    return new JsonObject().put("layers", layers).put("missing", missing);
  }

  private JsonObject explanations() {
    JsonArray all = new JsonArray();
    node.explanations().recent().forEach(explanation -> all.add(toJson(explanation)));
    return new JsonObject().put("node", node.node()).put("explanations", all);
  }

  private static JsonObject toJson(Explanation explanation) {
    JsonObject json =
        new JsonObject()
            .put("subsystem", explanation.subsystem().label())
            .put("step", explanation.step().name())
            .put("detail", explanation.detail());
    explanation.schedulingParent().ifPresent(hash -> json.put("scheduling_parent", hash + ""));
    explanation.para().ifPresent(para -> json.put("para", para.value()));
    explanation.candidate().ifPresent(hash -> json.put("candidate", hash.value() + ""));
    return json;
  }

  private static void json(HttpServerRequest request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.encode() + "\n");
  }
}
