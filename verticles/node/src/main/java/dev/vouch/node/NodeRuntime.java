package dev.vouch.node;

import dev.vouch.bus.BusCodecs;
import dev.vouch.node.blobs.BlobOrigin;
import dev.vouch.node.blobs.BlobStore;
import dev.vouch.node.blobs.PeerBlobs;
import dev.vouch.node.config.ConfigException;
import dev.vouch.node.config.NodeConfig;
import dev.vouch.node.signer.NodeKeys;
import dev.vouch.pvf.host.PvfHost;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the parts of one node in one {@code Vertx} share: they may be deployed together by the
 * plugin or one by one. The last part to release it closes it. For any thread.
 */
final class NodeRuntime implements Shareable {
  private static final String NODES = "vouch.nodes";

  private final NodeConfig config;
  private final NodeContext context;
  private final BlobStore blobs;
  private final NodeKeys keys;
  private final PeerBlobs peerBlobs = new PeerBlobs();
  private final Readiness readiness = new Readiness();
  private final List<BusCodecs.Registration> codecs;
  private volatile Optional<BlobOrigin> origin = Optional.empty();
  private volatile Supplier<Optional<PvfHost>> pvfHost = Optional::empty;
  private int users;

  private NodeRuntime(
      NodeConfig config,
      NodeContext context,
      BlobStore blobs,
      NodeKeys keys,
      List<BusCodecs.Registration> codecs) {
    this.config = config;
    this.context = context;
    this.blobs = blobs;
    this.keys = keys;
    this.codecs = codecs;
  }

  /** The node's runtime, made if this is its first part here. Reads files. */
  static NodeRuntime acquire(Vertx vertx, NodeConfig config, Supplier<MeterRegistry> meters)
      throws IOException {
    synchronized (NodeRuntime.class) {
      LocalMap<String, NodeRuntime> nodes = vertx.sharedData().getLocalMap(NODES);
      NodeRuntime runtime = nodes.get(config.node());
      if (runtime == null) {
        runtime = open(vertx, config, meters.get());
        nodes.put(config.node(), runtime);
      }
      runtime.users++;
      return runtime;
    }
  }

  private static NodeRuntime open(Vertx vertx, NodeConfig config, MeterRegistry meters)
      throws IOException {
    NodeKeys keys =
        new NodeKeys(
            config.validator().load("keys.validator"), config.authority().load("keys.authority"));
    BlobStore blobs;
    try {
      blobs = BlobStore.open(config.directory().resolve("blobs"), config.blobLimits());
    } catch (IOException e) {
      throw new ConfigException("directory", "cannot be used: " + e);
    }
    List<BusCodecs.Registration> codecs = NodeCodecs.register(vertx);
    NodeContext context = NodeContext.of(vertx, config.routes(), new NodeMeters(meters));
    NodeRuntime runtime = new NodeRuntime(config, context, blobs, keys, codecs);
    config.blobSources().forEach(runtime.peerBlobs::put);
    return runtime;
  }

  void release(Vertx vertx) {
    synchronized (NodeRuntime.class) {
      users--;
      if (users > 0) {
        return;
      }
      vertx.sharedData().<String, NodeRuntime>getLocalMap(NODES).remove(config.node());
      codecs.forEach(BusCodecs.Registration::close);
    }
  }

  NodeConfig config() {
    return config;
  }

  NodeContext context() {
    return context;
  }

  BlobStore blobs() {
    return blobs;
  }

  NodeKeys keys() {
    return keys;
  }

  PeerBlobs peerBlobs() {
    return peerBlobs;
  }

  Readiness readiness() {
    return readiness;
  }

  /** Where this node serves its blobs; empty until that part is deployed. */
  Optional<BlobOrigin> origin() {
    return origin;
  }

  void origin(BlobOrigin served) {
    origin = Optional.of(served);
  }

  Optional<PvfHost> pvfHost() {
    return pvfHost.get();
  }

  void pvfHost(Supplier<Optional<PvfHost>> host) {
    pvfHost = host;
  }
}
