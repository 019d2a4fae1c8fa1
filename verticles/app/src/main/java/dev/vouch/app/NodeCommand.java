package dev.vouch.app;

import dev.vouch.node.RunningNode;
import dev.vouch.node.config.NodeConfig;
import java.io.IOException;
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
    NodeConfig parsed = NodeFile.read(config, overrides);
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
}
