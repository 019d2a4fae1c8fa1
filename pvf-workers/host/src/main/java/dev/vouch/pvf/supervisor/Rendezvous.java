package dev.vouch.pvf.supervisor;

import dev.vouch.frames.Frame;
import dev.vouch.frames.FrameChannel;
import dev.vouch.frames.FrameException;
import dev.vouch.frames.Nonce;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The listening socket of one worker: whoever connects and knows the nonce is the worker
 * (validation PW-2, PW-3).
 */
final class Rendezvous implements AutoCloseable {
  /** A worker that has said hello. */
  record Met(FrameChannel channel, Frame.Hello hello) {}

  private final Path socket;
  private final Nonce nonce;
  private final ServerSocketChannel server;

  private Rendezvous(Path socket, Nonce nonce, ServerSocketChannel server) {
    this.socket = socket;
    this.nonce = nonce;
    this.server = server;
  }

  static Rendezvous open(Path socket, Nonce nonce) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket));
      return new Rendezvous(socket, nonce, server);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Waits for the worker's hello; a process that ends before is noticed at once. */
  Met await(Process process, Duration timeout)
      throws IOException, InterruptedException, TimeoutException {
    CompletableFuture<Met> met = new CompletableFuture<>();
    Thread.ofVirtual().name("vouch-pvf-accept").start(() -> accept(met));
    CompletableFuture<Void> watch =
        process
            .onExit()
            .thenAccept(
                ended ->
                    met.completeExceptionally(
                        new IOException(
                            "it ended before its hello, exit code " + ended.exitValue())));
    try {
      return met.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(reason(e), e);
    } finally {
      watch.cancel(false);
      close();
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  private void accept(CompletableFuture<Met> met) {
    while (!met.isDone()) {
      try {
        SocketChannel connection = server.accept();
        if (!greet(connection, met)) {
          connection.close();
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        met.completeExceptionally(e);
        return;
      }
    }
  }

  private boolean greet(SocketChannel connection, CompletableFuture<Met> met) {
    FrameChannel channel = new FrameChannel(connection);
    try {
      if (channel.readToHost() instanceof Frame.Hello hello && hello.nonce().equals(nonce)) {
        channel.write(new Frame.HelloAck(nonce));
        return met.complete(new Met(channel, hello));
      }
      return false;
    } catch (IOException | FrameException e) {
      // Not our worker, or one that dies: its exit, or the time limit, tells.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
  }
}
