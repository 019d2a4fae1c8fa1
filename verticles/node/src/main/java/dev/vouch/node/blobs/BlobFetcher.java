package dev.vouch.node.blobs;

import dev.vouch.bus.FailureException;
import dev.vouch.messages.BlobRef;
import dev.vouch.messages.Failure;
import dev.vouch.primitives.Hash;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Fetches blobs from peers, each once at a time. What is too long is cut off before it is stored.
 * For one context.
 */
public final class BlobFetcher {
  /** Two candidates of each of 25 backers; a peer cannot make us start one. */
  static final int MAX_FETCHES = 50;

  /** As long as the protocol waits for a PoV (wire spec 3.6), and a connection. */
  static final long TIMEOUT_MILLIS = 2_500;

  private static final int POOL_SIZE = 8;

  private final BlobStore store;
  private final HttpClient client;
  private final Map<Hash, Future<BlobRef>> fetching = new HashMap<>();

  public BlobFetcher(Vertx vertx, BlobStore store) {
    this.store = store;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(1_000).setMaxHeaderSize(4_096),
            new PoolOptions().setHttp1MaxSize(POOL_SIZE).setMaxWaitQueueSize(MAX_FETCHES));
  }

  public Future<Void> close() {
    return client.close();
  }

  /** Fetches the blob into the store, unless it is there. */
  public Future<BlobRef> fetch(BlobOrigin from, Hash hash, long maxLength) {
    return store
        .find(hash)
        .map(Future::succeededFuture)
        .orElseGet(() -> fetchOnce(from, hash, maxLength));
  }

  private Future<BlobRef> fetchOnce(BlobOrigin from, Hash hash, long maxLength) {
    Future<BlobRef> running = fetching.get(hash);
    if (running != null) {
      return running;
    }
    if (fetching.size() >= MAX_FETCHES) {
      return Future.failedFuture(
          new FailureException(
              Failure.Kind.OVERLOADED, MAX_FETCHES + " blobs are being fetched already"));
    }
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(from.host())
            .setPort(from.port())
            .setURI("/blob/" + hash.toHex())
            .setTimeout(TIMEOUT_MILLIS);
    Future<BlobRef> fetch =
        client
            .request(request)
            .compose(sent -> sent.send())
            .compose(response -> take(response, hash, maxLength))
            .recover(cause -> Future.failedFuture(unavailable(from, hash, cause)));
    fetching.put(hash, fetch);
    return fetch.onComplete(done -> fetching.remove(hash));
  }

  private static FailureException unavailable(BlobOrigin from, Hash hash, Throwable cause) {
    return new FailureException(
        Failure.Kind.UNAVAILABLE,
        "blob %s from %s:%d: %s".formatted(hash, from.host(), from.port(), cause.getMessage()));
  }

  private Future<BlobRef> take(HttpClientResponse response, Hash hash, long maxLength) {
    if (response.statusCode() != 200) {
      return Future.failedFuture("HTTP status " + response.statusCode());
    }
    IncomingBlob incoming;
    try {
      incoming = store.receive(hash, maxLength);
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
    Promise<BlobRef> taken = Promise.promise();
    response.exceptionHandler(taken::tryFail);
    // Chunks of some kilobytes go to the page cache: no call blocks for long.
    response.handler(
        chunk -> {
          try {
            if (!taken.future().isComplete()) {
              incoming.write(ByteBuffer.wrap(chunk.getBytes()));
            }
          } catch (IOException e) {
            taken.tryFail(e);
            response.request().connection().close();
          }
        });
    response.endHandler(
        end -> {
          try {
            if (!taken.future().isComplete()) {
              taken.complete(incoming.commit());
            }
          } catch (IOException e) {
            taken.tryFail(e);
          }
        });
    return taken.future().onComplete(done -> discard(incoming));
  }

  private static void discard(IncomingBlob incoming) {
    try {
      incoming.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
