package dev.vouch.devnet;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A validator in a process of its own, started as {@code vouch node --config FILE}. It ends when
 * its standard input closes, so that it cannot outlive devnet.
 */
final class ChildNode implements NodeHandle {
  /** Devnet's own bound on Ctrl-C is three seconds. */
  private static final long GRACE_MILLIS = 1_800;

  private static final int MAX_TEMPORARY_PATH = 67;

  private final String name;
  private final int statusPort;
  private final Process process;
  private final OutputStream lifeline;

  private ChildNode(String name, int statusPort, Process process) {
    this.name = name;
    this.statusPort = statusPort;
    this.process = process;
    this.lifeline = process.getOutputStream();
  }

  /** Starts it; whether it has joined shows on the bus. */
  static ChildNode start(
      List<String> launcher, String name, Path config, Path temporary, int statusPort)
      throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(List.of("node", "--config", config.toString(), "--ends-with-stdin"));
    ProcessBuilder builder = new ProcessBuilder(command);
    // Workers put their sockets there, and those take short paths only.
    if (temporary.toString().length() <= MAX_TEMPORARY_PATH) {
      builder.environment().put("TMPDIR", temporary.toString());
    }
    Process process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(
                ProcessBuilder.Redirect.to(config.resolveSibling(name + ".log").toFile()))
            .start();
    return new ChildNode(name, statusPort, process);
  }

  long pid() {
    return process.pid();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int statusPort() {
    return statusPort;
  }

  @Override
  public Optional<String> ended() {
    return process.isAlive()
        ? Optional.empty()
        : Optional.of("process ended with exit code " + process.exitValue());
  }

  @Override
  public Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    Thread.ofVirtual()
        .name("vouch-devnet-close-" + name)
        .start(
            () -> {
              end();
              closed.complete();
            });
    return closed.future();
  }

  private void end() {
    try {
      lifeline.close();
    } catch (IOException e) {
      // The process has closed it first.
    }
    try {
      if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
