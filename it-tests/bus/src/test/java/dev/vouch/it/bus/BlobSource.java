package dev.vouch.it.bus;

import dev.vouch.messages.BlobMessage.FetchBlob;
import dev.vouch.primitives.Bytes;
import dev.vouch.primitives.Hash;
import dev.vouch.primitives.PublicKey;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Serves what a host has of blobs over HTTP; a node that knows the source fetches from it. */
final class BlobSource {
  /** Only a name for the source. */
  private static final PublicKey KEY = PublicKey.fromHex("b1".repeat(PublicKey.LENGTH));

  private static final String PATH = "/blob/";

  private final Map<String, Buffer> blobs = new ConcurrentHashMap<>();
  private final HttpServer server;

  BlobSource(Vertx vertx) {
    server =
        Await.result(vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1"));
  }

  private void serve(HttpServerRequest request) {
    Optional.ofNullable(request.path())
        .filter(path -> path.startsWith(PATH))
        .map(path -> blobs.get(path.substring(PATH.length())))
        .ifPresentOrElse(
            blob -> request.response().end(blob),
            () -> request.response().setStatusCode(404).end());
  }

  void put(Bytes blob) {
    blobs.put(Hash.blake2b256(blob).toHex(), Buffer.buffer(blob.toArray()));
  }

  /** The value of {@code blobs.sources}. */
  JsonArray sources() {
    return new JsonArray().add(KEY.toHex() + "@127.0.0.1:" + server.actualPort());
  }

  /** Asks the node to take the blob in. */
  FetchBlob fetch(Bytes blob) {
    return new FetchBlob(Hash.blake2b256(blob), blob.length(), KEY);
  }
}
