package dev.vouch.it.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.bus.Addresses;
import dev.vouch.bus.BusCodecs;
import dev.vouch.cluster.FreePort;
import dev.vouch.devnet.chain.RelayBlock;
import dev.vouch.devnet.collator.TestPara;
import dev.vouch.messages.BackableCandidateRef;
import dev.vouch.messages.CandidateBackingMessage.CanSecond;
import dev.vouch.messages.CandidateBackingMessage.GetBackableCandidates;
import dev.vouch.messages.CandidateValidationMessage.Verdict;
import dev.vouch.messages.OverseerMessage.WaitForActivation;
import dev.vouch.messages.SubsystemName;
import dev.vouch.node.MissingHostServiceException;
import dev.vouch.node.VouchPlugin;
import dev.vouch.node.config.ConfigException;
import dev.vouch.node.config.Part;
import dev.vouch.primitives.BackedCandidate;
import dev.vouch.primitives.NodeFeatures;
import dev.vouch.primitives.ParaId;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.metrics.MetricsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** An application that is not ours deploys a node in each of the documented ways and uses it. */
@Isolated("it counts all threads and processes of this JVM")
class DeployingTest {
  /** Compiled PVFs, for all tests: only the first has to prepare. */
  @TempDir static Path artifacts;

  @TempDir Path directory;

  private final OpenHandlers handlers = new OpenHandlers();
  private final Vertx vertx =
      Vertx.builder()
          .with(new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true)))
          .withMetrics(handlers)
          .build();
  private final HostApp host = new HostApp(Chains.spec(1, Chains.ADDER, NodeFeatures.none()));
  private final BlobSource blobs = new BlobSource(vertx);
  private final Foreigner foreigner = new Foreigner("alice");

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  private JsonObject json() {
    return Configs.node("alice", "//Alice", directory, artifacts, host.genesis())
        .put("blobs", new JsonObject().put("sources", blobs.sources()));
  }

  private DeploymentOptions options(JsonObject config) {
    return new DeploymentOptions().setConfig(config);
  }

  /** The application is there first: it serves the node and holds the blobs. */
  private void startHost() {
    host.serve(vertx, "alice");
    Await.result(vertx.deployVerticle(foreigner));
    host.author(List.of());
    blobs.put(candidate().code());
    blobs.put(candidate().pov());
  }

  private Candidate candidate() {
    return Candidate.next(host, Chains.ADDER, TestPara.ADDER, Candidate.Version.V2);
  }

  /** Everything that a host may ask of a node, over the plain bus. */
  private List<BackedCandidate> useTheNode() {
    RelayBlock leaf = host.best();
    foreigner.ask(SubsystemName.OVERSEER, new WaitForActivation(leaf.hash()));
    Candidate candidate = candidate();
    foreigner.ask(SubsystemName.BLOBS, blobs.fetch(candidate.code()));
    foreigner.ask(SubsystemName.BLOBS, blobs.fetch(candidate.pov()));

    Verdict verdict =
        foreigner.ask(SubsystemName.CANDIDATE_VALIDATION, candidate.validate(leaf.session()));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Valid.class,
            valid ->
                assertThat(valid.commitments().hash())
                    .isEqualTo(candidate.receipt().commitmentsHash()));

    CanSecond question =
        new CanSecond(
            Chains.ADDER, leaf.hash(), candidate.hash(), candidate.pvd().parentHead().hash());
    assertThat(foreigner.ask(SubsystemName.CANDIDATE_BACKING, question).yes()).isTrue();

    foreigner.tell(SubsystemName.CANDIDATE_BACKING, candidate.second());
    host.awaitSeconded(candidate.hash(), List::of);
    List<BackedCandidate> backed = backable(candidate);
    assertThat(backed).hasSize(1);
    assertThat(backed.getFirst().candidate().hash()).isEqualTo(candidate.hash());
    assertThat(backed.getFirst().validityVotes()).hasSize(1);
    return backed;
  }

  /** What the node made is good for the chain, also when the node is gone. */
  private void enact(List<BackedCandidate> backed) {
    RelayBlock next = host.author(backed);
    assertThat(next.dropped()).isEmpty();
    assertThat(host.head(Chains.ADDER).hash())
        .isEqualTo(backed.getFirst().candidate().descriptor().paraHead());
  }

  private List<BackedCandidate> backable(Candidate candidate) {
    TreeMap<ParaId, List<BackableCandidateRef>> wanted = new TreeMap<>();
    wanted.put(
        Chains.ADDER,
        List.of(new BackableCandidateRef(candidate.hash(), candidate.schedulingParent())));
    return foreigner
        .ask(SubsystemName.CANDIDATE_BACKING, new GetBackableCandidates(wanted))
        .candidates()
        .getOrDefault(Chains.ADDER, List.of());
  }

  @Test
  void byItsClassNameWithJsonAndUndeployedWithoutATrace() {
    startHost();
    List<String> handlersBefore = handlers.now();
    int blobPort = FreePort.onLoopback();
    int statusPort = FreePort.onLoopback();
    JsonObject config = json();
    config.getJsonObject("blobs").put("port", blobPort);
    config.put("http", new JsonObject().put("port", statusPort));

    String id = Await.result(vertx.deployVerticle("dev.vouch.node.VouchPlugin", options(config)));
    List<BackedCandidate> backed = useTheNode();
    assertThat(listens(blobPort)).isTrue();
    assertThat(listens(statusPort)).isTrue();
    List<Path> workerDirectories = workerDirectories();
    assertThat(workerDirectories).isNotEmpty().allMatch(Files::exists);
    Await.result(vertx.undeploy(id));

    assertThat(handlers.now()).isEqualTo(handlersBefore);
    assertThat(listens(blobPort)).isFalse();
    assertThat(listens(statusPort)).isFalse();
    assertThat(timersLeft()).as("timers left").isEmpty();
    Await.until("no process is left", () -> processes().isEmpty());
    Await.until("no thread is left", () -> threads().isEmpty());
    assertThat(workerDirectories).noneMatch(Files::exists);
    enact(backed);
  }

  @Test
  void byThePrefixOfTheFactory() {
    startHost();
    String id = Await.result(vertx.deployVerticle("vouch:node", options(json())));
    enact(useTheNode());
    Await.result(vertx.undeploy(id));
  }

  @Test
  void partByPart() {
    startHost();
    List<String> handlersBefore = handlers.now();
    List<String> ids = new ArrayList<>();
    for (Part part : Part.values()) {
      ids.add(Await.result(vertx.deployVerticle("vouch:" + part.label(), options(json()))));
    }
    List<BackedCandidate> backed = useTheNode();

    for (String id : ids.reversed()) {
      Await.result(vertx.undeploy(id));
    }
    assertThat(handlers.now()).isEqualTo(handlersBefore);
    assertThat(timersLeft()).as("timers left").isEmpty();
    enact(backed);
  }

  @Test
  void byTheBuilder() {
    startHost();
    VouchPlugin plugin =
        VouchPlugin.builder("alice")
            .directory(directory)
            .network(host.genesis())
            .developmentKey("//Alice")
            .artifacts(artifacts)
            .pvfSlots(1, 0)
            .set("blobs.sources", blobs.sources())
            .build();
    String id = Await.result(vertx.deployVerticle(plugin));
    enact(useTheNode());
    Await.result(vertx.undeploy(id));
  }

  @Test
  void asTheReadmeSays() throws IOException {
    startHost();
    Path key = Files.writeString(directory.resolve("key"), "//Alice\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

    String id = Await.result(DeployExample.deploy(vertx, directory, key, host.genesis()));
    RelayBlock leaf = host.best();
    foreigner.ask(SubsystemName.OVERSEER, new WaitForActivation(leaf.hash()));
    Candidate candidate = candidate();
    CanSecond question =
        new CanSecond(
            Chains.ADDER, leaf.hash(), candidate.hash(), candidate.pvd().parentHead().hash());
    assertThat(Await.result(DeployExample.ask(vertx, question))).isTrue();
    Await.result(vertx.undeploy(id));
  }

  @Test
  void aStartThatMissesWhatTheHostProvidesNamesIt() {
    BusCodecs.register(vertx);
    JsonObject impatient = json().put("host-wait-millis", 0);

    assertThatThrownBy(() -> Await.result(vertx.deployVerticle("vouch:node", options(impatient))))
        .isInstanceOf(MissingHostServiceException.class)
        .hasMessageContaining("'chain-api'")
        .hasMessageContaining(new Addresses("alice").inbox(SubsystemName.CHAIN_API));
    assertThat(handlers.now()).isEmpty();
    assertThat(vertx.deploymentIDs()).isEmpty();
  }

  @Test
  void peersOfTheHostMustBeThereToo() {
    host.serve(vertx, "alice");

    assertThatThrownBy(
            () ->
                Await.result(
                    vertx.deployVerticle(
                        "vouch:node",
                        options(json().put("host-wait-millis", 0).put("peers", "host")))))
        .isInstanceOf(MissingHostServiceException.class)
        .hasMessageContaining("'network'");
    assertThat(vertx.deploymentIDs()).isEmpty();
  }

  @Test
  void anUnknownOrIllTypedKeyIsRefusedByItsName() {
    refused("'pvf.slotz'", json().put("pvf", new JsonObject().put("slotz", 1)));
    refused("'pvf.slots'", json().put("pvf", new JsonObject().put("slots", "one")));
    refused("'backing.quorum'", json().put("backing", new JsonObject().put("quorum", "all")));
    refused("'network'", json().put("network", "abc"));
    refused("'keys.validator'", json().put("keys", new JsonObject()));
    refused("'directories'", json().put("directories", "."));
    assertThat(handlers.now()).isEmpty();
  }

  private void refused(String named, JsonObject config) {
    assertThatThrownBy(() -> Await.result(vertx.deployVerticle("vouch:node", options(config))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(named);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Ids of timers count up, and cancelling says whether there was one. */
  private List<Long> timersLeft() {
    long newest = vertx.setTimer(Await.DEADLINE.toMillis(), fired -> {});
    vertx.cancelTimer(newest);
    List<Long> left = new ArrayList<>();
    for (long id = 0; id < newest; id++) {
      if (vertx.cancelTimer(id)) {
        left.add(id);
      }
    }
    return left;
  }

  private static List<ProcessHandle> processes() {
    return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("vouch"))
        .toList();
  }

  /** Each worker has one, with its socket; its own command line names it. */
  private static List<Path> workerDirectories() {
    String names = "-Djava.io.tmpdir=";
    return processes().stream()
        .flatMap(process -> process.info().arguments().stream().flatMap(Arrays::stream))
        .filter(argument -> argument.startsWith(names))
        .map(argument -> Path.of(argument.substring(names.length())))
        .toList();
  }
}
