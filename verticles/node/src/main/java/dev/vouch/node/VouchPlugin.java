package dev.vouch.node;

import dev.vouch.bus.LeavesMessage;
import dev.vouch.node.blobs.BlobStore;
import dev.vouch.node.config.NodeConfig;
import dev.vouch.node.config.Part;
import dev.vouch.pvf.host.PvfHost;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole node as one verticle: deploy it, and candidates are validated and backed; undeploy it,
 * and nothing is left.
 *
 * <p>Deployed by name with a JSON configuration, by {@code vouch:node}, or made by {@link
 * #builder}. The start fails, and says why, if the configuration is wrong or the host does not
 * provide what it must. If a part meets a fault of its own the whole node stops (backing spec
 * OV-8).
 */
public final class VouchPlugin extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(VouchPlugin.class);

  private final Optional<NodeConfig> given;
  private final List<Part> parts;
  private final Supplier<MeterRegistry> meters;
  private volatile @Nullable NodeRuntime runtime;
  private volatile @Nullable StatusVerticle status;
  private @Nullable Deployments deployments;
  private Optional<MessageConsumer<NodeFault>> faults = Optional.empty();

  /** Takes its configuration from the deployment options. */
  public VouchPlugin() {
    this(Optional.empty(), List.of(Part.values()), VouchPlugin::prometheus);
  }

  /** With meters of its own. */
  public VouchPlugin(NodeConfig config) {
    this(Optional.of(config), List.of(Part.values()), VouchPlugin::prometheus);
  }

  /** With the host's meters. */
  public VouchPlugin(NodeConfig config, MeterRegistry meters) {
    this(Optional.of(config), List.of(Part.values()), () -> meters);
  }

  VouchPlugin(Optional<NodeConfig> given, List<Part> parts, Supplier<MeterRegistry> meters) {
    this.given = given;
    this.parts = parts;
    this.meters = meters;
  }

  static MeterRegistry prometheus() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  /** A node in Java. */
  public static VouchPluginBuilder builder(String node) {
    return new VouchPluginBuilder(node);
  }

  @Override
  public Future<?> start() {
    NodeConfig config = given.orElseGet(() -> NodeConfig.of(config()));
    return onVirtualThread(
        () -> {
          try {
            begin(config);
          } catch (IOException | RuntimeException e) {
            end();
            throw e;
          }
        });
  }

  @Override
  public Future<?> stop() {
    return onVirtualThread(this::end);
  }

  private void begin(NodeConfig config) throws IOException {
    NodeRuntime node = NodeRuntime.acquire(vertx, config, meters);
    runtime = node;
    Deployments deployed = new Deployments(vertx);
    deployments = deployed;
    boolean whole = parts.contains(Part.OVERSEER);
    HostCheck host = new HostCheck(vertx, node.context(), config);
    if (whole) {
      host.requireAll();
    }
    Parts deployer = new Parts(node, deployed);
    for (Part part : parts) {
      deployer.deploy(part);
    }
    if (parts.size() > 1) {
      status(config, node, deployed);
      faults =
          Optional.of(
              vertx
                  .eventBus()
                  .localConsumer(
                      node.context().routes().own().faults(), fault -> faulted(fault.body())));
    }
    if (whole) {
      LeavesMessage.Leaves leaves = host.leaves();
      leaves.leaves().forEach(leaf -> node.context().client().send(leaf, 0));
      leaves.finality().forEach(block -> node.context().client().send(block, 0));
    }
  }

  private void status(NodeConfig config, NodeRuntime node, Deployments deployed) {
    config
        .status()
        .ifPresent(
            endpoint -> {
              StatusVerticle server =
                  new StatusVerticle(node.context(), node.readiness(), node::pvfHost, endpoint);
              deployed.deploy(server);
              status = server;
            });
  }

  private void faulted(NodeFault fault) {
    LOG.error("the node stops: {} met a fault of its own: {}", fault.part(), fault.reason());
    vertx.undeploy(deploymentID());
  }

  private void end() {
    // Not registered on this verticle's context, so undeploying does not unregister it.
    faults.ifPresent(consumer -> Deployments.await(consumer.unregister()));
    faults = Optional.empty();
    if (deployments != null) {
      deployments.undeployAll();
    }
    NodeRuntime node = runtime;
    if (node != null) {
      runtime = null;
      node.release(vertx);
    }
  }

  private NodeRuntime running() {
    NodeRuntime node = runtime;
    if (node == null) {
      throw new IllegalStateException("the node is not deployed");
    }
    return node;
  }

  /** Addresses, meters and explanations of the node, while it is deployed. */
  public NodeContext context() {
    return running().context();
  }

  /** The node's blobs: collators put PoVs here, runtime APIs put codes. */
  public BlobStore blobs() {
    return running().blobs();
  }

  /** What is missing before the node can do its work. */
  public Readiness readiness() {
    return running().readiness();
  }

  /** The PVF host, if it is deployed here. */
  public Optional<PvfHost> pvfHost() {
    return running().pvfHost();
  }

  /** Where metrics, health and readiness are served; 0 if they are not. */
  public int statusPort() {
    StatusVerticle server = status;
    return server == null ? 0 : server.port();
  }

  private interface Task {
    void run() throws IOException;
  }

  /** Deploying in order is a straight line that waits; it must not wait on an event loop. */
  private Future<Void> onVirtualThread(Task task) {
    Promise<Void> done = Promise.promise();
    Thread.ofVirtual()
        .name("vouch-plugin")
        .start(
            () -> {
              try {
                task.run();
                done.complete();
              } catch (IOException | RuntimeException e) {
                done.fail(e);
              }
            });
    return done.future();
  }
}
