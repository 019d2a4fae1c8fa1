package dev.vouch.node.config;

import dev.vouch.bus.Addresses;
import dev.vouch.bus.Routes;
import dev.vouch.bus.Scope;
import dev.vouch.cluster.ClusterSettings;
import dev.vouch.core.backing.BackingConfig;
import dev.vouch.core.provisioner.ProvisionerConfig;
import dev.vouch.messages.SubsystemName;
import dev.vouch.node.blobs.BlobLimits;
import dev.vouch.node.blobs.BlobOrigin;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import dev.vouch.pvf.host.PvfHostConfig;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a node is told. {@link NodeConfigJson} reads it from JSON and documents the keys.
 *
 * @param node the node's name on the bus
 * @param directory what outlives the process: signing record, blobs
 * @param scope how far the node's inboxes are known
 * @param network genesis hash; validators of other networks are no peers
 * @param validator signs statements
 * @param authority proves to peers who we are
 * @param peers who carries messages to other validators
 * @param elsewhere subsystems that are served under another address
 * @param hostWaitMillis how long the start waits for what the host must provide
 * @param blobSources who serves blobs beside the peers, by authority key: collators, code archives
 * @param status where metrics, health and readiness are served, if at all
 * @param cluster what {@code vouch node} joins; a plugin lives in the cluster of its host
 */
public record NodeConfig(
    String node,
    Path directory,
    Scope scope,
    Hash network,
    KeySource validator,
    KeySource authority,
    Peers peers,
    Map<SubsystemName, String> elsewhere,
    long hostWaitMillis,
    Endpoint blobs,
    BlobLimits blobLimits,
    Map<PublicKey, BlobOrigin> blobSources,
    Optional<Endpoint> status,
    PvfHostConfig pvf,
    BackingConfig backing,
    ProvisionerConfig provisioner,
    long keepDataMillis,
    Optional<ClusterSettings> cluster) {

  /** Who carries messages to other validators. */
  public enum Peers {
    /** Our link over the clustered event bus. */
    EVENT_BUS,
    /** The host application, at the node's network address. */
    HOST
  }

  /** An address to listen on; port 0 takes any. */
  public record Endpoint(String host, int port) {}

  public NodeConfig {
    elsewhere = Map.copyOf(elsewhere);
    blobSources = Map.copyOf(blobSources);
  }

  /** Reads a configuration strictly; throws {@link ConfigException}. */
  public static NodeConfig of(JsonObject json) {
    return NodeConfigJson.read(json);
  }

  /** Where the node's messages go. */
  public Routes routes() {
    return new Routes(new Addresses(node), scope, elsewhere);
  }
}
