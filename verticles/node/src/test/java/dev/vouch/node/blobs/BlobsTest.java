package dev.vouch.node.blobs;

import static dev.vouch.node.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vouch.bus.BusCodecs;
import dev.vouch.bus.FailureException;
import dev.vouch.bus.Routes;
import dev.vouch.messages.BlobMessage.FetchBlob;
import dev.vouch.messages.BlobMessage.FindBlob;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.Failure;
import dev.vouch.node.NodeContext;
import dev.vouch.node.NodeMeters;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobsTest {
  private static final PublicKey BOB = PublicKey.of(new byte[32]);
  private static final BlobLimits SMALL = new BlobLimits(1_000_000, 2_500_000);

  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final PeerBlobs peers = new PeerBlobs();

  BlobsTest() {
    BusCodecs.register(vertx);
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static Bytes blob(int seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  private NodeContext context(String node) {
    return NodeContext.of(vertx, Routes.local(node), new NodeMeters(new SimpleMeterRegistry()));
  }

  private BlobVerticle deploy(String node, BlobStore store) {
    BlobVerticle verticle = new BlobVerticle(context(node), store, peers, "127.0.0.1", 0);
    await(vertx.deployVerticle(verticle));
    return verticle;
  }

  private BlobRef fetch(Hash hash, long maxLength) {
    return await(context("alice").client().request(new FetchBlob(hash, maxLength, BOB)));
  }

  private void unavailable(Hash hash, long maxLength, String reason) throws IOException {
    assertThatThrownBy(() -> fetch(hash, maxLength))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().kind()).isEqualTo(Failure.Kind.UNAVAILABLE))
        .hasMessageContaining(reason);
    try (Stream<Path> left = Files.list(dir.resolve("alice"))) {
      assertThat(left).as("half-written files").isEmpty();
    }
  }

  /** A peer that answers what a test says. */
  private void liar(Consumer<HttpServerRequest> answer) {
    HttpServer server =
        await(vertx.createHttpServer().requestHandler(answer::accept).listen(0, "127.0.0.1"));
    peers.put(BOB, new BlobOrigin("127.0.0.1", server.actualPort()));
  }

  @Test
  void aBlobMovesFromOneNodeToAnother() throws IOException {
    BlobStore alice = BlobStore.open(dir.resolve("alice"), SMALL);
    BlobStore bob = BlobStore.open(dir.resolve("bob"), SMALL);
    deploy("alice", alice);
    peers.put(BOB, deploy("bob", bob).origin());
    Bytes pov = blob(1, 700_000);
    BlobRef there = bob.put(pov);

    assertThat(fetch(there.hash(), 1_000_000)).isEqualTo(there);
    assertThat(Bytes.wrap(alice.read(there))).isEqualTo(pov);
    assertThat(await(context("alice").client().request(new FindBlob(there.hash()))))
        .isEqualTo(there);
  }

  @Test
  void whatIsNotThereIsUnavailable() throws IOException {
    deploy("alice", BlobStore.open(dir.resolve("alice"), SMALL));
    Hash unknown = Hash.blake2b256(Bytes.EMPTY);
    unavailable(unknown, 10, "no peer with the authority key");

    peers.put(BOB, deploy("bob", BlobStore.open(dir.resolve("bob"), SMALL)).origin());
    unavailable(unknown, 10, "HTTP status 404");
    assertThatThrownBy(() -> await(context("alice").client().request(new FindBlob(unknown))))
        .hasMessageContaining("UNAVAILABLE");
  }

  @Test
  void aBlobThatIsTooLongIsCutOffWhileItStreams() throws IOException {
    deploy("alice", BlobStore.open(dir.resolve("alice"), SMALL));
    liar(
        request -> {
          request.response().setChunked(true);
          endless(request);
        });

    unavailable(Hash.ZERO, 100_000, "more than 100000 bytes");
  }

  private void endless(HttpServerRequest request) {
    request.response().write(Buffer.buffer(new byte[8_192])).onSuccess(written -> endless(request));
  }

  @Test
  void aBlobOfAnotherHashIsRefused() throws IOException {
    deploy("alice", BlobStore.open(dir.resolve("alice"), SMALL));
    liar(request -> request.response().end("not what you want"));

    unavailable(Hash.ZERO, 100_000, "of another hash");
  }

  @Test
  void aPeerThatStopsInTheMiddleOrSaysNothingIsUnavailable() throws IOException {
    deploy("alice", BlobStore.open(dir.resolve("alice"), SMALL));
    liar(
        request -> {
          request.response().putHeader("content-length", "1000").write("half");
          request.connection().close();
        });
    unavailable(Hash.ZERO, 100_000, "");

    liar(request -> {});
    unavailable(Hash.ZERO, 100_000, "timeout");
  }

  @Test
  void theServerAnswersNothingButBlobs() throws IOException {
    BlobVerticle bob = deploy("bob", BlobStore.open(dir.resolve("bob"), SMALL));
    HttpClient client = vertx.createHttpClient();

    assertThat(status(client, bob, HttpMethod.GET, "/")).isEqualTo(400);
    assertThat(status(client, bob, HttpMethod.GET, "/blob/../../etc/passwd")).isEqualTo(400);
    assertThat(status(client, bob, HttpMethod.GET, "/blob/" + "AB".repeat(32))).isEqualTo(400);
    assertThat(status(client, bob, HttpMethod.PUT, "/blob/" + "ab".repeat(32))).isEqualTo(405);
    assertThat(status(client, bob, HttpMethod.GET, "/blob/" + "ab".repeat(32))).isEqualTo(404);
    assertThat(status(client, bob, HttpMethod.GET, "/" + "a".repeat(300))).isEqualTo(414);
  }

  private static int status(HttpClient client, BlobVerticle at, HttpMethod method, String path) {
    return await(
        client
            .request(method, at.origin().port(), "127.0.0.1", path)
            .compose(request -> request.send())
            .map(response -> response.statusCode()));
  }

  @Test
  void theLeastRecentlyUsedBlobsMakeRoom() throws IOException {
    BlobStore store = BlobStore.open(dir.resolve("alice"), SMALL);
    BlobRef first = store.put(blob(1, 1_000_000));
    BlobRef second = store.put(blob(2, 1_000_000));
    assertThat(store.find(first.hash())).isPresent();
    BlobRef third = store.put(blob(3, 1_000_000));

    assertThat(store.find(first.hash())).isPresent();
    assertThat(store.find(second.hash())).isEmpty();
    assertThat(store.find(third.hash())).isPresent();
    assertThatThrownBy(() -> store.read(second)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.put(blob(4, 1_000_001)))
        .isInstanceOf(BlobRefusedException.class);
  }

  @Test
  void aRestartFindsTheBlobsAndRemovesHalfWrittenOnes() throws IOException {
    BlobRef kept = BlobStore.open(dir.resolve("alice"), SMALL).put(blob(1, 10));
    Files.writeString(dir.resolve("alice").resolve("incoming-7"), "half");
    BlobStore again = BlobStore.open(dir.resolve("alice"), SMALL);

    assertThat(again.find(kept.hash())).contains(kept);
    assertThat(dir.resolve("alice").resolve("incoming-7")).doesNotExist();
  }

  @Test
  void aBlobThatRottedOnDiskIsNotHandedOut() throws IOException {
    BlobStore store = BlobStore.open(dir.resolve("alice"), SMALL);
    BlobRef blob = store.put(blob(1, 10));
    Files.writeString(store.file(blob.hash()), "0123456789");

    assertThatThrownBy(() -> store.read(blob)).hasMessageContaining("damaged on disk");
    assertThat(store.find(blob.hash())).isEmpty();
  }
}
