package dev.vouch.node;

import dev.vouch.cluster.ClusterSettings;
import dev.vouch.cluster.ClusteredVertx;
import dev.vouch.node.config.ConfigException;
import dev.vouch.node.config.NodeConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.concurrent.atomic.AtomicBoolean;

/** One node with a {@code Vertx} of its own: what {@code vouch node} runs. */
public final class RunningNode {
  private final ClusteredVertx cluster;
  private final VouchPlugin plugin;
  private final String deployment;
  private final AtomicBoolean closing = new AtomicBoolean();

  /** Of no context: a future of the Vertx that closes could not complete any more. */
  private final Promise<Void> closed = Promise.promise();

  private RunningNode(ClusteredVertx cluster, VouchPlugin plugin, String deployment) {
    this.cluster = cluster;
    this.plugin = plugin;
    this.deployment = deployment;
  }

  /** Joins the cluster of the configuration and deploys the plugin there. */
  public static Future<RunningNode> start(NodeConfig config) {
    ClusterSettings settings =
        config
            .cluster()
            .orElseThrow(() -> new ConfigException("cluster", "is missing: a node joins one"));
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    MicrometerMetricsOptions metrics =
        new MicrometerMetricsOptions()
            .setEnabled(true)
            .setRegistryName("vouch-" + config.node())
            .addDisabledMetricsCategory(MetricsDomain.VERTICLES);
    return ClusteredVertx.start(
            settings,
            new VertxOptions().setMetricsOptions(metrics),
            builder -> builder.withMetrics(new MicrometerMetricsFactory(registry)))
        .compose(cluster -> deploy(cluster, new VouchPlugin(config, registry)));
  }

  private static Future<RunningNode> deploy(ClusteredVertx cluster, VouchPlugin plugin) {
    Promise<RunningNode> running = Promise.promise();
    cluster
        .vertx()
        .deployVerticle(plugin)
        .onSuccess(id -> running.complete(new RunningNode(cluster, plugin, id)))
        .onFailure(cause -> cluster.close().onComplete(closed -> running.fail(cause)));
    return running.future();
  }

  public Vertx vertx() {
    return cluster.vertx();
  }

  public VouchPlugin plugin() {
    return plugin;
  }

  /** Members of the cluster as this one sees it. */
  public int members() {
    return cluster.members();
  }

  /** Stops intake, kills workers, syncs the record, leaves the cluster at once. */
  public Future<Void> close() {
    if (closing.compareAndSet(false, true)) {
      cluster
          .vertx()
          .undeploy(deployment)
          .onComplete(undeployed -> cluster.close().onComplete(closed));
    }
    return closed.future();
  }
}
