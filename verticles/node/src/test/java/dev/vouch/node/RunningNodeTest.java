package dev.vouch.node;

import static dev.vouch.node.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.Hazelcast;
import dev.vouch.bus.Addresses;
import dev.vouch.bus.BusClient;
import dev.vouch.bus.BusCodecs;
import dev.vouch.bus.BusMeter;
import dev.vouch.bus.Delivery;
import dev.vouch.bus.Inbox;
import dev.vouch.bus.LeavesMessage;
import dev.vouch.bus.Routes;
import dev.vouch.bus.Scope;
import dev.vouch.cluster.ClusterSettings;
import dev.vouch.cluster.ClusteredVertx;
import dev.vouch.cluster.FreePort;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.messages.Answer;
import dev.vouch.messages.BlobMessage.FetchBlob;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.CandidateBackingMessage.CanSecond;
import dev.vouch.messages.ChainApiMessage.FinalizedNumber;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.SubsystemName;
import dev.vouch.node.config.ConfigException;
import dev.vouch.node.config.NodeConfig;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.PublicKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two validators and a relay chain that knows nothing, as three members of a real cluster. */
class RunningNodeTest {
  private static final long DEADLINE_NANOS = Duration.ofSeconds(20).toNanos();

  @TempDir Path dir;
  private final int chainPort = FreePort.onLoopback();
  private final List<RunningNode> nodes = new ArrayList<>();
  private final ClusteredVertx chain =
      await(
          ClusteredVertx.start(
              ClusterSettings.loopback("running-node-test", chainPort, List.of())));

  @AfterEach
  void close() {
    nodes.forEach(node -> await(node.close()));
    await(chain.close());
    assertThat(Hazelcast.getAllHazelcastInstances()).isEmpty();
  }

  private JsonObject config(String name) {
    return new JsonObject()
        .put("node", name)
        .put("directory", dir.resolve(name).toString())
        .put("network", "00".repeat(32))
        .put("scope", "cluster")
        .put(
            "keys",
            new JsonObject().put("validator", new JsonObject().put("development", "//" + name)))
        .put(
            "pvf",
            new JsonObject()
                .put("slots", 1)
                .put("spares", 0)
                .put("artifacts", dir.resolve("artifacts").toString()))
        .put(
            "cluster",
            new JsonObject()
                .put("name", "running-node-test")
                .put("port", FreePort.onLoopback())
                .put("members", new JsonArray().add("127.0.0.1:" + chainPort)));
  }

  private RunningNode start(String name) {
    Addresses addresses = new Addresses(name);
    BusCodecs.register(chain.vertx());
    serve(addresses.leaves(), new LeavesMessage.Leaves(List.of(), List.of()));
    serve(addresses.inbox(SubsystemName.CHAIN_API), new FinalizedNumber(0));
    serve(
        addresses.inbox(SubsystemName.RUNTIME_API),
        d -> d.fail(new Failure(Failure.Kind.UNAVAILABLE, "no such block")));
    RunningNode node = await(RunningNode.start(NodeConfig.of(config(name))));
    nodes.add(node);
    return node;
  }

  private void serve(String address, Answer answer) {
    serve(address, d -> d.reply(Outcome.answered(answer)));
  }

  private void serve(String address, Consumer<Delivery> handler) {
    await(Inbox.open(chain.vertx(), address, Scope.CLUSTER, BusMeter.NONE, handler));
  }

  @Test
  void validatorsOfOneClusterProveThemselvesAndMoveBlobs() throws IOException {
    RunningNode alice = start("alice");
    RunningNode bob = start("bob");
    assertThat(alice.members()).isEqualTo(3);

    BlobRef pov = bob.plugin().blobs().put(Bytes.wrap(new byte[300_000]));
    PublicKey bobsKey = Sr25519KeyPair.fromUri("//bob").publicKey();
    Outcome<BlobRef> fetched = fetchUntilConnected(alice, pov, bobsKey);
    assertThat(fetched).isEqualTo(Outcome.answered(pov));

    // A message of another member travels in its wire form.
    BusClient host =
        new BusClient(chain.vertx(), new Routes(new Addresses("alice"), Scope.CLUSTER, Map.of()));
    CanSecond question =
        new CanSecond(new ParaId(7), Hash.ZERO, new CandidateHash(Hash.ZERO), Hash.ZERO);
    assertThat(await(host.request(question)).yes()).isFalse();

    long start = System.nanoTime();
    await(bob.close());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
  }

  private static Outcome<BlobRef> fetchUntilConnected(
      RunningNode node, BlobRef blob, PublicKey from) {
    long start = System.nanoTime();
    Outcome<BlobRef> outcome;
    do {
      FetchBlob fetch = new FetchBlob(blob.hash(), 1_000_000, from);
      outcome = await(node.plugin().context().client().ask(fetch, 0));
    } while (outcome instanceof Outcome.Failed<BlobRef>
        && System.nanoTime() - start < DEADLINE_NANOS);
    return outcome;
  }

  @Test
  void aNodeWhoseHostIsNotThereGivesUpAndLeavesTheCluster() {
    NodeConfig lonely = NodeConfig.of(config("lonely").put("host-wait-millis", 0));

    assertThatThrownBy(() -> await(RunningNode.start(lonely)))
        .isInstanceOf(MissingHostServiceException.class);
    long start = System.nanoTime();
    while (chain.members() > 1 && System.nanoTime() - start < DEADLINE_NANOS) {
      Thread.onSpinWait();
    }
    assertThat(chain.members()).isEqualTo(1);
  }

  @Test
  void aNodeNeedsACluster() {
    JsonObject json = config("alice");
    json.remove("cluster");

    assertThatThrownBy(() -> RunningNode.start(NodeConfig.of(json)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'cluster'");
  }
}
