package dev.vouch.app;

import dev.vouch.node.RunningNode;
import dev.vouch.node.config.ConfigException;
import dev.vouch.node.config.NodeConfig;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vouch node --config FILE}: one node until it is told to stop. */
@Command(
    name = "node",
    description = {
      "Run one node from a JSON configuration file.",
      "Each key may be overridden: by --set PATH=VALUE, or by the environment variable"
          + " VOUCH_NODE_SET with such pairs separated by commas; flags win."
    },
    mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {
  private static final long STOP_MILLIS = 2_500;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The node's configuration, JSON.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Override a key, like pvf.slots=4 or http.port=0.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--ends-with-stdin",
      description = "Stop when standard input closes, and ignore Ctrl-C: for a parent process.")
  private boolean endsWithStdin;

  @Override
  public Integer call() throws InterruptedException {
    NodeConfig parsed = read();
    CompletableFuture<Void> stopping = new CompletableFuture<>();
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicBoolean exiting = new AtomicBoolean();
    if (endsWithStdin) {
      Interrupts.ignore();
      Thread.ofPlatform()
          .daemon()
          .name("vouch-lifeline")
          .start(
              () -> {
                drain();
                stopping.complete(null);
              });
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  exiting.set(true);
                  stopping.complete(null);
                  try {
                    stopped.await(STOP_MILLIS, TimeUnit.MILLISECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "vouch-node-stop"));
    CompletableFuture<RunningNode> starting =
        RunningNode.start(parsed).toCompletionStage().toCompletableFuture();
    try {
      CompletableFuture.anyOf(starting, stopping).get();
    } catch (ExecutionException e) {
      stopped.countDown();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      System.err.println("vouch: the node does not start: " + cause.getMessage());
      return ExitCode.INVALID;
    }
    if (!starting.isDone()) {
      // Told to stop before it has begun; the hooks of the JVM end what there is.
      stopped.countDown();
      return ExitCode.OK;
    }
    RunningNode node = starting.join();
    System.out.println(
        "node "
            + parsed.node()
            + " runs, status at http://127.0.0.1:"
            + node.plugin().statusPort());
    stopping.join();
    try {
      node.close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(STOP_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      System.err.println("vouch: the node did not stop in order: " + e);
    }
    stopped.countDown();
    if (!exiting.get()) {
      Runtime.getRuntime().halt(ExitCode.OK);
    }
    return ExitCode.OK;
  }

  private static void drain() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; only the end counts.
      }
    } catch (IOException e) {
      // As good as the end.
    }
  }

  private NodeConfig read() {
    JsonObject json;
    try {
      json = new JsonObject(new String(InputFiles.read(config), StandardCharsets.UTF_8));
    } catch (DecodeException e) {
      throw new UsageException(config + " is no JSON: " + e.getMessage());
    }
    String environment = System.getenv("VOUCH_NODE_SET");
    if (environment != null && !environment.isBlank()) {
      for (String pair : environment.split(",", -1)) {
        override(json, pair.strip(), "VOUCH_NODE_SET");
      }
    }
    overrides.forEach(pair -> override(json, pair, "--set"));
    try {
      return NodeConfig.of(json);
    } catch (ConfigException e) {
      throw new UsageException(config + ": " + e.getMessage());
    }
  }

  private static void override(JsonObject json, String pair, String source) {
    int equals = pair.indexOf('=');
    if (equals <= 0) {
      throw new UsageException(source + ": '" + pair + "' is not PATH=VALUE");
    }
    JsonObject at = json;
    String[] path = pair.substring(0, equals).split("\\.", -1);
    for (int i = 0; i < path.length - 1; i++) {
      if (!(at.getValue(path[i]) instanceof JsonObject)) {
        at.put(path[i], new JsonObject());
      }
      at = at.getJsonObject(path[i]);
    }
    at.put(path[path.length - 1], value(pair.substring(equals + 1)));
  }

  private static Object value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
