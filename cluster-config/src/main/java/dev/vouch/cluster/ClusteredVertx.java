package dev.vouch.cluster;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** A {@code Vertx} that is a member of a cluster, and the way to end it at once. */
public final class ClusteredVertx {
  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private final AtomicBoolean closing = new AtomicBoolean();

  private ClusteredVertx(Vertx vertx, HazelcastInstance hazelcast) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
  }

  /** Joins or founds the cluster; takes a second or two. */
  public static Future<ClusteredVertx> start(ClusterSettings settings) {
    return start(settings, new VertxOptions(), builder -> builder);
  }

  /**
   * Joins or founds the cluster.
   *
   * @param options the event bus options are set by this method
   * @param customize adds metrics, with a registry name of its own: two {@code Vertx} with the same
   *     name share one registry and lose each other's meters
   */
  public static Future<ClusteredVertx> start(
      ClusterSettings settings, VertxOptions options, UnaryOperator<VertxBuilder> customize) {
    Promise<ClusteredVertx> started = Promise.promise();
    Thread.ofPlatform()
        .name("vouch-cluster-start")
        .daemon()
        .start(
            () -> {
              try {
                join(settings, options, customize).onComplete(started);
              } catch (RuntimeException e) {
                started.fail(e);
              }
            });
    return started.future();
  }

  private static Future<ClusteredVertx> join(
      ClusterSettings settings, VertxOptions options, UnaryOperator<VertxBuilder> customize) {
    HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(HazelcastConfig.of(settings));
    VertxOptions own = new VertxOptions(options).setEventBusOptions(BusOptions.of(settings));
    return customize
        .apply(Vertx.builder().with(own))
        .withClusterManager(new HazelcastClusterManager(hazelcast))
        .buildClustered()
        .map(vertx -> new ClusteredVertx(vertx, hazelcast))
        .onFailure(cause -> hazelcast.getLifecycleService().terminate());
  }

  public Vertx vertx() {
    return vertx;
  }

  /** How many members the cluster has as this one sees it. */
  public int members() {
    return hazelcast.getCluster().getMembers().size();
  }

  /** Whether this member still takes part. */
  public boolean isRunning() {
    return hazelcast.getLifecycleService().isRunning();
  }

  /**
   * Undeploys everything, closes the {@code Vertx} and ends the membership at once: the data in the
   * cluster is nothing but addresses, so there is nothing to hand over. Hazelcast's orderly
   * shutdown takes up to 8 seconds.
   */
  public Future<Void> close() {
    if (!closing.compareAndSet(false, true)) {
      return Future.succeededFuture();
    }
    Promise<Void> closed = Promise.promise();
    vertx
        .close()
        .onComplete(
            done ->
                Thread.ofPlatform()
                    .name("vouch-cluster-stop")
                    .daemon()
                    .start(
                        () -> {
                          hazelcast.getLifecycleService().terminate();
                          closed.complete();
                        }));
    return closed.future();
  }
}
