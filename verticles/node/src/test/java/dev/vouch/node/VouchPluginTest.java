package dev.vouch.node;

import static dev.vouch.node.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.bus.Addresses;
import dev.vouch.bus.BusCodecs;
import dev.vouch.bus.BusMeter;
import dev.vouch.bus.Delivery;
import dev.vouch.bus.Inbox;
import dev.vouch.bus.LeavesMessage;
import dev.vouch.bus.Scope;
import dev.vouch.crypto.Sr25519KeyPair;
import dev.vouch.messages.Answer;
import dev.vouch.messages.CandidateBackingMessage.CanSecond;
import dev.vouch.messages.CandidateBackingMessage.CanSecondAnswer;
import dev.vouch.messages.ChainApiMessage;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Outcome;
import dev.vouch.messages.OverseerMessage.BlockImported;
import dev.vouch.messages.SignerMessage.SignStatement;
import dev.vouch.messages.SignerMessage.Signed;
import dev.vouch.messages.SubsystemName;
import dev.vouch.node.config.ConfigException;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.CandidateHash;
import dev.vouch.primitives.CompactStatement;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.ParaId;
import dev.vouch.primitives.SigningContext;
import dev.vouch.primitives.ValidatorIndex;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VouchPluginTest {
  private static final Hash LEAF = Hash.blake2b256(Bytes.EMPTY);
  private static final Addresses ALICE = new Addresses("alice");

  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();

  VouchPluginTest() {
    BusCodecs.register(vertx);
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private VouchPluginBuilder builder() {
    return VouchPlugin.builder("alice")
        .directory(dir)
        .network(Hash.ZERO)
        .developmentKey("//Alice")
        .pvfSlots(1, 0)
        .status("127.0.0.1", 0)
        .set("host-wait-millis", 0);
  }

  private JsonObject json() {
    return new JsonObject()
        .put("node", "alice")
        .put("directory", dir.toString())
        .put("network", "00".repeat(32))
        .put("host-wait-millis", 0)
        .put("pvf", new JsonObject().put("slots", 1).put("spares", 0))
        .put(
            "keys",
            new JsonObject().put("validator", new JsonObject().put("development", "//Alice")));
  }

  private void serve(String address, Consumer<Delivery> handler) {
    await(Inbox.open(vertx, address, Scope.LOCAL, BusMeter.NONE, handler));
  }

  private void serveChainApi() {
    serve(
        ALICE.inbox(SubsystemName.CHAIN_API),
        d -> d.reply(Outcome.answered(new ChainApiMessage.FinalizedNumber(0))));
  }

  private void serveRuntimeApi() {
    serve(
        ALICE.inbox(SubsystemName.RUNTIME_API),
        d -> d.fail(new Failure(Failure.Kind.UNAVAILABLE, "no such block")));
  }

  private void serveLeaves() {
    serve(
        ALICE.leaves(),
        d ->
            d.reply(
                Outcome.<Answer>answered(
                    new LeavesMessage.Leaves(
                        List.of(new BlockImported(LEAF, Hash.ZERO, 1, true)), List.of()))));
  }

  private void serveEverything() {
    serveChainApi();
    serveRuntimeApi();
    serveLeaves();
  }

  private void refused(String service) {
    assertThatThrownBy(() -> await(vertx.deployVerticle(builder().build())))
        .isInstanceOfSatisfying(
            MissingHostServiceException.class, e -> assertThat(e.service()).isEqualTo(service))
        .hasMessageContaining("vouch.1.n.alice." + service);
    assertThat(vertx.deploymentIDs()).as("what a failed start leaves").isEmpty();
  }

  @Test
  void aStartNamesWhatTheHostDoesNotProvide() {
    refused("chain-api");
    serveChainApi();
    refused("runtime-api");
    serveRuntimeApi();
    refused("leaves");
  }

  @Test
  void peersOfTheHostAreAskedForWhenTheHostIsToProvideThem() {
    serveEverything();

    assertThatThrownBy(() -> await(vertx.deployVerticle(builder().set("peers", "host").build())))
        .isInstanceOf(MissingHostServiceException.class)
        .hasMessageContaining("'network'");
  }

  @Test
  void aWrongConfigurationFailsTheStartByItsKey() {
    JsonObject wrong = json().put("nodee", "alice");

    assertThatThrownBy(
            () ->
                await(
                    vertx.deployVerticle(
                        VouchPlugin.class.getName(), new DeploymentOptions().setConfig(wrong))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'nodee'");
    assertThatThrownBy(() -> await(vertx.deployVerticle("vouch:backin")))
        .hasMessageContaining("statement-bridge")
        .hasMessageContaining("not backin");
  }

  @Test
  void aWholeNodeStartsAnswersSignsOnceAndLeavesNothing() {
    serveEverything();
    VouchPlugin plugin = builder().build();
    String id = await(vertx.deployVerticle(plugin));

    CanSecondAnswer answer =
        await(
            plugin
                .context()
                .client()
                .request(
                    new CanSecond(
                        new ParaId(2000), LEAF, new CandidateHash(Hash.ZERO), Hash.ZERO)));
    assertThat(answer.yes()).isFalse();
    Signed first = await(plugin.context().client().request(statement(true)));
    assertThat(await(plugin.context().client().request(statement(true)))).isEqualTo(first);
    assertThatThrownBy(() -> await(plugin.context().client().request(statement(false))))
        .hasMessageContaining("BAD_REQUEST");
    assertThat(get(plugin.statusPort(), "/metrics"))
        .contains("vouch_overseer_heads_activated_total 1.0")
        .contains("vouch_signer_signatures_refused_total 1.0");
    assertThat(get(plugin.statusPort(), "/health")).contains("true");
    assertThat(get(plugin.statusPort(), "/ready")).doesNotContain("leaves");

    await(vertx.undeploy(id));
    assertThat(vertx.deploymentIDs()).isEmpty();
    assertThatThrownBy(() -> await(vertx.eventBus().request(ALICE.inbox(SubsystemName.SIGNER), 1)))
        .hasMessageContaining("No handlers");

    // The same node again, by its class name: the record is read from the disk.
    await(
        vertx.deployVerticle(
            VouchPlugin.class.getName(), new DeploymentOptions().setConfig(json())));
    assertThat(await(plugin(vertx).request(statement(true)))).isEqualTo(first);
    assertThatThrownBy(() -> await(plugin(vertx).request(statement(false))))
        .hasMessageContaining("BAD_REQUEST");
  }

  private static dev.vouch.bus.BusClient plugin(Vertx vertx) {
    return new dev.vouch.bus.BusClient(vertx, dev.vouch.bus.Routes.local("alice"));
  }

  private String get(int port, String path) {
    return await(
        vertx
            .createHttpClient()
            .request(io.vertx.core.http.HttpMethod.GET, port, "127.0.0.1", path)
            .compose(request -> request.send())
            .compose(response -> response.body())
            .map(body -> body.toString()));
  }

  /** Seconded or Valid for one and the same candidate: only one of them may ever be signed. */
  private static SignStatement statement(boolean seconded) {
    CandidateHash candidate = new CandidateHash(LEAF);
    return new SignStatement(
        Sr25519KeyPair.fromUri("//Alice").publicKey(),
        new ValidatorIndex(0),
        new ParaId(2000),
        LEAF,
        seconded ? new CompactStatement.Seconded(candidate) : new CompactStatement.Valid(candidate),
        new SigningContext(1, LEAF),
        1);
  }

  @Test
  void aPartCanBeDeployedByItsName() {
    String id =
        await(vertx.deployVerticle("vouch:signer", new DeploymentOptions().setConfig(json())));

    assertThat(await(plugin(vertx).request(statement(true))).statement()).isNotNull();
    await(vertx.undeploy(id));
    assertThat(vertx.deploymentIDs()).isEmpty();
  }
}
