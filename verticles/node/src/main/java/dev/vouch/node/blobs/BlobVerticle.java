package dev.vouch.node.blobs;

import dev.vouch.bus.FailureException;
import dev.vouch.messages.Answer;
import dev.vouch.messages.BlobMessage;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.Failure;
import dev.vouch.messages.Message;
import dev.vouch.messages.SubsystemName;
import dev.vouch.node.NodeContext;
import dev.vouch.node.ServiceVerticle;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import org.jspecify.annotations.Nullable;

/** The node's blobs: answers who asks for one, serves peers, fetches from peers. */
public final class BlobVerticle extends ServiceVerticle {
  private final BlobStore store;
  private final PeerBlobs peers;
  private final String host;
  private final int wantedPort;
  private @Nullable BlobFetcher fetcher;
  private volatile int port;

  /**
   * @param port where peers fetch; 0 takes any
   */
  public BlobVerticle(NodeContext node, BlobStore store, PeerBlobs peers, String host, int port) {
    super(SubsystemName.BLOBS, node);
    this.store = store;
    this.peers = peers;
    this.host = host;
    this.wantedPort = port;
  }

  /** Where this node serves its blobs; known once it is deployed. */
  public BlobOrigin origin() {
    return new BlobOrigin(host, port);
  }

  @Override
  protected Future<?> prepare() {
    fetcher = new BlobFetcher(vertx, store);
    return new BlobServer(store)
        .listen(vertx, host, wantedPort)
        .onSuccess((HttpServer server) -> port = server.actualPort());
  }

  @Override
  protected Future<? extends Answer> serve(Message message) {
    return switch (message) {
      case BlobMessage.FindBlob(var hash) ->
          store
              .find(hash)
              .map(Future::succeededFuture)
              .orElseGet(() -> failed(Failure.Kind.UNAVAILABLE, "blob " + hash + " is not here"));
      case BlobMessage.FetchBlob fetch -> fetch(fetch);
      default ->
          throw new FailureException(
              Failure.Kind.BAD_REQUEST, message.getClass().getSimpleName() + " is not for blobs");
    };
  }

  private Future<BlobRef> fetch(BlobMessage.FetchBlob fetch) {
    BlobFetcher ready = fetcher;
    if (ready == null) {
      return failed(Failure.Kind.UNAVAILABLE, "not started");
    }
    if (store.find(fetch.hash()).isPresent()) {
      return Future.succeededFuture(store.find(fetch.hash()).orElseThrow());
    }
    return peers
        .of(fetch.authority())
        .map(origin -> ready.fetch(origin, fetch.hash(), fetch.maxLength()))
        .orElseGet(
            () ->
                failed(
                    Failure.Kind.UNAVAILABLE,
                    "no peer with the authority key " + fetch.authority() + " is connected"));
  }
}
