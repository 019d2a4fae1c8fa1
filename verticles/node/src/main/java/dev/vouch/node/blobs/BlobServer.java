package dev.vouch.node.blobs;

import dev.vouch.messages.BlobRef;
import dev.vouch.primitives.Hash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves {@code GET /blob/<hash>} to peers. What it serves is public: blobs are found by their hash
 * only. At most {@link #MAX_SERVED} requests at a time; more are told to come back.
 */
final class BlobServer {
  /**
   * 5 groups of 5 backers that all fetch at once, and room. Sent from files, so memory is small.
   */
  static final int MAX_SERVED = 64;

  static final Pattern PATH = Pattern.compile("/blob/([0-9a-f]{64})");
  private static final int IDLE_SECONDS = 10;

  private final BlobStore store;
  private int served;

  BlobServer(BlobStore store) {
    this.store = store;
  }

  Future<HttpServer> listen(Vertx vertx, String host, int port) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port)
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setMaxInitialLineLength(256)
            .setMaxHeaderSize(4_096);
    return vertx.createHttpServer(options).requestHandler(this::serve).listen();
  }

  private void serve(HttpServerRequest request) {
    Matcher path = PATH.matcher(String.valueOf(request.path()));
    if (!HttpMethod.GET.equals(request.method())) {
      end(request, 405);
    } else if (!path.matches()) {
      end(request, 400);
    } else if (served >= MAX_SERVED) {
      end(request, 503);
    } else {
      Optional<BlobRef> blob = store.find(Hash.fromHex(path.group(1)));
      blob.ifPresentOrElse(found -> send(request, found), () -> end(request, 404));
    }
  }

  private void send(HttpServerRequest request, BlobRef blob) {
    served++;
    request
        .response()
        .putHeader("content-type", "application/octet-stream")
        .sendFile(store.file(blob.hash()).toString())
        .onComplete(done -> served--)
        .onFailure(gone -> request.connection().close());
  }

  private static void end(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).end();
  }
}
